/** What is kept of the samples of one metric in one stretch of time; two aggregates merge into that of both stretches. */
import { bucketOf, middleOf } from "./buckets.ts";

export interface Aggregate {
  sum: number;
  minimum: number;
  maximum: number;
  sampleCount: number;
  /** Bucket to number of samples in it. */
  readonly buckets: Map<number, number>;
  /** Some samples came as a statistic set, so nobody knows where between minimum and maximum they lie. */
  hidden: boolean;
}

export interface StatisticSet {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sampleCount: number;
}

/** Samples of one moment: values, each `counts[i]` times (once when absent), or a set of statistics over values nobody sent. */
export interface Observation {
  readonly values: readonly number[];
  readonly counts?: readonly number[];
  readonly statistics?: StatisticSet;
}

export function emptyAggregate(): Aggregate {
  return {
    sum: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
    sampleCount: 0,
    buckets: new Map(),
    hidden: false,
  };
}

/** Takes samples in. Every number in them is finite; counts are positive. */
export function observe(into: Aggregate, { values, counts, statistics }: Observation): void {
  values.forEach((value, at) => {
    addValue(into, value, counts?.[at] ?? 1);
  });
  if (!statistics) return;
  const { sum, minimum, maximum, sampleCount } = statistics;
  if (minimum === maximum) addBucket(into, bucketOf(minimum), sampleCount);
  else into.hidden = true;
  addTotals(into, { sum, minimum, maximum, sampleCount });
}

export function merge(into: Aggregate, from: Aggregate): void {
  for (const [bucket, count] of from.buckets) addBucket(into, bucket, count);
  into.hidden ||= from.hidden;
  addTotals(into, from);
}

/**
 * The p-th percentile, 0 to 100: the value below or at which p percent of the samples lie, at most 1 % off.
 * NaN when there is none, or a statistic set hides where its samples lie.
 */
export function percentileOf(aggregate: Aggregate, p: number): number {
  const { buckets, minimum, maximum, hidden } = aggregate;
  if (hidden || buckets.size === 0) return Number.NaN;
  if (p <= 0) return minimum;
  if (p >= 100) return maximum;
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let left = (p / 100) * total;
  for (const [bucket, count] of sorted) {
    left -= count;
    if (left <= total * 1e-12) return Math.min(maximum, Math.max(minimum, middleOf(bucket)));
  }
  return maximum;
}

/** An aggregate as text: buckets in order, each as the step from the one before it, which keeps the numbers short. */
export function encodeAggregate({ sum, minimum, maximum, sampleCount, buckets, hidden }: Aggregate): string {
  const steps: number[] = [];
  let last = 0;
  for (const [bucket, count] of [...buckets].sort(([a], [b]) => a - b)) {
    steps.push(bucket - last, count);
    last = bucket;
  }
  return JSON.stringify([sum, minimum, maximum, sampleCount, hidden ? 1 : 0, ...steps]);
}

/** The reverse of `encodeAggregate`. */
export function decodeAggregate(text: string): Aggregate {
  const [sum, minimum, maximum, sampleCount, hidden, ...steps] = JSON.parse(text) as [number, number, number, number, number, ...number[]];
  const buckets = new Map<number, number>();
  let bucket = 0;
  for (let at = 0; at < steps.length; at += 2) {
    bucket += steps[at]!;
    buckets.set(bucket, steps[at + 1]!);
  }
  return { sum, minimum, maximum, sampleCount, buckets, hidden: hidden === 1 };
}

function addValue(into: Aggregate, value: number, count: number): void {
  addBucket(into, bucketOf(value), count);
  addTotals(into, { sum: value * count, minimum: value, maximum: value, sampleCount: count });
}

function addBucket(into: Aggregate, bucket: number, count: number): void {
  into.buckets.set(bucket, (into.buckets.get(bucket) ?? 0) + count);
}

function addTotals(into: Aggregate, { sum, minimum, maximum, sampleCount }: StatisticSet): void {
  into.sum += sum;
  if (minimum < into.minimum) into.minimum = minimum;
  if (maximum > into.maximum) into.maximum = maximum;
  into.sampleCount += sampleCount;
}
