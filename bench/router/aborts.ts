/** How soon a client that leaves makes room for the next: an instance that may have one request at a time, one who leaves, one who waits. */
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "../../src/lib/address.ts";
import { exchangeOnce, postBytes } from "../load.ts";
import { type Figures, table } from "../report.ts";
import { path, scriptNode, startRouter } from "../router-sides.ts";
import { medianOf } from "./figures.ts";
import type { PartFigures, PartRun, Target } from "./part.ts";

const holding = postBytes(path, { host: "h" }, Buffer.from("hold"));
const asking = postBytes(path, { host: "h" }, Buffer.from("answer"));
/** For a request to be where it shall be. */
const settleMs = 10;
const slowest = "slowest, ms";

export async function measureAborts(run: PartRun): Promise<PartFigures> {
  const times = run.short ? 20 : 200;
  const kinds: Record<string, { address: Address; at: string }> = {
    "users' servers, over HTTP": { address: { port: 9190 }, at: "9190" },
    "native servers, over the link": { address: { socket: join(run.dir, "holding.sock") }, at: join(run.dir, "holding.sock") },
  };
  const sides: Record<string, Figures[]> = {};
  for (const [kind, { address, at }] of Object.entries(kinds)) {
    run.say(`aborts: ${kind}, ${times} times`);
    sides[kind] = [await oneKind(run, { address, at, times })];
  }
  const about = `An instance that may have one request at a time works on one and never answers it; another waits in the router. The client of the first closes its connection: time from there until the other has its answer, ${times} times.`;
  console.log(table({ title: "Clients that leave", about, largerIsBetter: [], shownOnly: Object.keys(sides), sides }));
  const measured = Object.fromEntries(Object.entries(sides).map(([kind, rounds]) => [kind, { Hostler: rounds }]));
  const targets = Object.entries(sides).map(
    ([kind, rounds]): Target => ({
      what: `from a client's leaving to the answer of who waited, at most, ${kind}`,
      measured: medianOf(rounds, slowest),
      unit: "ms",
      atMost: 100,
    }),
  );
  return { settings: { times }, measured, targets };
}

async function oneKind(
  { processes, dir }: PartRun,
  { address, at, times }: { address: Address; at: string; times: number },
): Promise<Figures> {
  processes.start("other", [...scriptNode, join(import.meta.dirname, "holding-model.ts"), at]);
  const router = await startRouter(processes, { dir, backends: [address], port: 9181, noAuth: true, maxConcurrency: 1 });
  await untilAnswered(router.port);
  const tookMs: number[] = [];
  for (let nth = 0; nth < times; nth++) tookMs.push(await roomAfterAbort(router.port));
  await processes.end(router.process);
  const sorted = tookMs.toSorted((a, b) => a - b);
  return { "p50, ms": sorted[times >> 1]!, "p99, ms": sorted[Math.floor(times * 0.99)]!, [slowest]: sorted.at(-1)! };
}

/** Milliseconds from when the client of a request that is not answered leaves until the answer to the one that waited for it. */
async function roomAfterAbort(port: number): Promise<number> {
  const address = { port, host: "127.0.0.1" };
  const leaving = connect(address);
  await once(leaving, "connect");
  leaving.write(holding);
  await sleep(settleMs);
  let answered = false;
  const waiting = exchangeOnce(address, asking).finally(() => (answered = true));
  await sleep(settleMs);
  if (answered) throw new Error("Somebody was answered while the only place was taken: this measures nothing.");
  const leftMs = performance.now();
  leaving.resetAndDestroy();
  const { status, body } = await waiting;
  if (status !== 200) throw new Error(`Who waited was answered ${status}: ${body.toString("utf8", 0, 200)}`);
  return performance.now() - leftMs;
}

async function untilAnswered(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await exchangeOnce({ port, host: "127.0.0.1" }, asking).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(20);
  }
  throw new Error("The holding model does not answer.");
}
