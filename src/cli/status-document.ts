/** What `hostler status --output json` prints. Members are added here over time, and none is renamed or removed. */
import type { DescribeEndpointOutput } from "../api/gen/sagemaker.gen.ts";
import type { InstanceStatus } from "../api/hostler-service.ts";
import { ApiFailure } from "./api-failure.ts";
import { Client } from "./client.ts";

export interface StatusDocument {
  readonly version: string;
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly dataFolder: string;
  readonly zones: readonly string[];
  /** `up` supervises and is the parent of instances; then `control` and `router-1` and so on. No pid: it does not run at the moment. */
  readonly processes: readonly { readonly role: string; readonly pid?: number; readonly restarts?: number }[];
  readonly endpoints: readonly StatusEndpoint[];
  readonly instances: readonly StatusOfInstance[];
  /** What this host cannot enforce on instances, if anything. */
  readonly unenforced?: string;
}

export interface StatusEndpoint {
  readonly name: string;
  readonly region: string;
  /** DescribeEndpoint's EndpointStatus. */
  readonly status: string;
  readonly failureReason?: string;
  readonly variants: readonly { readonly name: string; readonly weight: number; readonly inService: number; readonly desired: number }[];
}

export interface StatusOfInstance {
  readonly endpoint: string;
  readonly region: string;
  readonly variant: string;
  readonly id: string;
  readonly zone: string;
  readonly pid?: number;
  /** Of its process: `preparing`, `starting`, `running`, `backoff`, `failed`, `stopping`, or `unknown`. */
  readonly state: string;
  /** Its place in the endpoint: `starting`, `serving`, `draining`, `stopping`, or `orphan`. */
  readonly phase: string;
  /** Answers `/ping`. */
  readonly healthy: boolean;
  /** SHA-256 of the archive it runs. */
  readonly modelDigest?: string;
  /** The S3 object it came from has other content by now, or is gone. */
  readonly sourceChanged?: boolean;
  /** Times its process has ended by itself. */
  readonly exits: number;
  readonly trouble?: string;
}

/** Endpoints described at the same time. */
const describedAtOnce = 8;

export async function readStatus(client: Client): Promise<StatusDocument> {
  const { url, accountId, region, dataFolder, pid } = client.server;
  const seen = await client.call("hostler.GetStatus", {});
  const regions = new Set([region, ...seen.Regions]);
  const endpoints = (await Promise.all([...regions].sort().map((name) => endpointsOf(new Client(client.server, name))))).flat();
  return {
    version: seen.Version,
    url,
    accountId,
    region,
    dataFolder,
    zones: seen.Zones,
    processes: [
      { role: "up", ...(isAlive(pid) && { pid }) },
      ...seen.Processes.map(({ Role, Pid, Restarts }) => ({ role: Role, pid: Pid, restarts: Restarts })),
    ],
    endpoints,
    instances: seen.Instances.map(toInstance),
    unenforced: seen.Unenforced,
  };
}

async function endpointsOf(client: Client): Promise<StatusEndpoint[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.call("sagemaker.ListEndpoints", { SortBy: "Name", SortOrder: "Ascending", MaxResults: 100, NextToken });
    names.push(...page.Endpoints.map(({ EndpointName }) => EndpointName));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const described: StatusEndpoint[] = [];
  for (let next = 0; next < names.length; next += describedAtOnce) {
    const some = await Promise.all(names.slice(next, next + describedAtOnce).map((name) => describe(client, name)));
    described.push(...some.flat());
  }
  return described;
}

/** One endpoint; none when it has been deleted since it was listed. */
async function describe(client: Client, name: string): Promise<StatusEndpoint[]> {
  try {
    const found = await client.call("sagemaker.DescribeEndpoint", { EndpointName: name });
    return [
      {
        name,
        region: client.region,
        status: found.EndpointStatus,
        failureReason: found.FailureReason,
        variants: variantsOf(found),
      },
    ];
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 400) return [];
    throw error;
  }
}

function variantsOf({ ProductionVariants = [] }: DescribeEndpointOutput): StatusEndpoint["variants"] {
  return ProductionVariants.map((variant) => ({
    name: variant.VariantName,
    weight: variant.CurrentWeight ?? 0,
    inService: variant.CurrentInstanceCount ?? 0,
    desired: variant.DesiredInstanceCount ?? 0,
  }));
}

function toInstance(instance: InstanceStatus): StatusOfInstance {
  return {
    endpoint: instance.Endpoint,
    region: instance.Region,
    variant: instance.Variant,
    id: instance.Id,
    zone: instance.Zone,
    pid: instance.Pid,
    state: instance.State,
    phase: instance.Phase,
    healthy: instance.Healthy,
    modelDigest: instance.ModelDigest,
    sourceChanged: instance.SourceChanged,
    exits: instance.Exits,
    trouble: instance.Trouble,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it lives, and is another user's
  }
}
