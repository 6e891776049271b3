import type { CreateEndpointConfigInput, CreateEndpointConfigOutput, ProductionVariant } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import type { EndpointConfigDocument } from "../../resources.ts";
import { checkTags } from "../../tag-rules.ts";
import { refuseUnsupportedConfig } from "../../unsupported.ts";

/** Records an endpoint configuration. It never changes afterwards: a change is a new configuration and UpdateEndpoint. */
export async function createEndpointConfig(
  ctx: { store: Pick<Store, "documents" | "tags">; clock: Clock },
  input: CreateEndpointConfigInput,
  caller: Principal,
): Promise<CreateEndpointConfigOutput> {
  refuseUnsupportedConfig(input);
  checkVariants(input.ProductionVariants);
  checkTags(input.Tags ?? []);
  const arn = arnOf(caller, "endpoint-config", input.EndpointConfigName);
  if (await ctx.store.documents.find("endpoint-config", caller.region, input.EndpointConfigName)) {
    throw apiErrors.alreadyExists("endpoint-config", arn);
  }
  for (const { ModelName = "" } of input.ProductionVariants) {
    const model = await ctx.store.documents.find("model", caller.region, ModelName);
    if (!model) throw apiErrors.notFound("model", arnOf(caller, "model", ModelName));
  }
  const now = ctx.clock.now();
  const ProductionVariants = input.ProductionVariants.map((variant) => ({
    ...variant,
    InitialVariantWeight: variant.InitialVariantWeight ?? 1,
  }));
  const document: EndpointConfigDocument = { name: input.EndpointConfigName, arn, createdMs: now, input: { ...input, ProductionVariants } };
  const name = input.EndpointConfigName;
  const row = { kind: "endpoint-config", region: caller.region, name, status: "", createdMs: now, modifiedMs: now, document } as const;
  if (!(await ctx.store.documents.insert<EndpointConfigDocument>(row))) throw apiErrors.alreadyExists("endpoint-config", arn);
  await ctx.store.tags.put(arn, input.Tags ?? []);
  return { EndpointConfigArn: arn };
}

function checkVariants(variants: readonly ProductionVariant[]): void {
  const names = new Set<string>();
  for (const { VariantName, InstanceType, InitialInstanceCount } of variants) {
    if (names.has(VariantName)) throw apiErrors.invalid(`The variant name "${VariantName}" was non-unique within the request.`);
    names.add(VariantName);
    const missing = InstanceType === undefined ? "InstanceType" : InitialInstanceCount === undefined ? "InitialInstanceCount" : undefined;
    if (missing) throw apiErrors.invalid(`Production variant "${VariantName}" must specify ${missing}.`);
  }
  if (variants.every(({ InitialVariantWeight = 1 }) => InitialVariantWeight === 0)) {
    throw apiErrors.invalid("At least one production variant must have an InitialVariantWeight greater than 0.");
  }
}
