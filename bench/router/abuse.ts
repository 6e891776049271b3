/** What abuse costs those who behave: latency at a fixed rate, without and with slow senders and connections that come and go. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Figures, median, table } from "../report.ts";
import { answer, path, type Side, startHaproxy, startHttpBackend, startLinkBackend, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { allAnswered, type OpenLoop, type OpenLoopResult, runOpenLoop } from "./open-loop.ts";
import { interleaved, type PartFigures, type PartRun, type Target } from "./part.ts";
import { unsigned } from "./requests.ts";

const perSecond = 1000;

export async function measureAbuse(run: PartRun): Promise<PartFigures> {
  const { processes, dir, connections } = run;
  const rounds = run.short ? 1 : Math.min(2 * run.rounds, 9); // short ones, as for latency
  const seconds = 3;
  const backends = [{ socket: await startLinkBackend(processes, dir) }];
  const httpBackend = await startHttpBackend(processes, dir, 9186);
  const sides: Record<string, Side> = {
    Hostler: await startRouter(processes, { dir, backends, port: 9181, noAuth: true }),
    HAProxy: await startHaproxy(processes, dir, `unix@${httpBackend}`, 9183),
  };
  const script = wrkScript(dir, "abuse", unsigned);
  for (const { port } of Object.values(sides)) runWrk(script, port, { connections, seconds: run.short ? 1 : 6, core: "1" });
  const load = { dir, requests: unsigned, answer, perSecond, seconds, settleSeconds: 2 };
  for (const [label, side] of Object.entries(sides)) {
    run.say(`abuse: warming up ${label}`); // what is slow or breaks off is machine code of its own
    await underAbuse(label, side, { ...load, seconds: run.short ? 1 : 12 });
  }
  const measured = await interleaved(sides, rounds, async (side, label, round): Promise<Figures> => {
    run.say(`abuse: ${label}, round ${round + 1} of ${rounds}`);
    const seeded = { ...load, seed: round + 1 };
    const calm = allAnswered(`${label}, left alone`, await runOpenLoop({ ...seeded, through: side }));
    return { ...named(calm, "left alone"), ...(await underAbuse(label, side, seeded)) };
  });
  const about = `Open loop, ${perSecond.toLocaleString("en")} requests/s at random times, beside 2,000 connections that bring a byte a second and 1,000 connections a second that come and go. The abuser has the lowest priority on the load generator's core; what it delays there all the same is in the figures under abuse.`;
  console.log(table({ title: "Abuse", about, largerIsBetter: [], sides: measured }));
  return { settings: { rounds, seconds, "requests/s": perSecond }, measured: { abuse: measured }, targets: targetsOf(measured) };
}

async function underAbuse(label: string, side: Side, load: Omit<OpenLoop, "through">): Promise<Figures> {
  const abuse = await Abuse.start(side.port);
  const abused = allAnswered(`${label}, under abuse`, await runOpenLoop({ ...load, through: side }));
  return { ...named(abused, "under abuse"), ...(await abuse.stop()) };
}

const named = ({ accepted, lag, othersPercent }: OpenLoopResult, when: string): Figures => ({
  [`p50 ${when}, ms`]: accepted.p50Ms,
  [`p99 ${when}, ms`]: accepted.p99Ms,
  [`p99.9 ${when}, ms`]: accepted.p999Ms,
  [`generator's lag p99 ${when}, ms`]: lag.p99Ms,
  [`others on the router's core ${when}, %`]: othersPercent,
});

class Abuse {
  readonly #stop: () => Promise<Figures>;

  private constructor(stop: () => Promise<Figures>) {
    this.#stop = stop;
  }

  /** Resolves when all slow connections are open. */
  static async start(port: number): Promise<Abuse> {
    const node = [process.execPath, "--disable-warning=ExperimentalWarning", join(import.meta.dirname, "abuse-client.ts")];
    const child = spawn("chrt", ["--idle", "0", "taskset", "-c", "1", ...node, String(port), path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface(child.stdout);
    const [first] = (await once(lines, "line")) as [string];
    if (first !== "ready") throw new Error(`The abuser says: ${first}`);
    const startedMs = performance.now();
    return new Abuse(async () => {
      const seconds = (performance.now() - startedMs) / 1000;
      const said = once(lines, "line") as Promise<[string]>;
      child.kill("SIGTERM");
      const did = JSON.parse((await said)[0]) as Record<"churned" | "churnRefused" | "drips" | "slowLost", number>;
      return {
        "slow connections lost": did.slowLost,
        "slow bytes/s": did.drips / seconds,
        "connections/s that came and went": did.churned / seconds,
        "of them refused": did.churnRefused,
      };
    });
  }

  /** Ends it, and says what it did. */
  stop(): Promise<Figures> {
    return this.#stop();
  }
}

function targetsOf(measured: Readonly<Record<string, readonly Figures[]>>): Target[] {
  return Object.entries(measured).flatMap(([label, rounds]): Target[] => {
    // Round by round: the two halves of one are a few seconds apart, and what else the machine does has changed little.
    const times = (figure: string): number =>
      median(rounds.map((round) => round[`${figure} under abuse, ms`]! / round[`${figure} left alone, ms`]!));
    return [
      {
        what: `p99 under abuse, times that without, ${label}`,
        measured: times("p99"),
        unit: "×",
        ...(label === "Hostler" && { atMost: 2 }),
      },
      { what: `p50 under abuse, times that without, ${label}`, measured: times("p50"), unit: "×" },
    ];
  });
}
