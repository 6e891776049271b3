import type { ContainerDefinition, CreateModelInput, CreateModelOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import { modelDataLocation, modelDataUrlOf } from "../../model-data.ts";
import type { ModelDocument } from "../../resources.ts";
import { type SubnetZones, zonesOfSubnets } from "../../subnet-zones.ts";
import { checkTags } from "../../tag-rules.ts";
import { refuseUnsupportedModel } from "../../unsupported.ts";

/** Keys and values of the environments of all containers together (AWS: 32 KB). */
const environmentBytes = 32 * 1024;

/**
 * Records a model. Checked in the order users see at AWS: shape, name free, image reference, artifact readable.
 * What the artifact holds is looked at when an endpoint is made.
 */
export async function createModel(
  ctx: { store: Pick<Store, "documents" | "tags">; objects: Pick<ObjectStore, "head">; subnets: SubnetZones; clock: Clock },
  input: CreateModelInput,
  caller: Principal,
): Promise<CreateModelOutput> {
  const containers = containersOf(input);
  refuseUnsupportedModel(input);
  checkTags(input.Tags ?? []);
  const arn = arnOf(caller, "model", input.ModelName);
  if (await ctx.store.documents.find("model", caller.region, input.ModelName)) throw apiErrors.alreadyExists("model", arn);
  for (const container of containers) await checkContainer(ctx, container, input.ExecutionRoleArn, caller.region);
  const subnets = input.VpcConfig?.Subnets;
  const zones = subnets && (await zonesOfSubnets(ctx.subnets, subnets));
  const now = ctx.clock.now();
  const document: ModelDocument = { name: input.ModelName, arn, createdMs: now, input, ...(zones && { zones }) };
  const row = {
    kind: "model",
    region: caller.region,
    name: input.ModelName,
    status: "",
    createdMs: now,
    modifiedMs: now,
    document,
  } as const;
  if (!(await ctx.store.documents.insert<ModelDocument>(row))) throw apiErrors.alreadyExists("model", arn);
  await ctx.store.tags.put(arn, input.Tags ?? []);
  return { ModelArn: arn };
}

function containersOf(input: CreateModelInput): readonly ContainerDefinition[] {
  const { PrimaryContainer, Containers } = input;
  if (PrimaryContainer && Containers?.length) throw apiErrors.invalid("Specify one of either PrimaryContainer or Containers, not both.");
  const containers = PrimaryContainer ? [PrimaryContainer] : (Containers ?? []);
  if (containers.length === 0) throw apiErrors.invalid("Specify either PrimaryContainer or Containers.");
  const entries = containers.flatMap(({ Environment }) => Object.entries(Environment ?? {}));
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > environmentBytes)
    throw apiErrors.invalid(`The environment variables of the model have ${bytes} bytes; ${environmentBytes} are allowed.`);
  return containers;
}

async function checkContainer(
  ctx: { objects: Pick<ObjectStore, "head"> },
  container: ContainerDefinition,
  role: string | undefined,
  region: string,
): Promise<void> {
  if (container.Image === undefined) throw apiErrors.invalid("Specify Image in the container definition.");
  if (container.ModelDataUrl !== undefined && container.ModelDataSource !== undefined) {
    throw apiErrors.invalid("Specify one of either ModelDataUrl or ModelDataSource in container definition.");
  }
  const url = modelDataUrlOf(container);
  if (url === undefined) return;
  const location = modelDataLocation(url);
  if (!location)
    throw apiErrors.invalid(
      `Could not access model data at ${url}. Hostler reads model data from s3://bucket/key in its own object store.`,
    );
  if (await ctx.objects.head(location.bucket, location.key)) return;
  const trust = role
    ? ` Please ensure that the role "${role}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in ${region}.`
    : "";
  throw apiErrors.invalid(`Could not access model data at ${url}. There is no such object in Hostler's object store.${trust}`);
}
