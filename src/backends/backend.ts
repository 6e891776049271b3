/** Somewhere that can run instances. Every call asks for a result and may be repeated with the same id. */
import type { Fault, FleetVariant, Instance, SeenInstance } from "../core/endpoint.ts";

export interface InstanceUsage {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly diskPercent: number;
}

export interface LaunchRequest {
  readonly endpoint: string;
  readonly region: string;
  readonly instance: Instance;
  readonly variant: FleetVariant;
}

/** Whose instance it is. */
export interface InstanceOwner {
  readonly region: string;
  readonly endpoint: string;
  readonly variant: string;
  readonly zone: string;
}

/** What a backend sees. An instance that it was asked for and does not show yet is coming; one that it shows and nobody wants is an orphan. */
export interface BackendView {
  readonly zones: readonly string[];
  readonly instances: ReadonlyMap<string, SeenInstance & InstanceOwner>;
  /** What instances use, by id, as far as it is known: a share of what they were given, CPU as 100 for each one that is busy. */
  readonly usage?: ReadonlyMap<string, InstanceUsage>;
  /** Processes of ours that are no instances. */
  readonly roles: readonly { readonly role: string; readonly pid: number | undefined; readonly restarts: number }[];
}

export interface Backend extends AsyncDisposable {
  readonly name: string;
  /** Undefined while nothing is known, so nothing may be decided. */
  view(): BackendView | undefined;
  launch(request: LaunchRequest): void;
  /** Asks for an end: SIGTERM, and SIGKILL after `graceMs`. */
  terminate(id: string, graceMs: number): void;
  /** Breaks something; it is whole again after the time that the fault says. */
  inflict(fault: Fault): void;
  /** Says which pinned archives (SHA-256) are still wanted: others may be removed once they are old enough not to be about to be used. */
  retain(digests: readonly string[]): void;
  /** Calls `listener` whenever the view has changed, with the owner of the instance that did, or undefined when all may have. */
  onChange(listener: (owner: InstanceOwner | undefined) => void): void;
}
