import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { limits } from "../limits.ts";
import type { LinkCall } from "../link/link-call.ts";
import { BatchQueue } from "./batch-queue.ts";
import type { BatchSettings } from "./batching.ts";

/** A queue, the calls of each run, and a way to end the run that goes on. */
function queue(settings: BatchSettings, { held = false } = {}) {
  const clock = new ManualClock(0);
  const runs: string[][] = [];
  const late: string[] = [];
  let finish = (): void => undefined;
  const run = (calls: readonly LinkCall[]): Promise<void> => {
    runs.push(calls.map((call) => call.contentType!));
    if (!held) return Promise.resolve();
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  const calls = new BatchQueue(settings, { run, clock });
  const push = (name: string, { bytes = 1, deadlineMs = Number.POSITIVE_INFINITY } = {}) => {
    const call = { contentType: name, body: Buffer.alloc(bytes), deadlineMs, cancelled: false, begun: false, late: () => late.push(name) };
    calls.push(call as unknown as LinkCall);
    return call;
  };
  return { clock, runs, late, push, finish: () => finish() };
}

async function turns(): Promise<void> {
  for (let nth = 0; nth < 5; nth++) await new Promise((resolve) => setImmediate(resolve));
}

test("without a window, those that came in one turn of the event loop go together", async () => {
  const { push, runs } = queue({ windowMs: 0, requests: 10 });
  for (const name of ["a", "b", "c"]) push(name);
  assert.deepEqual(runs, []);
  await turns();
  push("d");
  await turns();
  assert.deepEqual(runs, [["a", "b", "c"], ["d"]]);
});

test("the first waits for others as long as the window is", async () => {
  const { push, runs, clock } = queue({ windowMs: 5, requests: 10 });
  push("a");
  clock.advance(4);
  push("b");
  await turns();
  assert.deepEqual(runs, []);
  clock.advance(1);
  await turns();
  assert.deepEqual(runs, [["a", "b"]]);
  push("c");
  await turns();
  assert.equal(runs.length, 1, "the next one has a window of its own");
  clock.advance(5);
  await turns();
  assert.deepEqual(runs[1], ["c"]);
});

test("nobody waits for a window once there are enough, and the rest follows at once", async () => {
  const { push, runs } = queue({ windowMs: 1000, requests: 2 });
  for (const name of ["a", "b", "c"]) push(name);
  await turns();
  assert.deepEqual(runs, [["a", "b"], ["c"]]);
});

test("bodies of one evaluation are bounded, and a longer one goes by itself at once", async () => {
  const { push, runs } = queue({ windowMs: 1000, requests: 10 });
  push("a");
  push("long", { bytes: limits.batchBytes });
  push("b");
  await turns();
  assert.deepEqual(runs, [["a"], ["long"], ["b"]]);
});

test("what is cancelled or too late by then is not begun", async () => {
  const { push, runs, late, clock } = queue({ windowMs: 5, requests: 10 });
  push("a");
  const cancelled = push("b");
  push("c", { deadlineMs: 5 });
  push("d", { deadlineMs: 6 });
  cancelled.cancelled = true;
  clock.advance(5);
  await turns();
  assert.deepEqual([runs, late, cancelled.begun], [[["a", "d"]], ["c"], false]);
});

test("what comes while others are evaluated goes together after them, without a window", async () => {
  const { push, runs, finish } = queue({ windowMs: 0, requests: 10 }, { held: true });
  push("a");
  await turns();
  push("b");
  await turns();
  push("c");
  await turns();
  assert.deepEqual(runs, [["a"]]);
  finish();
  await turns();
  assert.deepEqual(runs, [["a"], ["b", "c"]]);
});

test("every call of thousands is run once, in order", async () => {
  const { push, runs } = queue({ windowMs: 0, requests: 7 });
  const names = Array.from({ length: 3000 }, (_, nth) => String(nth));
  for (const name of names) push(name);
  while (runs.flat().length < names.length) await turns();
  assert.deepEqual(runs.flat(), names);
});
