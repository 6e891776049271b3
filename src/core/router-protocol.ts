/** What control and routers say to each other. */
import type { RouteTable } from "./routes.ts";

export type ToRouter = { readonly kind: "routes"; readonly table: RouteTable };

export type FromRouter =
  /** The first message of a connection. */
  | { readonly kind: "hello"; readonly router: string }
  /** The router works from this table now; `busy` are instances that it no longer knows from it but still awaits answers of. */
  | { readonly kind: "ack"; readonly epoch: number; readonly busy: readonly string[] }
  /** The last of those answers has come. */
  | { readonly kind: "idle"; readonly instance: string };
