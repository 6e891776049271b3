/**
 * Durations in microseconds, counted in logarithmic buckets: each is 1 % wider than the one before, so a percentile is wrong by at most
 * half a percent, from a microsecond to minutes. Two histograms of the same thing add up to the histogram of both.
 */

const growth = 1.01;
const perLog = 1 / Math.log(growth);
/** Bucket 0 holds what took no time; the last one, from about 200 s on, everything that took longer. */
const bucketCount = 1922;

/** A histogram at rest, as it is sent and stored. */
export interface LatencyCounts {
  readonly count: number;
  readonly sumUs: number;
  /** 0 when nothing was counted, as `maxUs`. */
  readonly minUs: number;
  readonly maxUs: number;
  /** Bucket, count, bucket, count …, ascending, without empty buckets. */
  readonly buckets: readonly number[];
}

export const noLatencies: LatencyCounts = { count: 0, sumUs: 0, minUs: 0, maxUs: 0, buckets: [] };

/** The one that counts: two additions and an array cell a duration. */
export class LatencyHistogram {
  readonly #cells = new Uint32Array(bucketCount);
  #count = 0;
  #sumUs = 0;
  #minUs = Number.POSITIVE_INFINITY;
  #maxUs = 0;

  add(us: number): void {
    const duration = Math.max(us, 0);
    this.#cells[bucketOf(duration)]!++;
    this.#count++;
    this.#sumUs += duration;
    if (duration < this.#minUs) this.#minUs = duration;
    if (duration > this.#maxUs) this.#maxUs = duration;
  }

  /** What was counted since the last call. */
  take(): LatencyCounts {
    if (this.#count === 0) return noLatencies;
    const buckets: number[] = [];
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      if (this.#cells[bucket] !== 0) buckets.push(bucket, this.#cells[bucket]!);
    }
    const taken = { count: this.#count, sumUs: this.#sumUs, minUs: this.#minUs, maxUs: this.#maxUs, buckets };
    this.#cells.fill(0);
    this.#count = 0;
    this.#sumUs = 0;
    this.#minUs = Number.POSITIVE_INFINITY;
    this.#maxUs = 0;
    return taken;
  }
}

/** What both counted together. */
export function mergeLatencies(a: LatencyCounts, b: LatencyCounts): LatencyCounts {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const buckets: number[] = [];
  let left = 0;
  let right = 0;
  while (left < a.buckets.length || right < b.buckets.length) {
    const ofA = a.buckets[left] ?? Number.POSITIVE_INFINITY;
    const ofB = b.buckets[right] ?? Number.POSITIVE_INFINITY;
    const bucket = Math.min(ofA, ofB);
    let count = 0;
    if (ofA === bucket) {
      count += a.buckets[left + 1]!;
      left += 2;
    }
    if (ofB === bucket) {
      count += b.buckets[right + 1]!;
      right += 2;
    }
    buckets.push(bucket, count);
  }
  return {
    count: a.count + b.count,
    sumUs: a.sumUs + b.sumUs,
    minUs: Math.min(a.minUs, b.minUs),
    maxUs: Math.max(a.maxUs, b.maxUs),
    buckets,
  };
}

/** The duration that `p` percent of them did not exceed; undefined when there are none. */
export function percentileUs(latencies: LatencyCounts, p: number): number | undefined {
  if (latencies.count === 0) return undefined;
  let left = Math.max(1, Math.ceil((latencies.count * p) / 100));
  for (let at = 0; at < latencies.buckets.length; at += 2) {
    left -= latencies.buckets[at + 1]!;
    if (left <= 0) return within(latencies, middleUs(latencies.buckets[at]!));
  }
  return latencies.maxUs;
}

/** Durations that stand for all of them, each with how often it occurred: what a metric store takes. */
export function weightedValues(latencies: LatencyCounts): { values: number[]; counts: number[] } {
  const values: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at < latencies.buckets.length; at += 2) {
    values.push(within(latencies, middleUs(latencies.buckets[at]!)));
    counts.push(latencies.buckets[at + 1]!);
  }
  return { values, counts };
}

/** How many of them did not exceed each of the bounds (ascending), to half a percent of the bound. */
export function countsUpTo(latencies: LatencyCounts, boundsUs: readonly number[]): number[] {
  let at = 0;
  let count = 0;
  return boundsUs.map((bound) => {
    for (; at < latencies.buckets.length && middleUs(latencies.buckets[at]!) <= bound; at += 2) count += latencies.buckets[at + 1]!;
    return count;
  });
}

/** Bucket n > 0 holds (1.01^(n-2), 1.01^(n-1)]; the first of them everything up to a microsecond. */
function bucketOf(us: number): number {
  if (us === 0) return 0;
  if (us <= 1) return 1;
  return Math.min(bucketCount - 1, 1 + Math.ceil(Math.log(us) * perLog));
}

/** The value that is wrong by the same part at both ends of the bucket. */
function middleUs(bucket: number): number {
  return bucket === 0 ? 0 : (2 * growth ** (bucket - 1)) / (1 + growth);
}

const within = ({ minUs, maxUs }: LatencyCounts, us: number): number => Math.min(maxUs, Math.max(minUs, us));
