/** One invocation and who it is for, as both lanes of the front door hand it on. */
import type { Clock, Stopwatch } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import type { Departure } from "../link/instance-link.ts";
import type { ContainerHead } from "./container-request.ts";
import type { LiveRoutes } from "./live-routes.ts";
import type { InvokedEndpoint } from "./runtime-errors.ts";

export interface RouterContext {
  readonly routes: LiveRoutes;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
}

/** Its caller is known and its members are good. */
export interface Invocation {
  readonly invoked: InvokedEndpoint;
  readonly targetVariant: string | undefined;
  readonly head: ContainerHead;
  readonly body: Buffer;
  readonly client: Departure;
  /** How long the client waits, if it says it and that is less than a model has. */
  readonly clientWaitsMs: number | undefined;
  /** When it came, by the router's stopwatch. */
  readonly receivedUs: number;
  /** When it was read, by its clock. */
  readonly nowMs: number;
}

/** What the client is given of a model's answer. */
export interface ModelAnswer {
  readonly variant: string;
  readonly contentType: string;
  readonly customAttributes: string | undefined;
  readonly body: Buffer;
}

/** Who is told, once, what became of an invocation. */
export interface Caller {
  answered(answer: ModelAnswer): void;
  /** With an error of SageMaker Runtime, or one of ours. */
  failed(error: unknown): void;
}
