/** What control and routers say to each other. */
import type { InvocationCounts } from "./metrics/invocation-counts.ts";
import type { RouteTable } from "./routes.ts";

export type ToRouter =
  | { readonly kind: "routes"; readonly table: RouteTable }
  /** The batch of counts is kept; the next one may come. */
  | { readonly kind: "counted"; readonly batch: number };

export type FromRouter =
  /** The first message of a connection. */
  | { readonly kind: "hello"; readonly router: string }
  /** The router works from this table now; `busy` are instances that it no longer knows from it but still awaits answers of. */
  | { readonly kind: "ack"; readonly epoch: number; readonly busy: readonly string[] }
  /** The last of those answers has come. */
  | { readonly kind: "idle"; readonly instance: string }
  | CountBatch;

/** What a router has counted since its last batch. It is sent again, as it was, until control says that it is kept. */
export interface CountBatch {
  readonly kind: "counts";
  /** One life of one router process: batches are numbered from 1 within it. */
  readonly life: string;
  readonly batch: number;
  /** When it was closed, ms since the epoch. */
  readonly atMs: number;
  readonly counts: readonly InvocationCounts[];
  /** Requests that were refused because the bodies of others took all the memory for them. */
  readonly bodiesRefused?: number;
}
