/** Metrics of one life of the control plane, in memory: like those of the last minutes in the real store, they end with it. */
import { type Aggregate, emptyAggregate, merge, percentileOf } from "../src/core/metrics/aggregate.ts";
import { TimeSlots } from "../src/core/metrics/time-slots.ts";
import type { MetricKey, MetricPeriod, MetricRange, MetricSample, MetricStore } from "../src/store/metric-store.ts";

/** Longer than any alarm of the simulated world looks back. */
const keptMs = 5 * 60_000;

export class MemoryMetrics implements MetricStore {
  readonly #now: () => number;
  readonly #slots = new TimeSlots<string>(1000);
  /** Units of each metric that was sampled. */
  readonly #units = new Map<string, Set<string>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  record(samples: readonly MetricSample[]): void {
    for (const sample of samples) {
      const metric = nameOf(sample.key);
      const units = this.#units.get(metric) ?? new Set();
      this.#units.set(metric, units.add(sample.unit));
      this.#slots.observe(`${metric} ${sample.unit}`, sample.atMs, sample);
    }
    this.#slots.forgetBefore(this.#now() - keptMs);
  }

  async read(key: MetricKey, { startMs, endMs, periodMs, unit: wanted }: MetricRange): Promise<MetricPeriod[]> {
    const metric = nameOf(key);
    const found: MetricPeriod[] = [];
    for (const unit of this.#units.get(metric) ?? []) {
      if (wanted !== undefined && unit !== wanted) continue;
      const periods = new Map<number, Aggregate>();
      for (const { atMs, aggregate } of this.#slots.of(`${metric} ${unit}`, startMs, endMs)) {
        const period = Math.floor(atMs / periodMs) * periodMs;
        const whole = periods.get(period) ?? emptyAggregate();
        merge(whole, aggregate);
        periods.set(period, whole);
      }
      for (const [atMs, whole] of periods) found.push({ ...whole, atMs, unit, percentile: (p) => percentileOf(whole, p) });
    }
    return found.sort((a, b) => a.atMs - b.atMs);
  }

  async list(): Promise<MetricKey[]> {
    throw new Error("Nothing in the simulated world lists metrics.");
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

const nameOf = ({ region, namespace, name, dimensions }: MetricKey): string =>
  [region, namespace, name, ...dimensions.map((each) => `${each.name}=${each.value}`)].join("/");
