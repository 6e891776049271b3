/**
 * The receipt of a change or a drill: what happened to each request and each instance meanwhile. It is built from two sides, what
 * the reconciler has stored of the endpoint (`receipt-steps.ts`) and what routers have counted (`receipt-counts.ts`), in any order.
 */
import type { Change, Drill } from "./endpoint.ts";
import { handledOf, type InvocationCounts, type Outcomes } from "./metrics/invocation-counts.ts";
import { type LatencyCounts, mergeLatencies, noLatencies } from "./metrics/latency-histogram.ts";

/** Requests by outcome, and how long those that were answered took from head to answer. */
export interface Traffic extends Outcomes {
  readonly latency: LatencyCounts;
}

/** One variant in one window. */
export interface VariantTraffic {
  /** The part of the variant's requests that green should have, 0 to 1; absent in a change without a second fleet. */
  readonly askedShare?: number;
  readonly blue: Traffic;
  readonly green: Traffic;
  /** Refused because no instance of either could be found. */
  readonly unserved: Traffic;
}

/** A stretch in which the traffic was shared in one way (`rollout-window.ts`). */
export interface ReceiptWindow {
  readonly name: string;
  readonly fromMs: number;
  /** Absent while it lasts. */
  readonly toMs?: number;
  readonly variants: Readonly<Record<string, VariantTraffic>>;
}

export interface ReceiptInstance {
  readonly id: string;
  readonly variant: string;
  readonly zone: string;
  readonly fleet: "blue" | "green";
  /** Absent when it was there before. */
  readonly startedMs?: number;
  readonly servingMs?: number;
  /** Absent when it was there afterwards. */
  readonly stoppedMs?: number;
}

/**
 * Of a drill: `Recovered`, `NotRecovered`, or `Unnoticed` when routers never went without what was struck. `Interrupted` is a drill in whose
 * middle another one began, and anything whose endpoint was deleted meanwhile.
 */
export type ReceiptOutcome =
  | "InProgress"
  | "Succeeded"
  | "RolledBack"
  | "Failed"
  | "Interrupted"
  | "Recovered"
  | "NotRecovered"
  | "Unnoticed";

/** Requests of one instance, or of none (both empty). */
export interface PlacedTraffic {
  readonly zone: string;
  readonly instance: string;
  readonly traffic: Traffic;
}

/** Requests of a drill by zone, and by whether their instance was struck; `unserved` are those that no instance could be found for. */
export interface ReceiptPlace {
  readonly zone: string;
  readonly state: "struck" | "spared" | "unserved";
  readonly before: Traffic;
  readonly during: Traffic;
  readonly after: Traffic;
}

export interface Receipt {
  /** Unique for the endpoint. */
  readonly id: string;
  readonly kind: Change["kind"] | "drill";
  readonly arn: string;
  readonly region: string;
  readonly endpoint: string;
  readonly policy?: string;
  readonly fromConfig: string;
  readonly toConfig: string;
  readonly greenId?: string;
  /** As it was last seen, and where its requests went. */
  readonly drill?: Drill;
  readonly places?: readonly ReceiptPlace[];
  /** Drills during this change, or changes during this drill. Their requests are in the receipt of the change. */
  readonly overlaps?: readonly string[];
  readonly startedMs: number;
  readonly endedMs?: number;
  readonly outcome: ReceiptOutcome;
  /** Why it went back or failed. */
  readonly reason?: string;
  /** Every stage of the deployment or drill, in order. */
  readonly steps: readonly { readonly name: string; readonly atMs: number }[];
  readonly windows: readonly ReceiptWindow[];
  /** The minute before it, and the minute after it. */
  readonly before: Traffic;
  readonly after: Traffic;
  readonly instances: readonly ReceiptInstance[];
  /** Alarms of the deployment that were seen in ALARM; of a drill, alarms on the endpoint's metrics that went off until a minute after it. */
  readonly alarms: readonly { readonly name: string; readonly atMs: number }[];
  /** The last batch of each router's life that is counted here: a batch that comes again is not counted again. */
  readonly counted: Readonly<Record<string, number>>;
}

export const noTraffic: Traffic = {
  served: 0,
  clientErrors: 0,
  serverErrors: 0,
  broken: 0,
  refused: 0,
  abandoned: 0,
  latency: noLatencies,
};

export const trafficOf = ({ totalLatency, served, clientErrors, serverErrors, broken, refused, abandoned }: InvocationCounts): Traffic => ({
  served,
  clientErrors,
  serverErrors,
  broken,
  refused,
  abandoned,
  latency: totalLatency,
});

export function addTraffic(a: Traffic, b: Traffic): Traffic {
  return {
    served: a.served + b.served,
    clientErrors: a.clientErrors + b.clientErrors,
    serverErrors: a.serverErrors + b.serverErrors,
    broken: a.broken + b.broken,
    refused: a.refused + b.refused,
    abandoned: a.abandoned + b.abandoned,
    latency: mergeLatencies(a.latency, b.latency),
  };
}

export const sumTraffic = (all: readonly Traffic[]): Traffic => all.reduce(addTraffic, noTraffic);

/** All requests of the change itself. */
export function trafficDuring({ windows }: Pick<Receipt, "windows">): Traffic {
  return sumTraffic(
    windows.flatMap(({ variants }) => Object.values(variants).flatMap(({ blue, green, unserved }) => [blue, green, unserved])),
  );
}

/** The part of a variant's requests that green had, 0 to 1; undefined without requests. */
export function observedShare({ blue, green }: Pick<VariantTraffic, "blue" | "green">): number | undefined {
  const all = handledOf(blue) + handledOf(green);
  return all > 0 ? handledOf(green) / all : undefined;
}
