/**
 * Metrics as CloudWatch means them: a namespace, a name, dimensions; samples that are aggregated by period. Fine data is kept for minutes,
 * one-minute data for 15 days.
 */

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

export interface MetricKey {
  /** Metrics of different regions have nothing in common. */
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name. Two sets of dimensions are two metrics, whatever they have in common. */
  readonly dimensions: readonly Dimension[];
}

/** One value, or many in one go: `counts[i]` times `values[i]`. */
export interface MetricSample {
  readonly key: MetricKey;
  readonly atMs: number;
  /** A unit of CloudWatch's list, such as `Count`, `Microseconds`, `Percent`, `None`. */
  readonly unit: string;
  readonly values: readonly number[];
  /** As long as `values`; absent = each once. */
  readonly counts?: readonly number[];
  /** Samples of which only this is known, besides `values`. Percentiles over them are NaN unless they are all alike. */
  readonly statistics?: { readonly sum: number; readonly minimum: number; readonly maximum: number; readonly sampleCount: number };
}

/** What was sampled in one period. */
export interface MetricPeriod {
  /** Start of the period, ms. */
  readonly atMs: number;
  readonly unit: string;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sampleCount: number;
  /** The p-th percentile, 0 to 100, from a log-bucketed histogram (relative error at most 1 %). */
  percentile(p: number): number;
}

export interface MetricRange {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** Seconds, for the last 15 minutes; or a multiple of 60 s. Periods begin at multiples of it. */
  readonly periodMs: number;
  /** Some other moment at which a period begins. */
  readonly originMs?: number;
  /** Only samples of this unit. */
  readonly unit?: string;
}

export interface MetricStore extends AsyncDisposable {
  /** Never throws and never waits: what does not fit the bounds is counted and dropped. */
  record(samples: readonly MetricSample[]): void;
  /** Periods that have samples, oldest first; one for each unit. The first is the whole period that `startMs` lies in. */
  read(key: MetricKey, range: MetricRange): Promise<MetricPeriod[]>;
  /** Metrics with samples in the last two weeks; of one region; every filter given must hold. A dimension without value stands for any. */
  list(filter: {
    readonly region: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly dimensions?: readonly { readonly name: string; readonly value?: string }[];
    /** With samples since then. */
    readonly activeSinceMs?: number;
  }): Promise<MetricKey[]>;
}
