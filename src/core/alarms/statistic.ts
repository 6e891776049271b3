/** The statistics an alarm can watch: the five plain ones, and percentiles such as `p99.9`. */

export type Statistic =
  | { readonly kind: "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum" }
  | { readonly kind: "percentile"; readonly percent: number };

/** What was sampled in one period. */
export interface SampledPeriod {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sampleCount: number;
  percentile(p: number): number;
}

const plain = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;

/** Undefined for what is no such statistic: trimmed means, percentile ranks and the like are not there. */
export function parseStatistic(text: string): Statistic | undefined {
  const kind = plain.find((name) => name === text);
  if (kind) return { kind };
  const percent = /^p(\d{1,2}(?:\.\d{1,10})?|100(?:\.0{1,10})?)$/.exec(text)?.[1];
  return percent === undefined ? undefined : { kind: "percentile", percent: Number(percent) };
}

export function statisticValue(statistic: Statistic, period: SampledPeriod): number {
  switch (statistic.kind) {
    case "SampleCount":
      return period.sampleCount;
    case "Average":
      return period.sum / period.sampleCount;
    case "Sum":
      return period.sum;
    case "Minimum":
      return period.minimum;
    case "Maximum":
      return period.maximum;
    case "percentile":
      return period.percentile(statistic.percent);
  }
}

/** Samples that a percentile needs to mean something (AWS): 10 / (1 - p) above the median, 10 / p below; 1000 for p99. */
export function significantSamples(statistic: Statistic): number {
  if (statistic.kind !== "percentile") return 1;
  const tail = Math.min(statistic.percent, 100 - statistic.percent) / 100;
  return tail === 0 ? 1 : Math.ceil(10 / tail - 1e-9);
}
