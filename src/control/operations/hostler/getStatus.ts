import type { GetStatusOutput, InstanceStatus } from "../../../api/hostler-service.ts";
import type { Backend, BackendView } from "../../../backends/backend.ts";
import type { Artifact, Endpoint } from "../../../core/endpoint.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import type { Store } from "../../../store/store.ts";
import { version } from "../../../version.ts";
import { modelDataLocation } from "../../model-data.ts";

/** Every process of ours and every instance: where it runs, in which state, from which archive, and whether that archive's source has changed. */
export async function getStatus(ctx: {
  store: Pick<Store, "documents" | "subnets">;
  objects: Pick<ObjectStore, "head">;
  backend: Pick<Backend, "view">;
  accountId: string;
}): Promise<GetStatusOutput> {
  const view = ctx.backend.view();
  const endpoints = (await ctx.store.documents.all<Endpoint>("endpoint")).map(({ document }) => document);
  const subnets = await ctx.store.subnets.list();
  const owned = new Set<string>();
  const instances: InstanceStatus[] = [];
  for (const endpoint of endpoints) {
    for (const instance of endpoint.instances) {
      owned.add(instance.id);
      instances.push({ ...(await describeInstance(ctx, endpoint, instance, view)), Phase: instance.phase });
    }
  }
  for (const [id, seen] of view?.instances ?? []) {
    if (owned.has(id)) continue;
    const { endpoint, region, variant, zone, state, healthy, exits } = seen;
    instances.push({
      Endpoint: endpoint,
      Region: region,
      Variant: variant,
      Id: id,
      Zone: zone,
      State: state,
      Healthy: healthy,
      Exits: exits,
      Phase: "orphan",
    });
  }
  const unenforced = [...(view?.instances.values() ?? [])].find((seen) => seen.unenforced)?.unenforced;
  return {
    Version: version,
    AccountId: ctx.accountId,
    Zones: [...(view?.zones ?? [])],
    Regions: [...new Set(endpoints.map(({ region }) => region))].sort(),
    Processes: (view?.roles ?? []).map(({ role, pid, restarts }) => ({
      Role: role,
      ...(pid !== undefined && { Pid: pid }),
      Restarts: restarts,
    })),
    Instances: instances,
    Subnets: subnets.map(({ subnet, zone }) => ({ Subnet: subnet, Zone: zone })),
    ...(unenforced !== undefined && { Unenforced: unenforced }),
  };
}

async function describeInstance(
  ctx: { objects: Pick<ObjectStore, "head"> },
  endpoint: Endpoint,
  instance: Endpoint["instances"][number],
  view: BackendView | undefined,
): Promise<Omit<InstanceStatus, "Phase">> {
  const seen = view?.instances.get(instance.id);
  const artifact = endpoint.fleets
    .find(({ id }) => id === instance.fleetId)
    ?.variants.find(({ name }) => name === instance.variant)?.artifact;
  return {
    Endpoint: endpoint.name,
    Region: endpoint.region,
    Variant: instance.variant,
    Id: instance.id,
    Zone: instance.zone,
    ...(seen?.pid !== undefined && { Pid: seen.pid }),
    State: seen?.state ?? "unknown",
    Healthy: seen?.healthy ?? false,
    Exits: seen?.exits ?? 0,
    ...(seen?.trouble !== undefined && { Trouble: seen.trouble }),
    ...(artifact && { ModelDigest: artifact.sha256, SourceChanged: await sourceChanged(ctx.objects, artifact) }),
  };
}

async function sourceChanged(objects: Pick<ObjectStore, "head">, artifact: Artifact): Promise<boolean> {
  const location = modelDataLocation(artifact.url);
  const now = location && (await objects.head(location.bucket, location.key));
  return now?.sha256 !== artifact.sha256;
}
