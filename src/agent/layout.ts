/** Where the agent keeps what. Sockets have a folder of their own because their paths may have 107 characters at most. */
import { join } from "node:path";

export interface AgentLayout {
  /** One folder an instance: what was asked for, pid, working directory. */
  readonly instances: string;
  /** One folder a role process: pid. */
  readonly roles: string;
  readonly sockets: string;
  readonly logs: string;
  /** Pinned archives, named by digest. */
  readonly blobs: string;
  /** Unpacked archives, named by digest. */
  readonly models: string;
}

export const specFile = (layout: AgentLayout, id: string): string => join(layout.instances, id, "spec.json");
export const pidFile = (layout: AgentLayout, id: string): string => join(layout.instances, id, "pid.json");

/** `logs/endpoints/<endpoint>/<variant>/<instance>.log`, like the log group and stream of AWS. */
export const logFile = (layout: AgentLayout, spec: { endpoint: string; variant: string; id: string }): string =>
  join(layout.logs, "endpoints", spec.endpoint, spec.variant, `${spec.id}.log`);
