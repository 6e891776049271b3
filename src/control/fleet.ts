/**
 * Resolves an endpoint configuration into a fleet, once: models, images to runtimes, archives to digests. Everything later, replacements
 * and growth included, works from what was resolved here.
 */
import type { ProductionVariant } from "../api/gen/sagemaker.gen.ts";
import type { Artifact, DesiredByVariant, Fleet, FleetVariant } from "../core/endpoint.ts";
import { noRuntimeReason, runtimeOf } from "../core/image.ts";
import { instanceCapacity } from "../core/instance-types.ts";
import type { Clock } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Store } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";
import { arnOf } from "./arns.ts";
import { modelDataLocation, modelDataUrlOf } from "./model-data.ts";
import type { EndpointConfigDocument, ModelDocument } from "./resources.ts";

export interface FleetPorts {
  readonly store: Pick<Store, "documents" | "images">;
  readonly objects: Pick<ObjectStore, "pin">;
  /** Folder of the content-addressed store that instances unpack from. */
  readonly blobs: string;
  readonly clock: Clock;
  readonly rng: Rng;
}

/** AWS gives containers four minutes unless told otherwise, and downloads an hour. */
const startupTimeoutMs = 240_000;
const downloadTimeoutMs = 3_600_000;

/** For the front door; the container sees it too, as every variable of its own. */
const concurrencyVariable = "HOSTLER_MAX_CONCURRENT_REQUESTS";

/** The fleet of a configuration. A model that is gone is the caller's error; an archive that is gone or an image nobody can run is the fleet's. */
export async function resolveFleet(
  ports: FleetPorts,
  config: EndpointConfigDocument,
  caller: { region: string; accountId: string },
): Promise<Fleet> {
  const registered = new Map((await ports.store.images.list()).map(({ name, command }) => [name, command]));
  const variants: FleetVariant[] = [];
  for (const variant of config.input.ProductionVariants) {
    const model = await ports.store.documents.find<ModelDocument>("model", caller.region, variant.ModelName ?? "");
    if (!model) throw apiErrors.notFound("model", arnOf(caller, "model", variant.ModelName ?? ""));
    variants.push(await resolveVariant(ports, variant, model.document, registered));
  }
  return { id: `f-${ports.rng.id(10)}`, configName: config.name, resolvedMs: ports.clock.now(), variants };
}

async function resolveVariant(
  ports: FleetPorts,
  variant: ProductionVariant,
  model: ModelDocument,
  registered: ReadonlyMap<string, string>,
): Promise<FleetVariant> {
  const container = model.input.PrimaryContainer ?? model.input.Containers?.[0] ?? {};
  const image = container.Image ?? "";
  const url = modelDataUrlOf(container);
  const { artifact, missing } = url === undefined ? {} : await pinArtifact(ports, url);
  const runtime = runtimeOf(image, registered, url !== undefined);
  const environment = container.Environment ?? {};
  const concurrency = declaredConcurrency(environment);
  const impossible = missing ?? (runtime ? concurrency.wrong : noRuntimeReason(image, registered.keys()));
  const seconds = (value: number | undefined, otherwise: number): number => (value === undefined ? otherwise : value * 1000);
  return {
    name: variant.VariantName,
    modelName: model.name,
    instanceType: variant.InstanceType ?? "",
    ...instanceCapacity(variant.InstanceType ?? ""),
    routing: variant.RoutingConfig?.RoutingStrategy ?? "RANDOM",
    image,
    runtime: runtime ?? { kind: "sniff", servers: [], otherwise: "" },
    environment,
    artifact,
    ...(concurrency.max !== undefined && { maxConcurrency: concurrency.max }),
    ...(impossible !== undefined && { impossible }),
    downloadTimeoutMs: seconds(variant.ModelDataDownloadTimeoutInSeconds, downloadTimeoutMs),
    startupTimeoutMs: seconds(variant.ContainerStartupHealthCheckTimeoutInSeconds, startupTimeoutMs),
    zones: model.zones,
  };
}

/** How many requests one instance takes at once, if the model's environment says it; `wrong` is a sentence about what it says instead. */
function declaredConcurrency(environment: Readonly<Record<string, string>>): { max?: number; wrong?: string } {
  const text = environment[concurrencyVariable] ?? "";
  if (text === "") return {};
  const max = Number(text);
  if (/^\d+$/.test(text) && max >= 1 && max <= limits.inFlightPerInstance) return { max };
  return {
    wrong: `${concurrencyVariable} is "${text.slice(0, 40)}"; it must be a whole number from 1 to ${limits.inFlightPerInstance}.`,
  };
}

async function pinArtifact(ports: FleetPorts, url: string): Promise<{ artifact?: Artifact; missing?: string }> {
  const location = modelDataLocation(url);
  const pinned = location && (await ports.objects.pin(location.bucket, location.key, ports.blobs));
  if (pinned) return { artifact: { url, ...pinned } };
  return {
    missing: `Failed to download model data for container "container_1" from URL: "${url}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object.`,
  };
}

/** Counts and weights that a configuration starts with. */
export function initialDesired(config: EndpointConfigDocument): DesiredByVariant {
  return Object.fromEntries(
    config.input.ProductionVariants.map(({ VariantName, InitialInstanceCount = 1, InitialVariantWeight = 1 }) => [
      VariantName,
      { count: InitialInstanceCount, weight: InitialVariantWeight },
    ]),
  );
}
