/** What routers count of invocations, as they tell control: for every instance and every window of a change, what happened since the last report. */
import type { LatencyCounts } from "./latency-histogram.ts";

/** Every request has exactly one of these outcomes. */
export interface Outcomes {
  /** The model answered with a 2xx. */
  readonly served: number;
  /** The model answered with a 4xx. */
  readonly clientErrors: number;
  /** The model answered with a 5xx. */
  readonly serverErrors: number;
  /** Sent to the model, and no answer that makes sense: time-out, broken connection, too large, a status that is none of the above. */
  readonly broken: number;
  /** Never sent: no healthy instance, or too many requests in flight. */
  readonly refused: number;
  /** The client left before the answer. */
  readonly abandoned: number;
}

/** What a request is counted under. */
export interface CountedPlace {
  readonly region: string;
  readonly endpoint: string;
  readonly variant: string;
  /** Empty for requests that no instance could be found for, as `config`, `instance` and `zone`. */
  readonly fleet: string;
  readonly config: string;
  readonly instance: string;
  readonly zone: string;
  /** The window of a change in which the request was given to its fleet (`rollout-window.ts`); absent between changes. */
  readonly window?: RolloutWindow;
}

/** A stretch of a change in which the traffic was shared in one way. */
export interface RolloutWindow {
  readonly change: string;
  readonly name: string;
}

export interface InvocationCounts extends CountedPlace, Outcomes {
  /** Attempts that broke off on this instance and were made again on another; the request counts there. */
  readonly retried: number;
  /** Those of `refused` that found too many waiting, and those that have waited too long; absent from routers of earlier versions. */
  readonly refusedFull?: number;
  readonly refusedLate?: number;
  /** Requests that had to wait for an instance with room, whatever became of them; absent from routers of earlier versions. */
  readonly queued?: number;
  /** Most requests in flight at once. */
  readonly mostInFlight: number;
  /** From sending a request to the last byte of the model's answer. */
  readonly modelLatency: LatencyCounts;
  /** From the head of the request to the answer, without the model's part. */
  readonly overheadLatency: LatencyCounts;
  /** Both together: what the client has waited for. */
  readonly totalLatency: LatencyCounts;
}

/** How many requests these are. */
export function handledOf(outcomes: Outcomes): number {
  return outcomes.served + outcomes.abandoned + failedOf(outcomes);
}

/** How many of them went wrong; a client that leaves is nobody's failure. */
export function failedOf({ clientErrors, serverErrors, broken, refused }: Outcomes): number {
  return clientErrors + serverErrors + broken + refused;
}
