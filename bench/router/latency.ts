/** What a router adds to the latency of an invocation: open-loop load through each, and straight to the back end. */
import { type Figures, table } from "../report.ts";
import { answer, startHaproxy, startHttpBackend, startLinkBackend, startNginx, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { medianOf } from "./figures.ts";
import { allAnswered, runOpenLoop, type Through } from "./open-loop.ts";
import { interleaved, type PartFigures, type PartRun, type Target } from "./part.ts";
import { unsigned } from "./requests.ts";

const direct = "straight to the back end";
const latencies = ["p50, ms", "p99, ms", "p99.9, ms"];

export async function measureLatency(run: PartRun): Promise<PartFigures> {
  const { processes, dir, connections } = run;
  // Many short rounds: a host that stops the machine for a tenth of a second now and then spoils some of them, and not the median.
  const seconds = 2;
  const rounds = run.short ? 1 : 3 * run.rounds;
  const httpBackend = await startHttpBackend(processes, dir, 9186);
  const backends = [{ socket: await startLinkBackend(processes, dir) }];
  const sides = {
    Hostler: await startRouter(processes, { dir, backends, port: 9181, noAuth: true }),
    HAProxy: await startHaproxy(processes, dir, `unix@${httpBackend}`, 9183),
    nginx: await startNginx(processes, dir, httpBackend, 9184),
    [direct]: { port: 9186, pids: () => [] },
  };
  const script = wrkScript(dir, "latency", unsigned);
  const capacity: Record<string, number> = {};
  for (const [label, { port }] of Object.entries(sides)) {
    run.say(`latency: warming up ${label}`);
    runWrk(script, port, { connections, seconds: run.short ? 2 : 4, core: "1" });
    capacity[label] = runWrk(script, port, { connections, seconds: run.short ? 1 : 2, core: "1" }).perSecond;
  }
  const half = Math.round(capacity.Hostler! / 2);
  const cases = { "1,000 requests/s": 1000, "half load": half };
  const measured: Record<string, Record<string, Figures[]>> = {};
  for (const [name, perSecond] of Object.entries(cases)) {
    run.say(`latency: ${name}, ${perSecond} requests/s`);
    // Machine code is made anew for what is done in another way when there is less to do, on the core of the router.
    for (const [label, through] of Object.entries(sides)) {
      await runOpenLoop({ dir, through, requests: unsigned, answer, perSecond, seconds: run.short || label === direct ? 1 : 8 });
    }
    const through = await interleaved(sides, rounds, (through, label, round) =>
      oneRound({ dir, label, through, perSecond, seconds, round }),
    );
    measured[name] = added(through);
    const about = `Open loop, ${perSecond.toLocaleString("en")} requests/s at random times; *added* is without what the back end alone takes.`;
    console.log(table({ title: `Latency, ${name}`, about, largerIsBetter: [], shownOnly: [direct], sides: measured[name] }));
  }
  const settings = { rounds, seconds, "half load, requests/s": half, ...prefixed("capacity, requests/s: ", capacity) };
  return { settings, measured, targets: targetsOf(measured) };
}

interface Round {
  readonly dir: string;
  readonly label: string;
  readonly through: Through;
  readonly perSecond: number;
  readonly seconds: number;
  readonly round: number;
}

async function oneRound({ dir, label, through, perSecond, seconds, round }: Round): Promise<Figures> {
  const load = { dir, through, requests: unsigned, answer, perSecond, seconds, seed: round + 1 };
  const { accepted, lag, othersPercent } = allAnswered(label, await runOpenLoop(load));
  return {
    "p50, ms": accepted.p50Ms,
    "p99, ms": accepted.p99Ms,
    "p99.9, ms": accepted.p999Ms,
    "slowest, ms": accepted.mostMs,
    "generator's lag p50, ms": lag.p50Ms,
    "generator's lag p99, ms": lag.p99Ms,
    "generator's lag p99.9, ms": lag.p999Ms,
    "others on the router's core, %": othersPercent,
  };
}

/** With what each round adds to the round straight to the back end. */
function added(through: Record<string, Figures[]>): Record<string, Figures[]> {
  const more = (figures: Figures, round: number): Figures =>
    Object.fromEntries(latencies.map((name) => [`added ${name}`, figures[name]! - through[direct]![round]![name]!]));
  return Object.fromEntries(
    Object.entries(through).map(([label, all]) => [
      label,
      label === direct ? all : all.map((figures, round) => ({ ...more(figures, round), ...figures })),
    ]),
  );
}

function targetsOf(measured: PartFigures["measured"]): Target[] {
  return Object.entries(measured).flatMap(([name, sides]) =>
    latencies.map((figure): Target => {
      const atMost = name.startsWith("1,000") ? { "p50, ms": 0.3, "p99, ms": 1 }[figure] : undefined;
      const added = { measured: medianOf(sides.Hostler!, `added ${figure}`), unit: "ms" };
      return { what: `added ${figure.replace(", ms", "")}, ${name}`, ...added, ...(atMost !== undefined && { atMost }) };
    }),
  );
}

const prefixed = (prefix: string, values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, Math.round(value)]));
