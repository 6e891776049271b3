/** What control and agent say to each other. Every request asks for a result ("instance i-7 runs"), so it may be repeated. */

import type { LocalAddress } from "../lib/address.ts";

export interface InstanceSpec {
  readonly id: string;
  readonly endpoint: string;
  readonly variant: string;
  readonly zone: string;
  /** Image reference as the model has it. */
  readonly image: string;
  readonly runtime:
    | { readonly kind: "native"; readonly server: string }
    | { readonly kind: "sniff"; readonly servers: readonly string[]; readonly otherwise: string }
    | { readonly kind: "command"; readonly command: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  readonly artifact: { readonly url: string; readonly sha256: string } | undefined;
  readonly downloadTimeoutMs: number;
  readonly startupTimeoutMs: number;
  readonly vcpus: number;
  readonly memoryBytes: number;
}

export interface InstanceReport {
  readonly id: string;
  readonly region: string;
  readonly endpoint: string;
  readonly variant: string;
  readonly zone: string;
  readonly state: "preparing" | "starting" | "running" | "backoff" | "failed" | "stopping";
  readonly healthy: boolean;
  readonly pid?: number;
  readonly address?: LocalAddress;
  readonly exits: number;
  readonly trouble?: string;
  readonly failure?: { readonly stage: "artifact" | "runtime" | "startup"; readonly message: string };
  readonly sinceMs: number;
  readonly server?: string;
  readonly unenforced?: string;
}

/** What an instance uses of what it was given. */
export interface InstanceUsage {
  readonly id: string;
  /** 100 for each CPU that was busy all the time. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** Of the disk, whoever uses it. */
  readonly diskPercent: number;
}

/** A process of ours that is no instance. */
export interface RoleReport {
  readonly role: string;
  readonly pid: number | undefined;
  readonly restarts: number;
}

export type Fault =
  | { readonly kind: "zone-outage"; readonly zone: string; readonly forMs: number }
  | { readonly kind: "instance-kill"; readonly id: string }
  | { readonly kind: "instance-hang"; readonly id: string; readonly forMs: number };

export type ToAgent =
  /** The first message of a connection: the term of the control plane. Those of earlier terms are sent away. */
  | { readonly kind: "term"; readonly term: number }
  | { readonly kind: "launch"; readonly spec: InstanceSpec }
  | { readonly kind: "terminate"; readonly id: string; readonly graceMs: number }
  /** For drills: something breaks on purpose, and is whole again after `forMs`. */
  | { readonly kind: "fault"; readonly fault: Fault }
  /** Pinned archives that are in neither list nor in use may go. */
  | { readonly kind: "retain"; readonly digests: readonly string[] };

export type FromAgent =
  | {
      readonly kind: "snapshot";
      readonly zones: readonly string[];
      readonly instances: readonly InstanceReport[];
      readonly roles: readonly RoleReport[];
    }
  | { readonly kind: "instance"; readonly instance: InstanceReport }
  | { readonly kind: "gone"; readonly id: string }
  | { readonly kind: "zones"; readonly zones: readonly string[] }
  /** Now and then, for the instances that run. */
  | { readonly kind: "usage"; readonly usages: readonly InstanceUsage[] }
  | { readonly kind: "roles"; readonly roles: readonly RoleReport[] };
