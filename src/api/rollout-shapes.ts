/** The shapes of ListRollouts and GetRollout: the receipts of what was done to an endpoint. */
import type { Shape } from "./service-model.ts";

export interface ListRolloutsInput {
  EndpointName: string;
  MaxResults?: number;
}
export interface ListRolloutsOutput {
  /** Newest first. */
  Rollouts: RolloutSummary[];
}

export interface GetRolloutInput {
  EndpointName: string;
  /** Absent = the latest. */
  RolloutId?: string;
}

/** A change or a drill of an endpoint in one line. */
export interface RolloutSummary {
  RolloutId: string;
  /** `create`, `update`, `scale`, `delete`, `drill`. */
  Kind: string;
  /** Of an update: `allAtOnce`, `canary`, `linear`, `rolling`. */
  Policy?: string;
  /** Of a drill. */
  Fault?: RolloutFault;
  FromConfig: string;
  ToConfig: string;
  StartTime: Date;
  EndTime?: Date;
  /** `InProgress`, `Succeeded`, `RolledBack`, `Failed`, `Interrupted`; of a drill, `Recovered`, `NotRecovered`, `Unnoticed`. */
  Outcome: string;
  Reason?: string;
  /** Of the requests while it lasted. */
  Served: number;
  Failed: number;
}

export interface GetRolloutOutput extends RolloutSummary {
  EndpointName: string;
  Steps: { Name: string; Time: Date }[];
  Windows: RolloutWindowOutput[];
  /** Of a drill: its requests by zone. */
  Places?: RolloutPlace[];
  /** What took place at the same time, by id. */
  Overlaps: string[];
  /** The minute before, the change itself, the minute after. */
  Before: RolloutTraffic;
  During: RolloutTraffic;
  After: RolloutTraffic;
  Instances: RolloutInstance[];
  InstancesStarted: number;
  InstancesStopped: number;
  Alarms: { Name: string; Time: Date }[];
}

export interface RolloutFault {
  /** `zone-outage`, `instance-kill`, `instance-hang`. */
  Kind: string;
  Zone: string;
  /** The instances of the endpoint that it struck. */
  Instances: string[];
  /** How long the zone was away, or the instance hung. */
  Seconds?: number;
  StartTime?: Date;
  /** From the start until no router could choose what was struck any more. */
  DetectMs?: number;
  /** From the start until routers had as many instances as before again. */
  RecoverMs?: number;
}

export interface RolloutPlace {
  /** Empty for requests that no instance could be found for. */
  Zone: string;
  /** `struck`, `spared`, `unserved`. */
  State: string;
  Before: RolloutTraffic;
  During: RolloutTraffic;
  After: RolloutTraffic;
}

/** A stretch in which the traffic was shared in one way, variant by variant. */
export interface RolloutWindowOutput {
  Name: string;
  StartTime: Date;
  EndTime?: Date;
  Variants: {
    VariantName: string;
    /** Of green, 0 to 1: what was asked for, and what routers did. */
    AskedShare?: number;
    ObservedShare?: number;
    Blue: RolloutTraffic;
    Green: RolloutTraffic;
    /** Requests that no instance of either could be found for. */
    Unserved: number;
  }[];
}

export interface RolloutTraffic {
  Served: number;
  /** All that went wrong; the next four say how. */
  Failed: number;
  ClientErrors: number;
  ServerErrors: number;
  NoAnswer: number;
  Refused: number;
  /** The client left before the answer. */
  Abandoned: number;
  /** From the head of a request to its answer. */
  P50Ms?: number;
  P99Ms?: number;
}

export interface RolloutInstance {
  Id: string;
  VariantName: string;
  Zone: string;
  Fleet: string;
  StartTime?: Date;
  ServingTime?: Date;
  StopTime?: Date;
}

const text = { shape: "Text" };
const time = { shape: "Time" };
const requests = { shape: "Requests" };
const share = { shape: "Share" };
const traffic = { shape: "RolloutTraffic" };

const summary = {
  RolloutId: text,
  Kind: text,
  Policy: text,
  Fault: { shape: "RolloutFault" },
  FromConfig: text,
  ToConfig: text,
  StartTime: time,
  EndTime: time,
  Outcome: text,
  Reason: text,
  Served: requests,
  Failed: requests,
};

const structure = (members: Record<string, { shape: string }>, required: string[] = []): Shape => ({
  type: "structure",
  members,
  ...(required.length > 0 && { required }),
});
const listOf = (shape: string): Shape => ({ type: "list", member: { shape } });

export const rolloutShapes: Record<string, Shape> = {
  Time: { type: "timestamp" },
  Requests: { type: "long" },
  Share: { type: "double" },
  RolloutId: { type: "string", max: 63, pattern: "[a-z]+-[0-9]+" },
  ListRolloutsInput: structure({ EndpointName: { shape: "Name" }, MaxResults: { shape: "Count" } }, ["EndpointName"]),
  RolloutSummary: structure(summary),
  RolloutSummaryList: listOf("RolloutSummary"),
  ListRolloutsOutput: structure({ Rollouts: { shape: "RolloutSummaryList" } }),
  GetRolloutInput: structure({ EndpointName: { shape: "Name" }, RolloutId: { shape: "RolloutId" } }, ["EndpointName"]),
  RolloutTraffic: structure({
    Served: requests,
    Failed: requests,
    ClientErrors: requests,
    ServerErrors: requests,
    NoAnswer: requests,
    Refused: requests,
    Abandoned: requests,
    P50Ms: share,
    P99Ms: share,
  }),
  RolloutVariant: structure({
    VariantName: text,
    AskedShare: share,
    ObservedShare: share,
    Blue: traffic,
    Green: traffic,
    Unserved: requests,
  }),
  RolloutVariantList: listOf("RolloutVariant"),
  RolloutFault: structure({
    Kind: text,
    Zone: text,
    Instances: { shape: "TextList" },
    Seconds: share,
    StartTime: time,
    DetectMs: requests,
    RecoverMs: requests,
  }),
  RolloutPlace: structure({ Zone: text, State: text, Before: traffic, During: traffic, After: traffic }),
  RolloutPlaceList: listOf("RolloutPlace"),
  RolloutWindow: structure({ Name: text, StartTime: time, EndTime: time, Variants: { shape: "RolloutVariantList" } }),
  RolloutWindowList: listOf("RolloutWindow"),
  NamedTime: structure({ Name: text, Time: time }),
  NamedTimeList: listOf("NamedTime"),
  RolloutInstance: structure({ Id: text, VariantName: text, Zone: text, Fleet: text, StartTime: time, ServingTime: time, StopTime: time }),
  RolloutInstanceList: listOf("RolloutInstance"),
  GetRolloutOutput: structure({
    EndpointName: text,
    ...summary,
    Steps: { shape: "NamedTimeList" },
    Windows: { shape: "RolloutWindowList" },
    Places: { shape: "RolloutPlaceList" },
    Overlaps: { shape: "TextList" },
    Before: traffic,
    During: traffic,
    After: traffic,
    Instances: { shape: "RolloutInstanceList" },
    InstancesStarted: requests,
    InstancesStopped: requests,
    Alarms: { shape: "NamedTimeList" },
  }),
};
