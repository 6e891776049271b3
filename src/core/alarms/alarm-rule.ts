/** What an alarm watches for: one statistic of one metric against a threshold, M out of N periods (AWS: PutMetricAlarm). */

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** AWS's static operators. The other three compare with an anomaly detection band, which does not exist here. */
export const comparisons = {
  GreaterThanThreshold: { words: "greater than", holds: (value: number, threshold: number) => value > threshold },
  GreaterThanOrEqualToThreshold: { words: "greater than or equal to", holds: (value: number, threshold: number) => value >= threshold },
  LessThanThreshold: { words: "less than", holds: (value: number, threshold: number) => value < threshold },
  LessThanOrEqualToThreshold: { words: "less than or equal to", holds: (value: number, threshold: number) => value <= threshold },
} as const;

export type Comparison = keyof typeof comparisons;

export const missingDataTreatments = ["missing", "ignore", "breaching", "notBreaching"] as const;

export type MissingData = (typeof missingDataTreatments)[number];

export interface AlarmRule {
  /** By its CloudWatch name: `Sum`, `p99.9`. Undefined of an expression, which has none. */
  readonly statistic: string | undefined;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly periodMs: number;
  /** N. */
  readonly evaluationPeriods: number;
  /** M; undefined = N, which also makes AWS word its reasons differently. */
  readonly datapointsToAlarm: number | undefined;
  readonly missingData: MissingData;
  /** Only samples of this unit count. */
  readonly unit: string | undefined;
  /** EvaluateLowSampleCountPercentile `ignore`: a percentile of too few samples changes nothing. */
  readonly ignoreLowSamples: boolean;
}

/** One period that has samples. */
export interface Datapoint {
  /** Start of the period. */
  readonly atMs: number;
  readonly value: number;
  /** Undefined of an expression. */
  readonly sampleCount: number | undefined;
}

/** What an evaluation works from, and what its reason tells. */
export interface Evaluated {
  /** At most N real datapoints, the newest first. */
  readonly real: readonly Datapoint[];
  /** Periods of N without a datapoint, after the range has been searched for more. */
  readonly missing: number;
}

/** Whether the value is on the wrong side of the threshold. */
export function breaches({ comparison, threshold }: AlarmRule, { value }: Datapoint): boolean {
  return comparisons[comparison].holds(value, threshold);
}

/** Times of one evaluation: periods begin at multiples of the period, and the one that is still running does not count. */
export interface EvaluationRange {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
}

/**
 * The complete periods an evaluation looks at: more than N, so that a few missing ones change nothing. AWS does not say how many more;
 * the example in its documentation has 5 for N = 3.
 */
export function evaluationRange({ periodMs, evaluationPeriods }: AlarmRule, now: number): EvaluationRange {
  const endMs = Math.floor(now / periodMs) * periodMs;
  const extra = Math.max(2, Math.floor(evaluationPeriods / 3));
  return { startMs: endMs - (evaluationPeriods + extra) * periodMs, endMs };
}
