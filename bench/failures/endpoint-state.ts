/** What the failure benchmarks see of an endpoint and its processes, besides what its callers see. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { InstanceStatus } from "../../src/api/hostler-service.ts";
import { pathsOf } from "../../src/config/paths.ts";
import type { RouteTable } from "../../src/core/routes.ts";
import type { HostlerSide } from "../hostler-side.ts";
import type { Load } from "../load.ts";

export interface Drilled {
  readonly hostler: HostlerSide;
  readonly endpoint: string;
  readonly load: Omit<Load, "ms">;
}

export const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Its instances, of all phases. */
export async function instancesOf({ hostler, endpoint }: Drilled): Promise<InstanceStatus[]> {
  return (await hostler.status()).Instances.filter(({ Endpoint }) => Endpoint === endpoint);
}

export const isServing = ({ Phase, Healthy }: InstanceStatus): boolean => Phase === "serving" && Healthy;

/** The ports of its instances, as the router has them. */
export function portsOf({ hostler, endpoint }: Drilled): Map<string, number> {
  const file = pathsOf(hostler.folder).routes.replace(/\.json$/, "-router-1.json");
  const table = JSON.parse(readFileSync(file, "utf8")) as RouteTable;
  const variants = table.endpoints.find(({ name }) => name === endpoint)?.variants ?? [];
  const routes = variants.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances));
  return new Map(routes.map(({ id, address }) => [id, "port" in address ? address.port : 0]));
}

/** Requests that the server at this port has received and not answered, also when it is dead. */
export const requestsAt = ({ hostler }: Drilled, port: number): number =>
  Number(readFileSync(join(hostler.folder, String(port)), "latin1"));

/** Whether a process is gone, or dead and not yet reaped. */
export function isDead(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return "ZX".includes(stat.slice(stat.lastIndexOf(")") + 2)[0]!);
  } catch {
    return true;
  }
}

/** Asks again and again until it is so. */
export async function untilSo(what: string, look: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  const giveUp = performance.now() + 120_000;
  while (!(await look())) {
    if (performance.now() > giveUp) throw new Error(`Waited two minutes in vain until ${what}.`);
    await later(everyMs);
  }
}
