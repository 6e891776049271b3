import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Rng, seededRng } from "../lib/rng.ts";
import {
  type ConcurrencyLimit,
  firstConcurrencyLimit,
  leastLimit,
  mostLimit,
  nextConcurrencyLimit,
  unsettledAnswers,
  windowAnswers,
} from "./concurrency-limit.ts";

const climbing = (limit: number, throughput: number): ConcurrencyLimit => ({
  limit,
  factor: 1.25,
  rising: true,
  score: Math.log(throughput) - Math.log(limit) / 3,
  run: 1,
});

/** The last window was at a limit of 80 with 100 answers a second, this one is at 100. */
const steps = [
  { when: "a quarter more at once brings a quarter more answers", perSecond: 125, want: 125 },
  { when: "a quarter more at once brings an eighth more answers", perSecond: 112.5, want: 125 },
  { when: "a quarter more at once brings no more answers", perSecond: 100, want: 83 },
  { when: "a quarter more at once brings fewer answers", perSecond: 90, want: 83 },
  { when: "everything is answered at once anyway", perSecond: 10_000, want: 125 },
];
for (const { when, perSecond, want } of steps) {
  test(`${when}: a limit of 100 becomes ${want}`, () => {
    const last = { ...climbing(80, 0.1), limit: 100 };
    assert.equal(nextConcurrencyLimit(last, { answers: perSecond, ms: 1000 }).limit, want);
  });
}

test("what pays for one router is not enough for one of two: it may be the other's part", () => {
  const last = { ...climbing(80, 0.1), limit: 100 };
  const shared = { ...last, score: Math.log(0.1) - (2 / 3) * Math.log(80) };
  assert.equal(nextConcurrencyLimit(last, { answers: 111, ms: 1000 }, 1).rising, true);
  assert.equal(nextConcurrencyLimit(shared, { answers: 111, ms: 1000 }, 2).rising, false);
});

test("law: a limit is a whole number within its bounds, whatever is measured, and never stands still", () => {
  const windows = fc.array(fc.record({ answers: fc.integer({ min: 1, max: 1e6 }), ms: fc.integer({ min: 1, max: 1e6 }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 4 }), (all, sharers) => {
      let limit = firstConcurrencyLimit;
      for (const window of all) {
        const next = nextConcurrencyLimit(limit, window, sharers);
        assert.ok(Number.isInteger(next.limit) && next.limit >= leastLimit && next.limit <= mostLimit);
        assert.notEqual(next.limit, limit.limit);
        limit = next;
      }
    }),
  );
});

/** A model that works on `workers` requests at once; requests never cease. `routers` share it, each with a limit of its own. */
interface Model {
  readonly workers: number;
  readonly serviceMs: (rng: Rng) => number;
}
const fixed = (ms: number) => (): number => ms;
const varied = (ms: number) => (rng: Rng) => -ms * Math.log(1 - rng.draw());

interface Job {
  readonly router: number;
  readonly fromMs: number;
  endMs: number;
}

/** What became of an instance in the second half of the time, from whatever limits it began with. */
function worked({ workers, serviceMs }: Model, routers: number, seed: number, forMs: number, first = firstConcurrencyLimit) {
  const rng = seededRng(seed);
  const limits = Array.from({ length: routers }, () => first);
  const meters = limits.map(() => ({ skip: first.limit, answers: 0, fromMs: 0 }));
  const inFlight = limits.map(() => 0);
  const queue: Job[] = [];
  const busy: Job[] = [];
  const took: number[] = [];
  const least = limits.map(() => Number.POSITIVE_INFINITY);
  let nowMs = 0;
  const fill = (): void => {
    for (const [router, { limit }] of limits.entries())
      for (; inFlight[router]! < limit; inFlight[router]!++) queue.push({ router, fromMs: nowMs, endMs: 0 });
    while (busy.length < workers && queue.length > 0) {
      const job = queue.shift()!;
      job.endMs = nowMs + serviceMs(rng);
      busy.push(job);
    }
  };
  for (fill(); nowMs < forMs; fill()) {
    let at = 0;
    for (let each = 1; each < busy.length; each++) if (busy[each]!.endMs < busy[at]!.endMs) at = each;
    const job = busy[at]!;
    busy[at] = busy.at(-1)!;
    busy.pop();
    nowMs = job.endMs;
    const { router } = job;
    inFlight[router]!--;
    const { limit } = limits[router]!;
    if (nowMs > forMs / 2) {
      took.push(nowMs - job.fromMs);
      least[router] = Math.min(least[router]!, limit);
    }
    const meter = meters[router]!;
    if (meter.skip > 0) {
      meter.skip--;
      meter.fromMs = nowMs;
    } else if (++meter.answers >= windowAnswers(limit) && nowMs - meter.fromMs >= 100) {
      limits[router] = nextConcurrencyLimit(limits[router]!, { answers: meter.answers, ms: nowMs - meter.fromMs }, routers);
      meters[router] = { skip: unsettledAnswers(limits[router]!.limit), answers: 0, fromMs: nowMs };
    }
  }
  took.sort((a, b) => a - b);
  return { perSecond: (took.length / forMs) * 2000, medianMs: took[took.length >> 1]!, least: Math.min(...least) };
}

const models = [
  { name: "one after the other, 5 ms each", workers: 1, serviceMs: fixed(5), most: 200, shortMs: 5 },
  { name: "one after the other, 50 ms each", workers: 1, serviceMs: fixed(50), most: 20, shortMs: 50 },
  { name: "one after the other, now short and now long", workers: 1, serviceMs: varied(50), most: 20, shortMs: 50 },
  { name: "eight at once, 50 ms each", workers: 8, serviceMs: fixed(50), most: 160, shortMs: 50 },
  { name: "eight at once, now short and now long", workers: 8, serviceMs: varied(50), most: 160, shortMs: 50 },
  { name: "two hundred at once, slow but steady", workers: 200, serviceMs: fixed(1000), most: 200, shortMs: 1000 },
  { name: "two hundred at once, slow and varied", workers: 200, serviceMs: varied(1000), most: 200, shortMs: 1000 },
];
for (const { name, most, shortMs, ...model } of models) {
  for (const routers of [1, 2]) {
    test(`a model works on ${name}: ${routers === 1 ? "it is kept busy" : "two routers keep it busy"}, and little waits in it`, () => {
      // Means over some seeds, since one run of a varied model is its luck.
      const runs = [1, 2, 3].map((seed) => worked(model, routers, seed, shortMs * (model.workers > 100 ? 250 : 2400)));
      const mean = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
      assert.ok(mean(({ perSecond }) => perSecond) > most * 0.85, `${mean(({ perSecond }) => perSecond)} answers a second`);
      const waitedMs = mean(({ medianMs }) => medianMs) - shortMs;
      assert.ok(waitedMs < Math.max(50, 12 * routers * shortMs), `${waitedMs} ms in the instance besides the work`);
      assert.ok(runs.every(({ least }) => least >= leastLimit));
    });
  }
}

for (const limit of [leastLimit, mostLimit]) {
  test(`a limit that was driven to ${limit} recovers when the model is another`, () => {
    const stuck = { ...firstConcurrencyLimit, limit, factor: 1.2, rising: limit > leastLimit, score: 1e9 };
    const { perSecond, medianMs } = worked({ workers: 50, serviceMs: fixed(100) }, 1, 1, 120_000, stuck);
    assert.ok(perSecond > 425, `${perSecond} answers a second`);
    assert.ok(medianMs < 400, `${medianMs} ms`);
  });
}
