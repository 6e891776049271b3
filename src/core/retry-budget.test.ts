import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { afterRetry, fullBudget, type RetryBudget } from "./retry-budget.ts";

/** Asks for retries, so many after each request, and gives how many there were. */
function retries(budget: RetryBudget, options: { requests: number; each: number; everyMs: number; from?: number }) {
  const { requests, each, everyMs, from = 0 } = options;
  let granted = 0;
  for (let request = 1; request <= requests; request++) {
    for (let asked = 0; asked < each; asked++) {
      const next = afterRetry(budget, from + request, (from + request) * everyMs);
      if (!next) break;
      budget = next;
      granted++;
    }
  }
  return { granted, budget };
}

test("everything that one instance may have in flight is sent again at once", () => {
  assert.equal(retries(fullBudget, { requests: 1, each: 5_000, everyMs: 0 }).granted, 1_000);
});

test("a fleet that breaks everything is soon asked a fifth more than its clients ask", () => {
  const first = retries(fullBudget, { requests: 5_000, each: 2, everyMs: 0 });
  const then = retries(first.budget, { requests: 10_000, each: 2, everyMs: 0, from: 5_000 });
  assert.ok(Math.abs(then.granted - 2_000) <= 1, `${then.granted}`);
});

test("an endpoint with few requests gets a retry a second, and a fifth of its requests", () => {
  const empty: RetryBudget = { saved: 0, requests: 0, atMs: 0 };
  const { granted } = retries(empty, { requests: 100, each: 9, everyMs: 1_000 });
  assert.ok(granted === 119 || granted === 120, `${granted}`); // a crumb may be lost to rounding
});

test("a clock that is set back takes nothing away", () => {
  const spent: RetryBudget = { saved: 2, requests: 10, atMs: 1_000_000 };
  assert.deepEqual(afterRetry(spent, 10, 5), { saved: 1, requests: 10, atMs: 5 });
});

test("law: retries are never more than was saved, a fifth of the requests, and one a second", () => {
  const steps = fc.array(fc.record({ requests: fc.nat({ max: 50 }), ms: fc.nat({ max: 5_000 }) }), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.nat({ max: 1_000 }), (all, saved) => {
      let budget: RetryBudget = { saved, requests: 0, atMs: 0 };
      let [requests, now, granted] = [0, 0, 0];
      for (const step of all) {
        requests += step.requests;
        now += step.ms;
        const next = afterRetry(budget, requests, now);
        if (!next) continue;
        budget = next;
        granted++;
        assert.ok(budget.saved >= 0);
      }
      assert.ok(granted <= saved + requests * 0.2 + now / 1000 + 1e-6);
    }),
    { seed: 42, numRuns: 500 },
  );
});
