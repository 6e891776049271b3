/** Keeps the metrics of endpoints: a sample of what routers count as it comes, and at regular times of what is there without any request. */
import type { InvocationCounts } from "../core/metrics/invocation-counts.ts";
import type { CountBatch } from "../core/router-protocol.ts";
import type { EndpointRoute, VariantRoute } from "../core/routes.ts";
import type { MetricSample, MetricStore } from "../store/metric-store.ts";
import { invocationNamespace, invocationSamples, variantDimensions } from "./invocation-samples.ts";
import { SeenBatches } from "./seen-batches.ts";
import { type Usage, utilizationSamples } from "./utilization-samples.ts";

/** How often the requests in flight are sampled (AWS: 10 s). */
const sampleMs = 10_000;
/** A variant without a request for so long says so, or nothing could ever scale it in. */
const idleSampleMs = 60_000;

export class EndpointMetrics {
  readonly #metrics: Pick<MetricStore, "record">;
  readonly #routes: () => readonly EndpointRoute[];
  readonly #batches = new SeenBatches();
  /** Most requests in flight since the last sample, by instance and router. */
  readonly #inFlight = new Map<string, Map<string, number>>();
  /** When the last request or the last zero of a variant was recorded. */
  #lastMs = new Map<string, number>();
  #nextMs = 0;
  #usageMinute = 0;

  /** `routes` are those that routers work from. */
  constructor(metrics: Pick<MetricStore, "record">, routes: () => readonly EndpointRoute[]) {
    this.#metrics = metrics;
    this.#routes = routes;
  }

  /** Takes what a router has counted. The same batch may come again. */
  count(batch: CountBatch): void {
    if (!this.#batches.isNew(batch)) return;
    const active = new Map(
      this.#routes().flatMap((route) => route.variants.map((variant) => [keyOf(route.region, route.name, variant.name), variant] as const)),
    );
    const samples: MetricSample[] = [];
    for (const [key, counts] of Map.groupBy(batch.counts, ({ region, endpoint, variant }) => keyOf(region, endpoint, variant))) {
      const variant = active.get(key);
      const found = invocationSamples(counts, batch.atMs, variant ? instancesOf(variant).length : 0);
      if (found.length > 0) this.#lastMs.set(key, batch.atMs);
      samples.push(...found);
      for (const count of counts) this.#noteInFlight(batch.life, count);
    }
    this.#metrics.record(samples);
  }

  /** Samples every variant that takes traffic, and what its instances use, when it is time; to be called every few seconds. */
  sample(now: number, usage: Usage | undefined): void {
    const minute = Math.floor(now / 60_000);
    if (usage && minute > this.#usageMinute) {
      this.#usageMinute = minute;
      this.#metrics.record(utilizationSamples(this.#routes(), usage, now));
    }
    if (now < this.#nextMs) return;
    this.#nextMs = now + sampleMs;
    const samples: MetricSample[] = [];
    const lastMs = new Map<string, number>();
    for (const { region, name: endpoint, variants } of this.#routes()) {
      for (const variant of variants) {
        const key = keyOf(region, endpoint, variant.name);
        const since = this.#lastMs.get(key) ?? now;
        const isIdle = now - since >= idleSampleMs;
        lastMs.set(key, isIdle ? now : since);
        const sets = [undefined, ...new Set(variant.fleets.map(({ configName }) => configName))];
        for (const config of sets) {
          const dimensions = variantDimensions(endpoint, variant.name, config);
          const sample = (name: string, unit: string, values: number[]): void => {
            if (values.length > 0)
              samples.push({ key: { region, namespace: invocationNamespace, name, dimensions }, atMs: now, unit, values });
          };
          const instances = instancesOf(variant, config);
          sample(
            "ConcurrentRequestsPerModel",
            "Count",
            instances.map(({ id }) => this.#mostInFlight(id)),
          );
          if (isIdle) sample("InvocationsPerInstance", "None", [0]);
        }
      }
    }
    this.#lastMs = lastMs;
    this.#inFlight.clear();
    this.#metrics.record(samples);
  }

  /** Routers see each their own part; together they may have had at most so many. */
  #mostInFlight(instance: string): number {
    let sum = 0;
    for (const most of this.#inFlight.get(instance)?.values() ?? []) sum += most;
    return sum;
  }

  #noteInFlight(life: string, { instance, mostInFlight }: InvocationCounts): void {
    if (instance === "") return;
    const byRouter = this.#inFlight.get(instance) ?? new Map<string, number>();
    byRouter.set(life, Math.max(byRouter.get(life) ?? 0, mostInFlight));
    this.#inFlight.set(instance, byRouter);
  }
}

const keyOf = (region: string, endpoint: string, variant: string): string => `${region}/${endpoint.toLowerCase()}/${variant}`;

function instancesOf({ fleets }: VariantRoute, config?: string) {
  return fleets.filter(({ configName }) => config === undefined || configName === config).flatMap(({ instances }) => instances);
}
