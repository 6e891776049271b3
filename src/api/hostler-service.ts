/** Hostler's own operations, for what AWS has no word for. They are called like AWS's (JSON 1.1, `X-Amz-Target: Hostler.GetStatus`), signed for `hostler`. */
import {
  type GetRolloutInput,
  type GetRolloutOutput,
  type ListRolloutsInput,
  type ListRolloutsOutput,
  rolloutShapes,
} from "./rollout-shapes.ts";
import type { ServiceModel } from "./service-model.ts";

export interface GetStatusOutput {
  Version: string;
  AccountId: string;
  Zones: string[];
  /** Those that have endpoints. */
  Regions: string[];
  Processes: { Role: string; Pid?: number; Restarts?: number }[];
  Instances: InstanceStatus[];
  Subnets: { Subnet: string; Zone: string }[];
  /** What the host cannot enforce on instances, if anything. */
  Unenforced?: string;
}

export interface InstanceStatus {
  Endpoint: string;
  Region: string;
  Variant: string;
  Id: string;
  Zone: string;
  Pid?: number;
  /** As the agent sees it: `preparing`, `starting`, `running`, `backoff`, `failed`, `stopping`. */
  State: string;
  Healthy: boolean;
  /** Place in the life of the endpoint: `starting`, `serving`, `draining`, `stopping`; `orphan` when no endpoint owns it. */
  Phase: string;
  /** SHA-256 of the pinned archive. */
  ModelDigest?: string;
  /** The object the archive came from has other content by now, or is gone. */
  SourceChanged?: boolean;
  Trouble?: string;
  Exits: number;
}

export interface PutImageInput {
  Name: string;
  Command: string;
}
export interface ListImagesOutput {
  Images: { Name: string; Command?: string; Runtime: string }[];
}
export interface DeleteImageInput {
  Name: string;
}

export interface GetEndpointLogsInput {
  EndpointName: string;
  VariantName?: string;
  /** Where the last call ended; absent = the last lines of every log. */
  NextToken?: string;
  /** Lines of each log to begin with. */
  Lines?: number;
}
export interface GetEndpointLogsOutput {
  Events: { Source: string; Message: string }[];
  NextToken: string;
}

export interface InflictFaultInput {
  Kind: "zone-outage" | "instance-kill" | "instance-hang";
  EndpointName: string;
  /** Of a zone outage; the zone with most instances of the endpoint when absent. */
  Zone?: string;
  /** Of the other two; any serving instance when absent. */
  InstanceId?: string;
  /** How long a zone stays away, or an instance hangs. */
  Seconds?: number;
}
export interface InflictFaultOutput {
  Zone?: string;
  InstanceId?: string;
  Seconds: number;
  /** What GetRollout knows the drill by. */
  RolloutId: string;
}

export type HostlerOperations = {
  "hostler.InflictFault": { input: InflictFaultInput; output: InflictFaultOutput };
  "hostler.GetStatus": { input: Record<string, never>; output: GetStatusOutput };
  "hostler.PutImage": { input: PutImageInput; output: Record<string, never> };
  "hostler.ListImages": { input: Record<string, never>; output: ListImagesOutput };
  "hostler.DeleteImage": { input: DeleteImageInput; output: Record<string, never> };
  "hostler.GetEndpointLogs": { input: GetEndpointLogsInput; output: GetEndpointLogsOutput };
  "hostler.ListRollouts": { input: ListRolloutsInput; output: ListRolloutsOutput };
  "hostler.GetRollout": { input: GetRolloutInput; output: GetRolloutOutput };
};

const operation = (input: string, output: string) => ({ method: "POST", uri: "/", input, output });
const listOf = (shape: string) => ({ type: "list", member: { shape } }) as const;

