/** The drill itself: load on an endpoint, a fault in the middle of it, and a watch on what runs. */
import type { Clock } from "../lib/clock.ts";
import type { Client, Invocation } from "./client.ts";
import { UserError } from "./user-error.ts";

export interface DrillOptions {
  readonly kind: "zone-outage" | "instance-kill" | "instance-hang";
  readonly endpoint: string;
  readonly forMs: number;
  readonly zone: string | undefined;
  readonly connections: number;
  readonly request: Invocation;
}

export interface DrillReport {
  readonly kind: DrillOptions["kind"];
  readonly endpoint: string;
  readonly zone?: string;
  readonly instance?: string;
  readonly seconds: number;
  /** Its receipt: `hostler rollout show ENDPOINT --id …`. */
  readonly rolloutId: string;
  readonly answered: number;
  readonly failed: number;
  /** By message. */
  readonly failures: Readonly<Record<string, number>>;
  /** From the fault until fewer instances were in service than before. */
  readonly detectedMs?: number;
  /** From the fault until as many were in service as before. */
  readonly recoveredMs?: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Instances in service by zone. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

const pollMs = 50;
/** Different messages kept; a rare one more is counted as "other". */
const messages = 20;
const latenciesKept = 1_000_000;

export async function runDrill(client: Client, clock: Clock, options: DrillOptions): Promise<DrillReport> {
  const { kind, endpoint, forMs, request } = options;
  const before = await zonesOf(client, endpoint);
  if (total(before) === 0) throw new UserError(`Endpoint ${endpoint} has no instance in service; there is nothing to break.`);
  await client.invoke(endpoint, request).catch((error: Error) => {
    throw new UserError(`The endpoint does not answer this request even before the drill: ${error.message}`);
  });
  const load = startLoad(client, clock, options);
  const { broken, seen } = await breakAndWatch(client, clock, options, total(before)).finally(load.stop);
  const { answered, failures, latencies } = await load.stop();
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  return {
    kind,
    endpoint,
    ...(broken.Zone !== undefined && { zone: broken.Zone }),
    ...(broken.InstanceId !== undefined && { instance: broken.InstanceId }),
    seconds: forMs / 1000,
    rolloutId: broken.RolloutId,
    answered,
    failed,
    failures,
    ...seen,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    before,
    after: await zonesOf(client, endpoint),
  };
}

/** The fault after a quarter of the time, and a look at what runs until the end. */
async function breakAndWatch(client: Client, clock: Clock, { kind, endpoint, forMs, zone }: DrillOptions, wanted: number) {
  await clock.sleep(forMs / 4);
  const faultMs = clock.now();
  const broken = await client.call("hostler.InflictFault", {
    Kind: kind,
    EndpointName: endpoint,
    Seconds: Math.max(1, Math.round(forMs / 2000)),
    ...(zone !== undefined && { Zone: zone }),
  });
  return { broken, seen: await watch(client, clock, { endpoint, wanted, faultMs, untilMs: faultMs + (forMs * 3) / 4 }) };
}

/** Steady requests, one after the other on each connection, until they are stopped; none is tried twice. */
function startLoad(client: Client, clock: Clock, { endpoint, connections, request }: DrillOptions) {
  let over = false;
  let answered = 0;
  const failures: Record<string, number> = {};
  const latencies: number[] = [];
  const workers = Array.from({ length: connections }, async () => {
    while (!over) {
      const startedMs = clock.now();
      try {
        await client.invoke(endpoint, request);
        answered++;
        if (latencies.length < latenciesKept) latencies.push(clock.now() - startedMs);
      } catch (error) {
        const { message } = error as Error;
        const key = message in failures || Object.keys(failures).length < messages ? message : "other";
        failures[key] = (failures[key] ?? 0) + 1;
        await clock.sleep(10);
      }
    }
  });
  return {
    stop: async () => {
      over = true;
      await Promise.all(workers);
      return { answered, failures, latencies };
    },
  };
}

/** Looks at what is in service until the time is over. */
async function watch(
  client: Client,
  clock: Clock,
  { endpoint, wanted, faultMs, untilMs }: { endpoint: string; wanted: number; faultMs: number; untilMs: number },
): Promise<{ detectedMs?: number; recoveredMs?: number }> {
  let detectedMs: number | undefined;
  let recoveredMs: number | undefined;
  while (clock.now() < untilMs) {
    const now = total(await zonesOf(client, endpoint));
    if (now < wanted) {
      detectedMs ??= clock.now() - faultMs;
      recoveredMs = undefined;
    } else if (detectedMs !== undefined) recoveredMs ??= clock.now() - faultMs;
    await clock.sleep(pollMs);
  }
  return { ...(detectedMs !== undefined && { detectedMs }), ...(recoveredMs !== undefined && { recoveredMs }) };
}

/** Instances in service by zone. */
async function zonesOf(client: Client, endpoint: string): Promise<Record<string, number>> {
  const { Instances } = await client.call("hostler.GetStatus", {});
  const zones: Record<string, number> = {};
  for (const { Endpoint, Region, Zone, Phase, Healthy } of Instances) {
    if (Endpoint === endpoint && Region === client.region && Phase === "serving" && Healthy) zones[Zone] = (zones[Zone] ?? 0) + 1;
  }
  return zones;
}

const total = (zones: Readonly<Record<string, number>>): number => Object.values(zones).reduce((sum, count) => sum + count, 0);

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
