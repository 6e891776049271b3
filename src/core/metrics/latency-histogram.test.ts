import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LatencyHistogram, mergeLatencies, noLatencies, percentileUs, weightedValues } from "./latency-histogram.ts";

const durations = fc.array(fc.oneof(fc.integer({ min: 0, max: 100_000_000 }), fc.double({ min: 0, max: 1e8, noNaN: true })), {
  maxLength: 200,
});

function counted(us: readonly number[]) {
  const histogram = new LatencyHistogram();
  for (const each of us) histogram.add(each);
  return histogram.take();
}

test("histograms of parts, merged, are the histogram of the whole, in either order", () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const whole = counted([...a, ...b]);
      for (const merged of [mergeLatencies(counted(a), counted(b)), mergeLatencies(counted(b), counted(a))]) {
        assert.deepEqual({ ...merged, sumUs: 0 }, { ...whole, sumUs: 0 });
        assert.ok(Math.abs(merged.sumUs - whole.sumUs) <= 1e-6 * (1 + whole.sumUs));
      }
    }),
  );
});

test("a percentile is wrong by at most half a percent", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 0, max: 100 }),
      (us, p) => {
        const sorted = us.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil((us.length * p) / 100)) - 1]!;
        assert.ok(Math.abs(percentileUs(counted(us), p)! / exact - 1) <= 0.005);
      },
    ),
  );
});

test("taking leaves nothing behind", () => {
  const histogram = new LatencyHistogram();
  histogram.add(250);
  assert.equal(histogram.take().count, 1);
  assert.equal(histogram.take(), noLatencies);
  histogram.add(10);
  assert.deepEqual(
    [histogram.take()].map(({ count, sumUs, minUs, maxUs }) => [count, sumUs, minUs, maxUs]),
    [[1, 10, 10, 10]],
  );
});

test("it survives JSON, and has an answer for nothing, for no time and for an eternity", () => {
  const latencies = counted([0, 0.2, 5, 1e12, -3]);
  assert.deepEqual(JSON.parse(JSON.stringify(latencies)), latencies);
  assert.equal(latencies.count, 5);
  assert.equal(percentileUs(latencies, 0), 0);
  assert.ok(percentileUs(latencies, 100)! > 1e8);
  assert.equal(percentileUs(noLatencies, 50), undefined);
});

test("values for a metric store are as many as were counted, and sum up within half a percent", () => {
  const latencies = counted([100, 100, 2_000, 35_000]);
  const { values, counts } = weightedValues(latencies);
  assert.deepEqual(counts, [2, 1, 1]);
  const sum = values.reduce((total, value, index) => total + value * counts[index]!, 0);
  assert.ok(Math.abs(sum / latencies.sumUs - 1) <= 0.005);
});