export const hostlerModel: ServiceModel = {
  name: "hostler",
  serviceId: "Hostler",
  signingName: "hostler",
  protocol: "json",
  apiVersion: "2026-11-01",
  targetPrefix: "Hostler",
  jsonVersion: "1.1",
  operations: {
    GetStatus: operation("Empty", "GetStatusOutput"),
    PutImage: operation("PutImageInput", "Empty"),
    ListImages: operation("Empty", "ListImagesOutput"),
    DeleteImage: operation("DeleteImageInput", "Empty"),
    InflictFault: operation("InflictFaultInput", "InflictFaultOutput"),
    GetEndpointLogs: operation("GetEndpointLogsInput", "GetEndpointLogsOutput"),
    ListRollouts: operation("ListRolloutsInput", "ListRolloutsOutput"),
    GetRollout: operation("GetRolloutInput", "GetRolloutOutput"),
  },
  shapes: {
    ...rolloutShapes,
    Empty: { type: "structure", members: {} },
    Text: { type: "string" },
    Flag: { type: "boolean" },
    Count: { type: "integer", min: 0, max: 10_000 },
    Pid: { type: "integer" },
    ImageName: { type: "string", min: 1, max: 255, pattern: "[\\S]+" },
    Command: { type: "string", min: 1, max: 4096 },
    Name: { type: "string", max: 63, pattern: "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}" },
    Token: { type: "string", max: 65_536 },
    FaultKind: { type: "string", enum: ["zone-outage", "instance-kill", "instance-hang"] },
    ShortText: { type: "string", min: 1, max: 63 },
    FaultSeconds: { type: "integer", min: 1, max: 3600 },
    InflictFaultInput: {
      type: "structure",
      members: {
        Kind: { shape: "FaultKind" },
        EndpointName: { shape: "Name" },
        Zone: { shape: "ShortText" },
        InstanceId: { shape: "ShortText" },
        Seconds: { shape: "FaultSeconds" },
      },
      required: ["Kind", "EndpointName"],
    },
    InflictFaultOutput: {
      type: "structure",
      members: { Zone: { shape: "Text" }, InstanceId: { shape: "Text" }, Seconds: { shape: "Pid" }, RolloutId: { shape: "Text" } },
    },
    TextList: listOf("Text"),
    Process: { type: "structure", members: { Role: { shape: "Text" }, Pid: { shape: "Pid" }, Restarts: { shape: "Pid" } } },
    ProcessList: listOf("Process"),
    Instance: {
      type: "structure",
      members: {
        Endpoint: { shape: "Text" },
        Region: { shape: "Text" },
        Variant: { shape: "Text" },
        Id: { shape: "Text" },
        Zone: { shape: "Text" },
        Pid: { shape: "Pid" },
        State: { shape: "Text" },
        Healthy: { shape: "Flag" },
        Phase: { shape: "Text" },
        ModelDigest: { shape: "Text" },
        SourceChanged: { shape: "Flag" },
        Trouble: { shape: "Text" },
        Exits: { shape: "Pid" },
      },
    },
    InstanceList: listOf("Instance"),
    Subnet: { type: "structure", members: { Subnet: { shape: "Text" }, Zone: { shape: "Text" } } },
    SubnetList: listOf("Subnet"),
    GetStatusOutput: {
      type: "structure",
      members: {
        Version: { shape: "Text" },
        AccountId: { shape: "Text" },
        Zones: { shape: "TextList" },
        Regions: { shape: "TextList" },
        Processes: { shape: "ProcessList" },
        Instances: { shape: "InstanceList" },
        Subnets: { shape: "SubnetList" },
        Unenforced: { shape: "Text" },
      },
    },
    PutImageInput: {
      type: "structure",
      members: { Name: { shape: "ImageName" }, Command: { shape: "Command" } },
      required: ["Name", "Command"],
    },
    DeleteImageInput: { type: "structure", members: { Name: { shape: "ImageName" } }, required: ["Name"] },
    Image: { type: "structure", members: { Name: { shape: "Text" }, Command: { shape: "Text" }, Runtime: { shape: "Text" } } },
    ImageList: listOf("Image"),
    ListImagesOutput: { type: "structure", members: { Images: { shape: "ImageList" } } },
    GetEndpointLogsInput: {
      type: "structure",
      members: {
        EndpointName: { shape: "Name" },
        VariantName: { shape: "Name" },
        NextToken: { shape: "Token" },
        Lines: { shape: "Count" },
      },
      required: ["EndpointName"],
    },
    LogEvent: { type: "structure", members: { Source: { shape: "Text" }, Message: { shape: "Text" } } },
    LogEventList: listOf("LogEvent"),
    GetEndpointLogsOutput: { type: "structure", members: { Events: { shape: "LogEventList" }, NextToken: { shape: "Text" } } },
  },
};
