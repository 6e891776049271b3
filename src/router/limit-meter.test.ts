import assert from "node:assert/strict";
import { test } from "node:test";
import { LimitMeter } from "./limit-meter.ts";

/** Answers a second apart, and `pauseBefore` each of them. The first is not counted: it came to an instance that may not have had its fill. */
function answersAMs(pauseBefore: (meter: LimitMeter, nowMs: number) => number): number {
  const meter = new LimitMeter(1, 1);
  let nowMs = 0;
  for (let nth = 0; nth <= 10; nth++) {
    nowMs = pauseBefore(meter, nowMs) + 1_000;
    meter.left(nowMs, 0, 200);
  }
  return meter.perMs;
}

test("time in which an instance always has its fill is measured", () => {
  assert.equal(
    answersAMs((_, nowMs) => nowMs),
    1 / 1_000,
  );
});

test("time before a request leaves it with room is not", () => {
  assert.equal(
    answersAMs((meter, nowMs) => {
      meter.notFull(nowMs + 5_000);
      return nowMs + 5_000;
    }),
    1 / 1_000,
  );
});
