/** What one invocation costs our router, beside HAProxy and nginx proxying the same request. */
import { cpuSeconds } from "../cpu.ts";
import { type Figures, table } from "../report.ts";
import { type Side, startHaproxy, startHttpBackend, startLinkBackend, startNginx, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { medianOf } from "./figures.ts";
import { interleaved, type PartFigures, type PartRun, type Target } from "./part.ts";
import { signed, unsigned } from "./requests.ts";

const cpuPerRequest = "CPU per request, µs";
const perSecond = "requests/s";

export async function compareCpu(run: PartRun): Promise<PartFigures> {
  const { processes, dir, rounds, seconds, connections } = run;
  const warmUpSeconds = run.short ? 2 : 6;
  const backends = [{ socket: await startLinkBackend(processes, dir) }];
  const httpBackend = await startHttpBackend(processes, dir, 9186);
  const open = await startRouter(processes, { dir, backends, port: 9181, noAuth: true });
  const closed = await startRouter(processes, { dir, backends, port: 9182, noAuth: false });
  const others = {
    HAProxy: await startHaproxy(processes, dir, `unix@${httpBackend}`, 9183),
    "HAProxy, TCP behind": await startHaproxy(processes, dir, "127.0.0.1:9186", 9187),
    nginx: await startNginx(processes, dir, httpBackend, 9184),
  };
  const cases = {
    unsigned: {
      sides: { Hostler: open, ...others } as Record<string, Side>,
      requests: () => unsigned,
      about: "A request without a signature, and a router that asks for none.",
    },
    signed: {
      sides: { Hostler: closed, ...others } as Record<string, Side>,
      requests: () => signed(closed.access),
      about: "A request as boto3 sends it: our router proves its signature, the others pass it on.",
    },
  };
  const measured: Record<string, Record<string, Figures[]>> = {};
  for (const [name, { sides, requests, about }] of Object.entries(cases)) {
    for (const [label, side] of Object.entries(sides)) {
      run.say(`${name}: warming up ${label}`);
      runWrk(wrkScript(dir, name, requests()), side.port, { connections, seconds: warmUpSeconds, core: "1" });
    }
    const script = wrkScript(dir, name, requests());
    measured[name] = await interleaved(sides, rounds, (side, label) => oneRound(label, side, script, run));
    console.log(table({ title: `Router, ${name}`, about, largerIsBetter: [perSecond], sides: measured[name] }));
  }
  return { settings: { rounds, seconds, connections }, measured, targets: targetsOf(measured) };
}

function oneRound(label: string, side: Side, script: string, { connections, seconds }: PartRun): Figures {
  const before = cpuSeconds(side.pids());
  const { requests, perSecond: answered, failed, p50Ms, p99Ms } = runWrk(script, side.port, { connections, seconds, core: "1" });
  const cpu = cpuSeconds(side.pids()) - before;
  if (failed > 0) throw new Error(`${label}: ${failed} of ${requests} requests failed.`);
  return {
    [cpuPerRequest]: (cpu * 1e6) / requests,
    [perSecond]: answered,
    "p50, ms": p50Ms,
    "p99, ms": p99Ms,
    "core busy, %": (cpu / seconds) * 100,
  };
}

function targetsOf(measured: PartFigures["measured"]): Target[] {
  const ours = (name: string, figure: string, other: string): number =>
    medianOf(measured[name]!.Hostler!, figure) / medianOf(measured[name]![other]!, figure);
  return [
    { what: "CPU per request, unsigned, times HAProxy's", measured: ours("unsigned", cpuPerRequest, "HAProxy"), unit: "×", atMost: 1 },
    { what: "the same, HAProxy with TCP behind", measured: ours("unsigned", cpuPerRequest, "HAProxy, TCP behind"), unit: "×", atMost: 1 },
    { what: "CPU per request, unsigned, times nginx's", measured: ours("unsigned", cpuPerRequest, "nginx"), unit: "×" },
    { what: "CPU per request, signed, times HAProxy's", measured: ours("signed", cpuPerRequest, "HAProxy"), unit: "×", atMost: 1.5 },
    { what: "the same, HAProxy with TCP behind", measured: ours("signed", cpuPerRequest, "HAProxy, TCP behind"), unit: "×", atMost: 1.5 },
    { what: "requests/s on one core, unsigned, times HAProxy's", measured: ours("unsigned", perSecond, "HAProxy"), unit: "×", atLeast: 1 },
    { what: "requests/s on one core, signed, times HAProxy's", measured: ours("signed", perSecond, "HAProxy"), unit: "×" },
  ];
}
