/** Load at a rate that does not depend on answers, by a process of its own (`open-loop.lua`), and what became of it. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { coreSeconds, cpuSeconds } from "../cpu.ts";
import type { Side } from "../router-sides.ts";
import { requestList } from "../wrk.ts";

/** What is measured. */
export type Through = Pick<Side, "port" | "pids">;

export interface OpenLoop {
  /** For its files. */
  readonly dir: string;
  readonly through: Through;
  /** Whole requests, sent in turn. */
  readonly requests: readonly Buffer[];
  /** The only right body of a 200. */
  readonly answer: string;
  /** Mean of a Poisson process. */
  readonly perSecond: number;
  /** What is due in the first `settleSeconds` is sent and not counted; `seconds` more are. */
  readonly settleSeconds?: number;
  readonly seconds: number;
  /** Opened as they are needed, at most so many; what is due while all are busy waits, and its time runs. */
  readonly connections?: number;
  /** The same seed, the same due times. */
  readonly seed?: number;
}

export interface LatencyFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly mostMs: number;
}

/** Of the requests that count. */
export interface OpenLoopResult {
  readonly due: number;
  /** From when it was due to the answer: of 200s, and of all other answers. */
  readonly accepted: LatencyFigures;
  readonly refused: LatencyFigures;
  /** From when it was due until it was sent: what the generator adds to a latency, and what waiting for a free connection does. */
  readonly lag: LatencyFigures;
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that were closed while it was under way. */
  readonly broken: number;
  readonly unanswered: number;
  /** 200s that arrived in the counted time. */
  readonly answeredPerSecond: number;
  readonly mostInFlight: number;
  /** What others had of the router's core meanwhile, the host of a virtual machine included: above some per cent, tails are theirs. */
  readonly othersPercent: number;
}

/** Runs it on the core that is not measured. Wrong answers are an error; requests that fail are figures. */
export async function runOpenLoop(load: OpenLoop): Promise<OpenLoopResult> {
  const { dir, through, requests, perSecond, seconds, settleSeconds = 1, connections = 256, seed = 1 } = load;
  const file = (name: string): string => join(dir, `open-loop.${name}`);
  writeFileSync(file("requests"), requestList(requests));
  writeFileSync(file("answer"), load.answer);
  const plan = {
    port: through.port,
    requests: file("requests"),
    answer: file("answer"),
    result: file("result"),
    perSecond,
    seconds: settleSeconds + seconds,
    connections,
    seed,
  };
  writeFileSync(
    file("plan"),
    `${Object.entries(plan)
      .map(([key, value]) => `${key} ${value}\n`)
      .join("")}`,
  );
  // wrk wants an address and times, but has no turn: the script ends the process.
  const command = ["-c", "1", "wrk", "-t1", "-c1", "-d1s", "-s", join(import.meta.dirname, "open-loop.lua"), "http://127.0.0.1:1/"];
  const env = { PATH: process.env.PATH, PLAN: file("plan") };
  using _aside = stepAside();
  const others = (): number => coreSeconds(0) - cpuSeconds(through.pids());
  const [startedMs, othersBefore] = [performance.now(), others()];
  const child = spawn("taskset", command, { stdio: ["ignore", "pipe", "inherit"], env });
  const mostInFlight = /MOST-IN-FLIGHT (\d+)/.exec(await text(child.stdout))?.[1];
  if (mostInFlight === undefined) throw new Error("The load generator ended without a result.");
  const othersPercent = ((others() - othersBefore) * 100_000) / (performance.now() - startedMs);
  const bytes = readFileSync(file("result"));
  const records = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  return { ...resultOf(records, settleSeconds, settleSeconds + seconds), mostInFlight: Number(mostInFlight), othersPercent };
}

/** Our own process keeps off the router's core. */
function stepAside(): Disposable {
  const stayOn = (cores: string): void => void execFileSync("taskset", ["-a", "-cp", cores, String(process.pid)], { stdio: "ignore" });
  stayOn("1");
  return { [Symbol.dispose]: () => stayOn("0,1") };
}

function resultOf(records: Float64Array, from: number, to: number): Omit<OpenLoopResult, "mostInFlight" | "othersPercent"> {
  const accepted: number[] = [];
  const refused: number[] = [];
  const lag: number[] = [];
  const statuses: Record<string, number> = {};
  let [due, broken, unanswered, wrong, inTime] = [0, 0, 0, 0, 0];
  for (let at = 0; at < records.length; at += 4) {
    const [dueAt, sentAt, answeredAt, status] = records.subarray(at, at + 4) as unknown as [number, number, number, number];
    if (status === -2) wrong++;
    if (status === 200 && answeredAt >= from && answeredAt < to) inTime++;
    if (dueAt < from) continue;
    due++;
    if (sentAt > 0) lag.push((sentAt - dueAt) * 1000);
    if (status === 0) unanswered++;
    else if (status < 0) broken++;
    else {
      statuses[status] = (statuses[status] ?? 0) + 1;
      (status === 200 ? accepted : refused).push((answeredAt - dueAt) * 1000);
    }
  }
  if (wrong > 0) throw new Error(`${wrong} answers were wrong.`);
  const answeredPerSecond = inTime / (to - from);
  return {
    due,
    accepted: figures(accepted),
    refused: figures(refused),
    lag: figures(lag),
    statuses,
    broken,
    unanswered,
    answeredPerSecond,
  };
}

function figures(values: readonly number[]): LatencyFigures {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), mostMs: at(1) };
}

/** Fails when not every request was answered with a 200: for loads that everybody must be able to carry. */
export function allAnswered(label: string, result: OpenLoopResult): OpenLoopResult {
  const { due, statuses, broken, unanswered } = result;
  if (statuses[200] === due) return result;
  throw new Error(`${label}: of ${due} requests ${JSON.stringify(statuses)} were answered, ${broken} broken, ${unanswered} unanswered.`);
}
