import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { limits } from "../limits.ts";
import type { LinkCall } from "../link/link-call.ts";
import { RunQueue } from "./run-queue.ts";

/** A queue and what it ran; each run takes `runMs`, and is over at once or when `finish` is called. */
function queue(options: { runMs?: number; async?: boolean } = {}) {
  const clock = new ManualClock(0);
  const ran: string[] = [];
  const late: string[] = [];
  const finish: (() => void)[] = [];
  const calls = new RunQueue((call) => {
    ran.push(call.contentType!);
    clock.advance(options.runMs ?? 0);
    if (options.async) return new Promise((resolve) => void finish.push(resolve));
  }, clock);
  const push = (name: string, deadlineMs = Number.POSITIVE_INFINITY) => {
    const call = { contentType: name, deadlineMs, cancelled: false, begun: false, late: () => void late.push(name) };
    calls.push(call as unknown as LinkCall);
    return call;
  };
  return { clock, ran, late, finish, push };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("calls run in their order, as soon as those that came with them are known", async () => {
  const { push, ran } = queue();
  for (const name of ["a", "b", "c"]) push(name);
  assert.deepEqual(ran, []);
  await turn();
  assert.deepEqual(ran, ["a", "b", "c"]);
});

test("a call that is cancelled while it waits never begins", async () => {
  const { push, ran } = queue({ runMs: limits.modelTurnMs });
  push("a");
  const b = push("b");
  push("c");
  await Promise.resolve().then(() => undefined);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  assert.deepEqual(ran, ["a"], "the event loop has its turn while calls wait");
  b.cancelled = true;
  await turn();
  await turn();
  assert.deepEqual(ran, ["a", "c"]);
  assert.equal(b.begun, false);
});

test("a call that is too late when its turn comes does not begin", async () => {
  const { push, ran, late } = queue({ runMs: 3 });
  push("a");
  push("b", 3);
  push("c", 4);
  await turn();
  assert.deepEqual([ran, late], [["a", "c"], ["b"]]);
});

test("only so many run at once, and each end begins the next", async () => {
  const { push, ran, finish } = queue({ async: true });
  for (let nth = 0; nth < limits.modelConcurrency + 2; nth++) push(String(nth));
  await turn();
  assert.equal(ran.length, limits.modelConcurrency);
  finish[5]!();
  await turn();
  await turn();
  assert.equal(ran.length, limits.modelConcurrency + 1);
  for (const each of finish.slice()) each();
  await turn();
  await turn();
  assert.equal(ran.length, limits.modelConcurrency + 2);
});

test("thousands of waiting calls all get their turn, in order", async () => {
  const { push, ran } = queue({ runMs: 1 });
  const names = Array.from({ length: 3000 }, (_, nth) => String(nth));
  for (const name of names) push(name);
  while (ran.length < names.length) await turn();
  assert.deepEqual(ran, names);
});
