/** A store of metrics that keeps every sample in a list and adds up when it is asked. */
import type { MetricKey, MetricPeriod, MetricRange, MetricSample, MetricStore } from "../../src/store/metric-store.ts";

export class PlainMetricStore implements Pick<MetricStore, "record" | "read"> {
  readonly #samples: MetricSample[] = [];
  /** While set, reading fails with it. */
  failure: Error | undefined;

  record(samples: readonly MetricSample[]): void {
    this.#samples.push(...samples);
  }

  async read(key: MetricKey, { startMs, endMs, periodMs, unit }: MetricRange): Promise<MetricPeriod[]> {
    if (this.failure) throw this.failure;
    const wanted = this.#samples.filter(
      (sample) =>
        JSON.stringify(sample.key) === JSON.stringify(key) &&
        sample.atMs >= startMs &&
        sample.atMs < endMs &&
        (unit === undefined || sample.unit === unit),
    );
    const periods = Map.groupBy(wanted, (sample) => `${Math.floor(sample.atMs / periodMs)} ${sample.unit}`);
    return [...periods.values()].map((group) => periodOf(group, periodMs)).sort((a, b) => a.atMs - b.atMs);
  }
}

function periodOf(samples: readonly MetricSample[], periodMs: number): MetricPeriod {
  const values = samples.flatMap(({ values }) => values).sort((a, b) => a - b);
  return {
    atMs: Math.floor(samples[0]!.atMs / periodMs) * periodMs,
    unit: samples[0]!.unit,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: values[0]!,
    maximum: values.at(-1)!,
    sampleCount: values.length,
    percentile: (p) => values[Math.min(values.length - 1, Math.floor((values.length * p) / 100))]!,
  };
}
