/** Everything that routers have counted since control began, by endpoint, variant, zone and kind of answer, for Prometheus. */
import type { InvocationCounts } from "../core/metrics/invocation-counts.ts";
import { type LatencyCounts, mergeLatencies, noLatencies } from "../core/metrics/latency-histogram.ts";
import type { CountBatch } from "../core/router-protocol.ts";
import { limits } from "../limits.ts";
import { SeenBatches } from "./seen-batches.ts";

/** How a request ended, as a class of status codes where the model has answered. */
export type CodeClass = "2xx" | "4xx" | "5xx" | "none" | "refused" | "gone";

/** Why a request was never sent: no instance, too many waiting, too long a wait. */
export type RefusalReason = "unserved" | "full" | "late";

export interface VariantTotals {
  readonly region: string;
  readonly endpoint: string;
  readonly variant: string;
  /** By zone and class; the zone is empty for what no instance could be found for. */
  readonly requests: Map<string, { readonly zone: string; readonly code: CodeClass; count: number }>;
  /** Attempts that broke off and were made again on another instance, by zone. */
  readonly retried: Map<string, number>;
  readonly refused: Record<RefusalReason, number>;
  /** Requests that had to wait for an instance with room. */
  queued: number;
  model: LatencyCounts;
  overhead: LatencyCounts;
}

export class InvocationTotals {
  readonly #batches = new SeenBatches();
  readonly #variants = new Map<string, VariantTotals>();
  /** Requests that routers refused because the bodies of others took all the memory for them. */
  bodiesRefused = 0;

  /** Takes what a router has counted. The same batch may come again. */
  count(batch: CountBatch): void {
    if (!this.#batches.isNew(batch)) return;
    this.bodiesRefused += batch.bodiesRefused ?? 0;
    for (const count of batch.counts) addTo(this.#totalsOf(count), count);
  }

  all(): readonly VariantTotals[] {
    return [...this.#variants.values()];
  }

  /** Beyond the bound, the variant that was counted longest ago makes room. */
  #totalsOf({ region, endpoint, variant }: InvocationCounts): VariantTotals {
    const key = `${region}/${endpoint}/${variant}`;
    const totals = this.#variants.get(key) ?? {
      region,
      endpoint,
      variant,
      requests: new Map(),
      retried: new Map(),
      refused: { unserved: 0, full: 0, late: 0 },
      queued: 0,
      model: noLatencies,
      overhead: noLatencies,
    };
    this.#variants.delete(key);
    this.#variants.set(key, totals);
    if (this.#variants.size > limits.prometheusVariants) this.#variants.delete(this.#variants.keys().next().value!);
    return totals;
  }
}

function addTo(totals: VariantTotals, count: InvocationCounts): void {
  const { zone, served, clientErrors, serverErrors, broken, refused, refusedFull = 0, refusedLate = 0, abandoned, retried } = count;
  const byClass: [CodeClass, number][] = [
    ["2xx", served],
    ["4xx", clientErrors],
    ["5xx", serverErrors],
    ["none", broken],
    ["refused", refused],
    ["gone", abandoned],
  ];
  for (const [code, requests] of byClass) {
    if (requests === 0) continue;
    const key = `${zone}/${code}`;
    const cell = totals.requests.get(key) ?? { zone, code, count: 0 };
    cell.count += requests;
    totals.requests.set(key, cell);
  }
  if (retried > 0) totals.retried.set(zone, (totals.retried.get(zone) ?? 0) + retried);
  totals.refused.unserved += refused - refusedFull - refusedLate;
  totals.refused.full += refusedFull;
  totals.refused.late += refusedLate;
  totals.queued += count.queued ?? 0;
  totals.model = mergeLatencies(totals.model, count.modelLatency);
  totals.overhead = mergeLatencies(totals.overhead, count.overheadLatency);
}
