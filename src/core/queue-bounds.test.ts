import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mostWaiting, patienceMs, retryAfterSeconds } from "./queue-bounds.ts";

const cases = [
  { when: "nothing is known yet", limit: 16, perMs: 0, patience: 10_000, burst: Number.POSITIVE_INFINITY, again: 1 },
  { when: "answers come fast", limit: 64, perMs: 20, patience: 500, burst: 10_000, again: 1 },
  { when: "one is answered every 10 ms", limit: 2, perMs: 0.1, patience: 500, burst: 50, again: 1 },
  { when: "one is answered every second", limit: 2, perMs: 0.001, patience: 10_000, burst: 10, again: 4 },
  { when: "200 are answered every 30 seconds", limit: 200, perMs: 200 / 30_000, patience: 10_000, burst: 200, again: 60 },
];
for (const { when, limit, perMs, patience, burst, again } of cases) {
  test(`${when}: ${burst} may wait, for ${patience} ms`, () => {
    const capacity = { limit, perMs };
    assert.deepEqual([patienceMs(capacity), mostWaiting(capacity, false)], [patience, burst]);
    assert.equal(mostWaiting(capacity, true), limit);
    assert.equal(retryAfterSeconds(capacity, limit), again);
  });
}

test("law: somebody may always wait, never fewer than under strain, and never much longer than there is patience", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.double({ min: 1e-6, max: 100, noNaN: true }), (limit, perMs) => {
      const capacity = { limit, perMs };
      const most = mostWaiting(capacity, false);
      assert.ok(most >= mostWaiting(capacity, true) && mostWaiting(capacity, true) >= 1);
      assert.ok(most === limit || most / perMs <= patienceMs(capacity));
      assert.ok(retryAfterSeconds(capacity, most) >= 1);
    }),
  );
});
