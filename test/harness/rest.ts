/** What is wrong with an endpoint at rest, seen from outside: by its processes, its routers' tables, and what the API says. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { EndpointRoute, RouteTable } from "../../src/core/routes.ts";
import type { Clients } from "./deployment.ts";
import { instancesOf, isAlive, markedPids, rolePid } from "./processes.ts";

export interface AtRest {
  readonly dataFolder: string;
  readonly endpoint: string;
  /** Of its one variant; the data folder has no other endpoint. */
  readonly instances: number;
  readonly routers: number;
}

/** What keeps the endpoint from being as it should be at rest, in words: nothing when every process has a reason and one fleet serves. */
export async function unrest(clients: Clients, wanted: AtRest): Promise<string[]> {
  const files = filesUnrest(wanted);
  if (files.length > 0) return files;
  const described = await clients.sagemaker
    .send(new DescribeEndpointCommand({ EndpointName: wanted.endpoint }), { abortSignal: AbortSignal.timeout(2_000) })
    .catch(() => undefined);
  if (!described) return ["control does not answer"];
  const { EndpointStatus, PendingDeploymentSummary, ProductionVariants } = described;
  const counts = ProductionVariants?.map(({ CurrentInstanceCount }) => CurrentInstanceCount).join();
  return [
    ...(EndpointStatus === "InService" ? [] : [`the endpoint is ${EndpointStatus}`]),
    ...(PendingDeploymentSummary ? ["a deployment is pending"] : []),
    ...(counts === String(wanted.instances) ? [] : [`DescribeEndpoint counts ${counts} instances`]),
  ];
}

function filesUnrest({ dataFolder, endpoint, instances, routers }: AtRest): string[] {
  const routerNames = Array.from({ length: routers }, (_, index) => `router-${index + 1}`);
  const roles = ["control", ...routerNames].map((role) => ({ what: role, pid: rolePid(dataFolder, role) }));
  const running = instancesOf(dataFolder).map(({ id, pid }) => ({ what: `instance ${id}`, pid }));
  const folders = readdirSync(join(dataFolder, "run", "instances"));
  const dead = [...roles, ...running].filter(({ pid }) => pid === undefined || !isAlive(pid));
  const found = dead.map(({ what }) => `${what} does not run`);
  if (folders.length !== instances) found.push(`there are ${folders.length} folders of instances`);
  for (const name of routerNames) {
    const fleets = routeOf(dataFolder, name, endpoint)?.variants.flatMap((variant) => variant.fleets) ?? [];
    const served = servingOf(dataFolder, name, endpoint);
    if (fleets.length !== 1) found.push(`${name} sends to ${fleets.length} fleets`);
    if (served.sort().join() !== folders.sort().join())
      found.push(`${name} sends to ${served.length} instances, and not to those that run`);
  }
  if (found.length > 0) return found;
  const known = new Set([...roles, ...running].map(({ pid }) => pid));
  const orphans = markedPids(dataFolder).filter((pid) => !known.has(pid));
  return orphans.length > 0 ? [`processes nobody knows of: ${orphans.map(commandOf).join("; ")}`] : [];
}

/** The window of a change that a router counts requests under; undefined when there is no change. */
export const windowOf = (dataFolder: string, router: string, endpoint: string): string | undefined =>
  routeOf(dataFolder, router, endpoint)?.window?.name;

/** The instances that a router sends requests to. */
export const servingOf = (dataFolder: string, router: string, endpoint: string): string[] =>
  routeOf(dataFolder, router, endpoint)?.variants.flatMap(({ fleets }) =>
    fleets.flatMap(({ instances }) => instances.map(({ id }) => id)),
  ) ?? [];

function routeOf(dataFolder: string, router: string, endpoint: string): EndpointRoute | undefined {
  const table = JSON.parse(readFileSync(join(dataFolder, "run", `routes-${router}.json`), "utf8")) as RouteTable;
  return table.endpoints.find(({ name }) => name === endpoint);
}

function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`;
  } catch {
    return String(pid);
  }
}
