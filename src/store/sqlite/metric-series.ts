/** The metrics there are, each unit of one by itself, in memory: finding and listing them asks no disk. */
import { limits } from "../../limits.ts";
import type { MetricKey, MetricStore } from "../metric-store.ts";

/** One metric in one unit. */
export interface Series {
  readonly key: MetricKey;
  readonly unit: string;
  /** Its name in the file. */
  readonly text: string;
  /** Its row in the file; absent until it has one. */
  id?: number;
  lastMs: number;
}

type Filter = Parameters<MetricStore["list"]>[0];

export class SeriesIndex {
  readonly #byText = new Map<string, Series>();
  readonly #byMetric = new Map<string, Series[]>();

  /** Every series. */
  all(): Iterable<Series> {
    return this.#byText.values();
  }

  /** The series of a metric, one for each unit. */
  of(key: MetricKey): readonly Series[] {
    return this.#byMetric.get(metricText(key)) ?? [];
  }

  /** The series, made if there is none; undefined when there are too many. */
  obtain(key: MetricKey, unit: string): Series | undefined {
    const text = JSON.stringify([key.region, key.namespace, key.name, pairs(key), unit]);
    const known = this.#byText.get(text);
    if (known || this.#byText.size >= limits.metrics.series) return known;
    return this.#add({ key, unit, text, lastMs: 0 });
  }

  /** Takes in a row of the file. */
  restore(id: number, text: string, lastMs: number): void {
    const [region, namespace, name, dimensions, unit] = JSON.parse(text) as [string, string, string, [string, string][], string];
    const key = { region, namespace, name, dimensions: dimensions.map(([name, value]) => ({ name, value })) };
    this.#add({ key, unit, text, id, lastMs });
  }

  forget(series: Series): void {
    this.#byText.delete(series.text);
    const metric = metricText(series.key);
    const others = (this.#byMetric.get(metric) ?? []).filter((each) => each !== series);
    if (others.length > 0) this.#byMetric.set(metric, others);
    else this.#byMetric.delete(metric);
  }

  /** The metrics that fit, in the order of their names. */
  list(filter: Filter, sinceMs: number): MetricKey[] {
    const since = Math.max(sinceMs, filter.activeSinceMs ?? 0);
    return [...this.#byMetric]
      .filter(([, series]) => series.some(({ lastMs }) => lastMs >= since) && fits(series[0]!.key, filter))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, series]) => series[0]!.key);
  }

  #add(series: Series): Series {
    this.#byText.set(series.text, series);
    const metric = metricText(series.key);
    this.#byMetric.set(metric, [...(this.#byMetric.get(metric) ?? []), series]);
    return series;
  }
}

function pairs({ dimensions }: MetricKey): [string, string][] {
  return dimensions.map(({ name, value }) => [name, value]);
}

function metricText(key: MetricKey): string {
  return JSON.stringify([key.region, key.namespace, key.name, pairs(key)]);
}

function fits(key: MetricKey, { region, namespace, name, dimensions = [] }: Filter): boolean {
  if (key.region !== region) return false;
  if (namespace !== undefined && key.namespace !== namespace) return false;
  if (name !== undefined && key.name !== name) return false;
  return dimensions.every((wanted) =>
    key.dimensions.some((each) => each.name === wanted.name && (wanted.value === undefined || each.value === wanted.value)),
  );
}
