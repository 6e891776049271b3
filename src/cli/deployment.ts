/**
 * What `hostler deploy` asks the API for. A new endpoint gets one variant. On one that is there, a single variant gets the new archive,
 * and all that the command line does not name stays as it is: other variants, weights, counts, image, environment.
 */
import type {
  ContainerDefinition,
  CreateEndpointConfigInput,
  CreateModelInput,
  DescribeEndpointOutput,
  DescribeModelOutput,
  ProductionVariant,
  ProductionVariantInstanceType,
} from "../api/gen/sagemaker.gen.ts";
import { ApiFailure } from "./api-failure.ts";
import type { Client } from "./client.ts";
import { UserError } from "./user-error.ts";

/** What the command line says; undefined where it says nothing. */
export interface DeployChoices {
  readonly name: string;
  readonly image: string | undefined;
  readonly instanceType: string | undefined;
  readonly instances: number | undefined;
  readonly variant: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly model: CreateModelInput;
  readonly config: CreateEndpointConfigInput;
}

/** The endpoint of that name; undefined when there is none. */
export async function findEndpoint(client: Client, name: string): Promise<DescribeEndpointOutput | undefined> {
  try {
    return await client.call("sagemaker.DescribeEndpoint", { EndpointName: name });
  } catch (error) {
    if (error instanceof ApiFailure && error.message.includes("Could not find endpoint")) return undefined;
    throw error;
  }
}

/** A time as the sagemaker SDK puts it behind names: they sort, and differ by milliseconds. */
export const suffixAt = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 23).replace(/[T:.]/g, "-");

/** Names have 63 characters at most. */
const named = (name: string, suffix: string): string => `${name.slice(0, 62 - suffix.length).replace(/-+$/, "")}-${suffix}`;

/** What to create for the archive at `url`. `running` is the endpoint to update, if there is one. */
export async function deploymentFor(
  client: Client,
  choices: DeployChoices,
  running: DescribeEndpointOutput | undefined,
  suffix: string,
  url: string,
): Promise<Deployment> {
  const names = { model: named(choices.name, suffix), config: named(choices.name, suffix) };
  if (!running) {
    const model = modelOf(names.model, choices, url, { ExecutionRoleArn: `arn:aws:iam::${client.server.accountId}:role/hostler` });
    const variant: ProductionVariant = { VariantName: choices.variant ?? "AllTraffic", ModelName: names.model, InitialVariantWeight: 1 };
    return { model, config: { EndpointConfigName: names.config, ProductionVariants: [sized(variant, choices)] } };
  }
  const present = await client.call("sagemaker.DescribeEndpointConfig", { EndpointConfigName: running.EndpointConfigName ?? "" });
  const variants = present.ProductionVariants.map((variant) => asDesired(variant, running));
  const replaced = chooseVariant(choices, variants);
  const before = await client.call("sagemaker.DescribeModel", { ModelName: replaced.ModelName ?? "" });
  const model = modelOf(names.model, choices, url, before);
  const ProductionVariants = variants.map((variant) =>
    variant === replaced ? sized({ ...variant, ModelName: names.model }, choices) : variant,
  );
  return { model, config: { EndpointConfigName: names.config, ProductionVariants } };
}

function modelOf(name: string, choices: DeployChoices, url: string, before: Partial<DescribeModelOutput>): CreateModelInput {
  const { PrimaryContainer, ExecutionRoleArn, VpcConfig, EnableNetworkIsolation } = before;
  const { ModelDataSource: _, ...kept }: ContainerDefinition = PrimaryContainer ?? {};
  return {
    ModelName: name,
    PrimaryContainer: {
      ...kept,
      Image: choices.image ?? kept.Image ?? "hostler/auto",
      ModelDataUrl: url,
      Environment: { ...kept.Environment, ...choices.environment },
    },
    ExecutionRoleArn,
    VpcConfig,
    EnableNetworkIsolation,
  };
}

function sized(variant: ProductionVariant, { instances, instanceType }: DeployChoices): ProductionVariant {
  return {
    ...variant,
    InitialInstanceCount: instances ?? variant.InitialInstanceCount ?? 1,
    InstanceType: (instanceType as ProductionVariantInstanceType | undefined) ?? variant.InstanceType ?? "ml.m5.large",
  };
}

/** Counts and weights may have been changed since the configuration was made. */
function asDesired(variant: ProductionVariant, running: DescribeEndpointOutput): ProductionVariant {
  const now = running.ProductionVariants?.find(({ VariantName }) => VariantName === variant.VariantName);
  return {
    ...variant,
    InitialInstanceCount: now?.DesiredInstanceCount ?? variant.InitialInstanceCount,
    InitialVariantWeight: now?.DesiredWeight ?? variant.InitialVariantWeight,
  };
}

function chooseVariant({ name, variant }: DeployChoices, variants: readonly ProductionVariant[]): ProductionVariant {
  const names = variants.map(({ VariantName }) => VariantName).join(", ");
  if (variant === undefined && variants.length > 1) {
    throw new UserError(`Endpoint ${name} has the variants ${names}. Say which one gets the model: --variant NAME.`);
  }
  const chosen = variant === undefined ? variants[0] : variants.find(({ VariantName }) => VariantName === variant);
  if (!chosen) throw new UserError(`Endpoint ${name} has no variant ${variant}; it has ${names}.`);
  return chosen;
}
