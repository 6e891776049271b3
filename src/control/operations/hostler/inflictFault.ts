import type { InflictFaultInput, InflictFaultOutput } from "../../../api/hostler-service.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Backend } from "../../../backends/backend.ts";
import type { Drill, Endpoint, Fault, Instance } from "../../../core/endpoint.ts";
import { drillId } from "../../../core/rollout-window.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Rng } from "../../../lib/rng.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";

const defaultSeconds = 30;
/** Records that keep changing are given up after this many tries. */
const attempts = 10;

interface Ports {
  readonly store: Pick<Store, "documents">;
  readonly backend: Pick<Backend, "view">;
  readonly clock: Clock;
  readonly rng: Rng;
  wake(region: string, name: string): void;
}

/**
 * Breaks something under a live endpoint on purpose: a zone, or one of its instances. It is written down with the endpoint; the reconciler
 * lets it strike as soon as routers count what follows by itself, and what follows is the same as when it breaks by itself.
 */
export async function inflictFault(ctx: Ports, input: InflictFaultInput, caller: Principal): Promise<InflictFaultOutput> {
  const { documents } = ctx.store;
  const arn = arnOf(caller, "endpoint", input.EndpointName);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = await documents.find<Endpoint>("endpoint", caller.region, input.EndpointName);
    if (!row) throw apiErrors.notFound("endpoint", arn);
    const drill = drillOf(ctx, row.document, input);
    if (!(await documents.replace<Endpoint>({ ...row, document: { ...row.document, drill } }))) continue;
    ctx.wake(caller.region, row.name);
    const [id] = drill.struck;
    return {
      Zone: drill.zone,
      ...(drill.fault.kind !== "zone-outage" && id !== undefined && { InstanceId: id }),
      Seconds: input.Seconds ?? defaultSeconds,
      RolloutId: drillId(drill),
    };
  }
  throw apiErrors.inProgress(arn);
}

function drillOf({ backend, clock, rng }: Ports, endpoint: Endpoint, input: InflictFaultInput): Drill {
  const serving = endpoint.instances.filter(({ phase }) => phase === "serving");
  if (serving.length === 0) throw apiErrors.invalid(`Endpoint ${endpoint.name} has no instance that serves; there is nothing to break.`);
  const view = backend.view();
  const forMs = (input.Seconds ?? defaultSeconds) * 1000;
  const { fault, struck, zone } = choose(endpoint, serving, { ...input, forMs }, view?.zones ?? [], rng);
  return {
    fault,
    zone,
    struck: struck.map(({ id }) => id),
    serving: serving.filter(({ id }) => view?.instances.get(id)?.healthy).length,
    startedMs: Math.max(clock.now(), (endpoint.drill?.startedMs ?? 0) + 1), // its name
  };
}

function choose(
  endpoint: Endpoint,
  serving: readonly Instance[],
  input: InflictFaultInput & { forMs: number },
  zones: readonly string[],
  rng: Rng,
): { fault: Fault; struck: readonly Instance[]; zone: string } {
  const { Kind: kind, forMs } = input;
  if (kind === "zone-outage") {
    const zone = input.Zone ?? fullestZone(serving);
    if (!zones.includes(zone)) throw apiErrors.invalid(`There is no zone "${zone}" that is up. Zones that are: ${zones.join(", ")}.`);
    return { fault: { kind, zone, forMs }, struck: serving.filter((instance) => instance.zone === zone), zone };
  }
  const instance = chooseInstance(endpoint, serving, input.InstanceId, rng);
  const { id, zone } = instance;
  return { fault: kind === "instance-kill" ? { kind, id } : { kind, id, forMs }, struck: [instance], zone };
}

function fullestZone(instances: readonly Instance[]): string {
  const byZone = Map.groupBy(instances, ({ zone }) => zone);
  return [...byZone].toSorted(([, a], [, b]) => b.length - a.length)[0]![0];
}

function chooseInstance(endpoint: Endpoint, serving: readonly Instance[], id: string | undefined, rng: Rng): Instance {
  const chosen = id === undefined ? serving[Math.floor(rng.draw() * serving.length)] : serving.find((instance) => instance.id === id);
  if (!chosen)
    throw apiErrors.invalid(
      `Endpoint ${endpoint.name} has no serving instance "${id}". It has ${serving.map((one) => one.id).join(", ")}.`,
    );
  return chosen;
}
