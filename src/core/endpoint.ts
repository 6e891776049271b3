/**
 * What Hostler remembers of an endpoint: the document in the store, and the only thing the reconciler decides from besides what it sees.
 * A fleet is a snapshot of one endpoint configuration with everything an instance needs, so that deleting the configuration, its
 * models or their S3 objects later changes nothing for it.
 */

import type { Address } from "../lib/address.ts";

export type EndpointStatus = "Creating" | "InService" | "Updating" | "RollingBack" | "Failed" | "Deleting";

export type NativeServer = "xgboost" | "lightgbm" | "catboost" | "blazingtext" | "first-party" | "onnx";

/** How a container is run here. `sniff`: whichever of `servers` the unpacked archive is for; `otherwise` says why none is. */
export type Runtime =
  | { readonly kind: "native"; readonly server: NativeServer }
  | { readonly kind: "sniff"; readonly servers: readonly NativeServer[]; readonly otherwise: string }
  | { readonly kind: "command"; readonly command: string };

/** An archive in the content-addressed store. */
export interface Artifact {
  readonly url: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** One production variant of a fleet: all that is needed to run it, resolved once. */
export interface FleetVariant {
  readonly name: string;
  readonly modelName: string;
  readonly instanceType: string;
  readonly vcpus: number;
  readonly memoryBytes: number;
  readonly routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS";
  readonly image: string;
  readonly runtime: Runtime;
  readonly environment: Readonly<Record<string, string>>;
  readonly artifact: Artifact | undefined;
  /** Requests that one instance may be given at once; absent when its environment does not say it. */
  readonly maxConcurrency?: number;
  /** Why this variant can never run, known before any instance is started (image without a runtime, artifact gone). */
  readonly impossible?: string;
  readonly downloadTimeoutMs: number;
  readonly startupTimeoutMs: number;
  /** Zones of the model's subnets; undefined = every zone. */
  readonly zones: readonly string[] | undefined;
}

export interface Fleet {
  readonly id: string;
  readonly configName: string;
  readonly resolvedMs: number;
  readonly variants: readonly FleetVariant[];
}

/** What a variant should have: set by the configuration, changed by UpdateEndpointWeightsAndCapacities. */
export interface Desired {
  readonly count: number;
  readonly weight: number;
}
export type DesiredByVariant = Readonly<Record<string, Desired>>;

/** `starting` until first healthy; `draining` takes no new requests; `stopping` has been told to end. */
export type InstancePhase = "starting" | "serving" | "draining" | "stopping";

export interface Instance {
  readonly id: string;
  readonly fleetId: string;
  readonly variant: string;
  readonly zone: string;
  readonly phase: InstancePhase;
  readonly sinceMs: number;
}

/** Part of a fleet: so many instances, or so many percent of them. */
export interface StepSize {
  readonly unit: "instances" | "percent";
  readonly value: number;
}

/** How an update moves the traffic (AWS: deployment guardrails). */
export type DeploymentPolicy =
  | { readonly kind: "allAtOnce"; readonly terminationWaitMs: number }
  | { readonly kind: "canary" | "linear"; readonly size: StepSize; readonly waitMs: number; readonly terminationWaitMs: number }
  | { readonly kind: "rolling"; readonly size: StepSize; readonly waitMs: number; readonly rollbackSize?: StepSize };

/**
 * Where an update is. `step` counts the shifts of traffic from 1. Until `terminating` blue can take everything back; from there on green
 * has the traffic for good and blue leaves. `rollingBack` ends with blue as it was: `green` instances of the new fleet (at most) still take
 * traffic.
 */
export type UpdateStage =
  | { readonly kind: "launching"; readonly step: number }
  | { readonly kind: "shifting"; readonly step: number }
  | { readonly kind: "baking"; readonly step: number; readonly untilMs: number }
  | { readonly kind: "terminating" }
  | { readonly kind: "rollingBack"; readonly reason: string; readonly green: number };

/** The change in progress. Exactly one at a time, as AWS has it. */
export type Change =
  | { readonly kind: "create"; readonly startedMs: number }
  | {
      readonly kind: "update";
      readonly startedMs: number;
      /** The fleet coming up, and what it should have. */
      readonly greenId: string;
      readonly desired: DesiredByVariant;
      readonly policy: DeploymentPolicy;
      readonly stage: UpdateStage;
      /** MaximumExecutionTimeoutInSeconds: past it an update that is not yet at its end goes back. */
      readonly deadlineMs?: number;
      /** AutoRollbackConfiguration: names of alarms that turn the update round when one is in ALARM during a bake. */
      readonly alarms?: readonly string[];
    }
  | {
      readonly kind: "scale";
      readonly startedMs: number;
      /** What to go back to when an instance cannot be started. */
      readonly before: DesiredByVariant;
      readonly failed?: string;
    }
  | { readonly kind: "delete"; readonly startedMs: number };

/** Something that breaks on purpose. */
export type Fault =
  | { readonly kind: "zone-outage"; readonly zone: string; readonly forMs: number }
  | { readonly kind: "instance-kill"; readonly id: string }
  | { readonly kind: "instance-hang"; readonly id: string; readonly forMs: number };

/** A fault on purpose under a live endpoint, from the moment it was ordered until all is as before (`advance-drill.ts`). Times are ms since the epoch. */
export interface Drill {
  readonly fault: Fault;
  readonly zone: string;
  /** The instances of the endpoint that it strikes. */
  readonly struck: readonly string[];
  /** How many were serving and healthy when it was ordered. */
  readonly serving: number;
  readonly startedMs: number;
  /** When the fault itself began: after routers had learned to count what follows by itself. */
  readonly struckMs?: number;
  /** When no router could choose what was struck any more. */
  readonly detectedMs?: number;
  /** When routers had as many instances as before again. */
  readonly recoveredMs?: number;
}

export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly status: EndpointStatus;
  readonly failureReason?: string;
  /** The configuration in effect: the old one until an update has succeeded. */
  readonly configName: string;
  readonly lastDeploymentConfig?: unknown;
  /** The fleet that takes traffic comes first; a second one exists only during an update. */
  readonly fleets: readonly Fleet[];
  readonly desired: DesiredByVariant;
  /** Weights that the routers have acknowledged. */
  readonly currentWeights: Readonly<Record<string, number>>;
  readonly instances: readonly Instance[];
  readonly change?: Change;
  /** One at a time: a new one takes the place of the last. */
  readonly drill?: Drill;
  /** Replacements in a row that never became healthy, for the back-off. */
  readonly replacements: number;
  readonly retryAtMs: number;
}

/** What the agent sees of an instance. */
export interface SeenInstance {
  readonly id: string;
  readonly state: "preparing" | "starting" | "running" | "backoff" | "failed" | "stopping";
  /** Answers `/ping`, with hysteresis. */
  readonly healthy: boolean;
  readonly pid?: number;
  readonly address?: Address;
  /** Times its process ended without being asked to. */
  readonly exits: number;
  /** The last trouble, for a person: exit code, last `/ping` status, last log line. */
  readonly trouble?: string;
  /** Set when starting it again cannot help. */
  readonly failure?: { readonly stage: "artifact" | "runtime" | "startup"; readonly message: string };
  readonly sinceMs: number;
  /** Which native server the archive turned out to need. */
  readonly server?: string;
  /** What the host cannot enforce, if anything. */
  readonly unenforced?: string;
}
