/** Ten times as many requests as two instances of a fixed service time can answer: what is answered, how fast the rest is refused, memory. */
import { join } from "node:path";
import type { Address } from "../../src/lib/address.ts";
import { type Figures, table } from "../report.ts";
import { answers, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { medianOf } from "./figures.ts";
import { runOpenLoop } from "./open-loop.ts";
import type { PartFigures, PartRun, Target } from "./part.ts";
import { unsigned } from "./requests.ts";
import { ResidentWatch } from "./resident.ts";

const serviceMs = 5;
const instances = 2;
const times = 10;
/** What `fixed-time-server.ts` answers. */
const answer = "ok\n";
/** So many that a router which refuses nobody finds all of them taken, and one that refuses soon never does. */
const clients = 4_000;
const MiB = 1024 ** 2;

export async function measureOverload(run: PartRun): Promise<PartFigures> {
  const kinds: Record<string, () => Promise<Address[]>> = {
    "users' servers, over HTTP": () => userServers(run),
    "native servers, over the link": () => nativeServers(run),
  };
  const measured: Record<string, Record<string, Figures[]>> = {};
  for (const [kind, start] of Object.entries(kinds)) measured[kind] = { Hostler: [await oneKind(run, kind, await start())] };
  const sides = Object.fromEntries(Object.entries(measured).map(([kind, { Hostler }]) => [kind, Hostler!]));
  const about = `${instances} instances that take ${serviceMs} ms for each request and answer one after the other. *Peak* is what eight clients get who ask one request after another; at *full load* that rate is offered at random times, under *overload* ${times} times as much.`;
  console.log(table({ title: "Overload", about, largerIsBetter: [], shownOnly: Object.keys(sides), sides }));
  return { settings: { serviceMs, instances, times, clients, ...durations(run) }, measured, targets: targetsOf(measured) };
}

const durations = ({ short }: PartRun): { fullLoadSeconds: number; overloadSeconds: number } =>
  short ? { fullLoadSeconds: 5, overloadSeconds: 8 } : { fullLoadSeconds: 20, overloadSeconds: 60 };

async function oneKind(run: PartRun, kind: string, backends: Address[]): Promise<Figures> {
  const { dir, processes } = run;
  const { fullLoadSeconds, overloadSeconds } = durations(run);
  const router = await startRouter(processes, { dir, backends, port: 9181, noAuth: true });
  const script = wrkScript(dir, "overload", unsigned);
  const closedLoop = (seconds: number): number => {
    const { requests, perSecond, failed } = runWrk(script, router.port, { connections: 4 * instances, seconds, core: "1" });
    return perSecond * (1 - failed / requests);
  };
  run.say(`overload: ${kind}`);
  closedLoop(run.short ? 1 : 4);
  const peak = closedLoop(run.short ? 3 : 8);
  const load = { dir, requests: unsigned, answer, connections: clients, settleSeconds: 2, through: router };
  const full = await runOpenLoop({ ...load, perSecond: peak, seconds: fullLoadSeconds });
  using memory = new ResidentWatch(router.pids());
  const over = await runOpenLoop({ ...load, perSecond: times * peak, seconds: overloadSeconds });
  await processes.end(router.process);
  const refusals = Object.entries(over.statuses).filter(([status]) => status !== "200");
  return {
    "peak, requests/s": peak,
    "full load: answered, requests/s": full.answeredPerSecond,
    "full load: accepted p50, ms": full.accepted.p50Ms,
    "full load: accepted p99, ms": full.accepted.p99Ms,
    "full load: refused, %": (100 * (full.due - (full.statuses[200] ?? 0))) / full.due,
    "overload: offered, requests/s": times * peak,
    "overload: answered, requests/s": over.answeredPerSecond,
    "overload: accepted p50, ms": over.accepted.p50Ms,
    "overload: accepted p99, ms": over.accepted.p99Ms,
    "overload: refusals p50, ms": over.refused.p50Ms,
    "overload: refusals p99, ms": over.refused.p99Ms,
    ...Object.fromEntries(refusals.map(([status, count]) => [`overload: answered ${status}`, count])),
    "overload: broken connections": over.broken,
    "overload: unanswered after 10 s": over.unanswered,
    "overload: most in flight": over.mostInFlight,
    "overload: generator's lag p50, ms": over.lag.p50Ms,
    "overload: generator's lag p99, ms": over.lag.p99Ms,
    "overload: others on the router's core, %": over.othersPercent,
    "memory before, MiB": memory.samples[0]!.bytes / MiB,
    "memory in the first half, at most, MiB": memory.most(0, 0.5) / MiB,
    "memory in the second half, at most, MiB": memory.most(0.5, 1) / MiB,
  };
}

async function userServers({ processes, dir }: PartRun): Promise<Address[]> {
  const ports = Array.from({ length: instances }, (_, nth) => 9190 + nth);
  for (const port of ports) {
    const settings = [`SERVICE_MS=${serviceMs}`, `SAGEMAKER_BIND_TO_PORT=${port}`, `JOURNAL_DIR=${dir}`];
    processes.start("other", ["env", ...settings, ...node(join(import.meta.dirname, "../fixed-time-server.ts"))]);
    await answers({ port, host: "127.0.0.1" });
  }
  return ports.map((port) => ({ port }));
}

async function nativeServers({ processes, dir }: PartRun): Promise<Address[]> {
  const sockets = Array.from({ length: instances }, (_, nth) => join(dir, `model-${nth}.sock`));
  for (const socket of sockets) {
    processes.start("other", node(join(import.meta.dirname, "fixed-time-model.ts"), socket, String(serviceMs), answer));
    await answers({ path: socket });
  }
  return sockets.map((socket) => ({ socket }));
}

const node = (...args: string[]): string[] => [process.execPath, "--disable-warning=ExperimentalWarning", ...args];

function targetsOf(measured: PartFigures["measured"]): Target[] {
  return Object.entries(measured).flatMap(([kind, { Hostler }]): Target[] => {
    const of = (figure: string): number => medianOf(Hostler!, figure);
    const accepted = of("overload: accepted p99, ms") / of("full load: accepted p99, ms");
    const memory = of("memory in the second half, at most, MiB") / of("memory in the first half, at most, MiB");
    return [
      {
        what: `answered at ${times} × overload, of the peak, ${kind}`,
        measured: (100 * of("overload: answered, requests/s")) / of("peak, requests/s"),
        unit: "%",
        atLeast: 90,
      },
      { what: `p99 of what is accepted, times that at full load, ${kind}`, measured: accepted, unit: "×", atMost: 2 },
      { what: `p99 of refusals, ${kind}`, measured: of("overload: refusals p99, ms"), unit: "ms", atMost: 10 },
      {
        what: `router's memory in the second half of the overload, times that in the first, ${kind}`,
        measured: memory,
        unit: "×",
        atMost: 1.1,
      },
    ];
  });
}
