import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Aggregate, decodeAggregate, emptyAggregate, encodeAggregate, merge, observe, percentileOf } from "./aggregate.ts";
import { bucketOf, middleOf } from "./buckets.ts";

const of = (values: readonly number[], counts?: readonly number[]): Aggregate => {
  const aggregate = emptyAggregate();
  observe(aggregate, { values, ...(counts ? { counts } : {}) });
  return aggregate;
};

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 360), max: 2 ** 360 });
/** Zero stays zero, and numbers smaller than any sample are none of its concern. */
const near = (estimate: number, exact: number): boolean => Math.abs(estimate - exact) <= 0.01 * Math.abs(exact) + 1e-300;

test("a bucket's middle is at most one percent from every value in it", () => {
  fc.assert(fc.property(finite, (value) => near(middleOf(bucketOf(value)), value)));
});

test("buckets sort as their values do", () => {
  fc.assert(fc.property(finite, finite, (a, b) => (a < b ? bucketOf(a) <= bucketOf(b) : bucketOf(a) >= bucketOf(b))));
});

test("a percentile is within one percent of the exact one, whatever the values", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 100 }), (values, p) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(0, Math.ceil((p * sorted.length) / 100) - 1)]!;
      return near(percentileOf(of(values), p), exact);
    }),
  );
});

test("merging two aggregates is the same as having seen all samples, in either order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (left, right) => {
      const all = encodeAggregate(of([...left, ...right]));
      for (const [first, second] of [
        [left, right],
        [right, left],
      ] as const) {
        const merged = of(first);
        merge(merged, of(second));
        assert.equal(encodeAggregate(merged), all);
      }
    }),
  );
});

test("an aggregate written and read again is the same", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), (values) => {
      // JSON has one zero only.
      const plain = values.map((value) => (value === 0 ? 0 : value));
      assert.deepEqual(decodeAggregate(encodeAggregate(of(plain))).buckets, new Map([...of(plain).buckets].sort(([a], [b]) => a - b)));
      assert.equal(encodeAggregate(decodeAggregate(encodeAggregate(of(plain)))), encodeAggregate(of(plain)));
    }),
  );
});

test("counts stand for repeated values", () => {
  assert.equal(encodeAggregate(of([5, 1], [3, 2])), encodeAggregate(of([5, 5, 5, 1, 1])));
  assert.equal(of([5, 1], [3, 2]).sum, 17);
});

test("a statistic set counts, and hides its percentiles unless its samples are all alike", () => {
  const spread = emptyAggregate();
  observe(spread, { values: [], statistics: { sum: 30, minimum: 1, maximum: 20, sampleCount: 4 } });
  assert.deepEqual([spread.sum, spread.minimum, spread.maximum, spread.sampleCount], [30, 1, 20, 4]);
  assert.equal(percentileOf(spread, 50), Number.NaN);
  const alike = emptyAggregate();
  observe(alike, { values: [], statistics: { sum: 40, minimum: 10, maximum: 10, sampleCount: 4 } });
  assert.equal(percentileOf(alike, 99), 10);
});

test("the zeroth percentile is the minimum, the hundredth the maximum, and of nothing there is none", () => {
  assert.equal(percentileOf(of([-7.3, 0, 12.4]), 0), -7.3);
  assert.equal(percentileOf(of([-7.3, 0, 9]), 100), 9);
  assert.equal(percentileOf(emptyAggregate(), 50), Number.NaN);
});
