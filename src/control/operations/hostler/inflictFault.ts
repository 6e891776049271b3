import type { InflictFaultInput, InflictFaultOutput } from "../../../api/hostler-service.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Backend } from "../../../backends/backend.ts";
import type { Endpoint, Instance } from "../../../core/endpoint.ts";
import type { Rng } from "../../../lib/rng.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { findEndpoint } from "../../change-endpoint.ts";

const defaultSeconds = 30;

/** Breaks something under a live endpoint on purpose: a zone, or one of its instances. What follows is the same as when it breaks by itself. */
export async function inflictFault(
  ctx: { store: Pick<Store, "documents">; backend: Pick<Backend, "view" | "inflict">; rng: Rng },
  input: InflictFaultInput,
  caller: Principal,
): Promise<InflictFaultOutput> {
  const endpoint = await findEndpoint(ctx.store.documents, caller, input.EndpointName);
  const serving = endpoint.instances.filter(({ phase }) => phase === "serving");
  if (serving.length === 0) throw apiErrors.invalid(`Endpoint ${endpoint.name} has no instance that serves; there is nothing to break.`);
  const Seconds = input.Seconds ?? defaultSeconds;
  const forMs = Seconds * 1000;
  if (input.Kind === "zone-outage") {
    const zone = input.Zone ?? fullestZone(serving);
    const zones = ctx.backend.view()?.zones ?? [];
    if (!zones.includes(zone)) throw apiErrors.invalid(`There is no zone "${zone}" that is up. Zones that are: ${zones.join(", ")}.`);
    ctx.backend.inflict({ kind: "zone-outage", zone, forMs });
    return { Zone: zone, Seconds };
  }
  const instance = chooseInstance(endpoint, serving, input.InstanceId, ctx.rng);
  ctx.backend.inflict({ kind: input.Kind, id: instance.id, forMs });
  return { Zone: instance.zone, InstanceId: instance.id, Seconds };
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
