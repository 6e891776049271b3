/** Members that are understood but not acted on yet. Each is answered by one clear error that names it. */
import type { ContainerDefinition, CreateEndpointConfigInput, CreateModelInput, ProductionVariant } from "../api/gen/sagemaker.gen.ts";
import { apiErrors } from "./api-errors.ts";

type Check<T> = readonly [member: string, present: (input: T) => boolean, next?: string];

const modelChecks: readonly Check<CreateModelInput>[] = [
  ["Containers with more than one element", ({ Containers }) => (Containers?.length ?? 0) > 1, "Give one container"],
  ["InferenceExecutionConfig with Mode Direct", ({ InferenceExecutionConfig }) => InferenceExecutionConfig?.Mode === "Direct"],
  ["EnableNetworkIsolation", ({ EnableNetworkIsolation }) => EnableNetworkIsolation === true, "A process of this host cannot be cut off"],
];

const containerChecks: readonly Check<ContainerDefinition>[] = [
  ["Mode MultiModel", ({ Mode }) => Mode === "MultiModel"],
  ["MultiModelConfig", ({ MultiModelConfig }) => MultiModelConfig !== undefined],
  ["ModelPackageName", ({ ModelPackageName }) => ModelPackageName !== undefined, "Give Image and ModelDataUrl"],
  ["InferenceSpecificationName", ({ InferenceSpecificationName }) => InferenceSpecificationName !== undefined],
  ["AdditionalModelDataSources", ({ AdditionalModelDataSources }) => (AdditionalModelDataSources?.length ?? 0) > 0],
  [
    "ModelDataSource.S3DataSource with CompressionType None or S3DataType S3Prefix",
    ({ ModelDataSource }) => {
      const source = ModelDataSource?.S3DataSource;
      return source !== undefined && (source.CompressionType !== "Gzip" || source.S3DataType !== "S3Object");
    },
    "Give one .tar.gz object",
  ],
  // These say which bytes to load: loading others without a word would be worse than not loading any.
  [
    "ModelDataSource.S3DataSource with ETag, ManifestS3Uri, ManifestEtag or HubAccessConfig",
    ({ ModelDataSource }) => {
      const { ETag, ManifestS3Uri, ManifestEtag, HubAccessConfig } = ModelDataSource?.S3DataSource ?? {};
      return [ETag, ManifestS3Uri, ManifestEtag, HubAccessConfig].some((value) => value !== undefined);
    },
  ],
  ["ImageConfig.RepositoryAuthConfig", ({ ImageConfig }) => ImageConfig?.RepositoryAuthConfig !== undefined, "No image is pulled here"],
];

const configChecks: readonly Check<CreateEndpointConfigInput>[] = [
  ["AsyncInferenceConfig", ({ AsyncInferenceConfig }) => AsyncInferenceConfig !== undefined],
  ["DataCaptureConfig", ({ DataCaptureConfig }) => DataCaptureConfig !== undefined && DataCaptureConfig.EnableCapture !== false],
  ["ShadowProductionVariants", ({ ShadowProductionVariants }) => (ShadowProductionVariants?.length ?? 0) > 0],
  ["ExplainerConfig", ({ ExplainerConfig }) => ExplainerConfig !== undefined],
  ["KmsKeyId", ({ KmsKeyId }) => KmsKeyId !== undefined, "Volumes of this host are as encrypted as its disk is"],
  ["MetricsConfig", ({ MetricsConfig }) => MetricsConfig !== undefined],
  ["ExecutionRoleArn", ({ ExecutionRoleArn }) => ExecutionRoleArn !== undefined, "It is for inference components; give it to the model"],
  ["VpcConfig", ({ VpcConfig }) => VpcConfig !== undefined, "It is for inference components; give it to the model"],
  ["EnableNetworkIsolation", ({ EnableNetworkIsolation }) => EnableNetworkIsolation === true],
];

const variantChecks: readonly Check<ProductionVariant>[] = [
  ["ServerlessConfig", ({ ServerlessConfig }) => ServerlessConfig !== undefined, "Give InstanceType and InitialInstanceCount"],
  ["InstancePools", ({ InstancePools }) => InstancePools !== undefined, "Give InstanceType"],
  ["ManagedInstanceScaling", ({ ManagedInstanceScaling }) => ManagedInstanceScaling !== undefined],
  ["AcceleratorType", ({ AcceleratorType }) => AcceleratorType !== undefined],
  ["CoreDumpConfig", ({ CoreDumpConfig }) => CoreDumpConfig !== undefined],
  ["CapacityReservationConfig", ({ CapacityReservationConfig }) => CapacityReservationConfig !== undefined],
  ["EnableSSMAccess", ({ EnableSSMAccess }) => EnableSSMAccess === true],
  ["a variant without ModelName (inference components)", ({ ModelName }) => ModelName === undefined, "Name a model"],
];

const names = (checks: readonly Check<never>[]): string[] => checks.map(([member]) => member);

/** What is refused, by operation, in the words of the errors; `docs/compatibility.md` is made from it. */
export const unsupportedMembers: Readonly<Record<string, readonly string[]>> = {
  CreateModel: [...names(modelChecks), ...names(containerChecks)],
  CreateEndpointConfig: [...names(configChecks), ...names(variantChecks)],
};

function refuse<T>(checks: readonly Check<T>[], input: T, where = ""): void {
  const hit = checks.find(([, present]) => present(input));
  if (hit) throw apiErrors.unsupported(where ? `${hit[0]} (in ${where})` : hit[0], hit[2]);
}

export function refuseUnsupportedModel(input: CreateModelInput): void {
  refuse(modelChecks, input);
  const containers = input.PrimaryContainer ? [input.PrimaryContainer] : (input.Containers ?? []);
  for (const container of containers) refuse(containerChecks, container);
}

export function refuseUnsupportedConfig(input: CreateEndpointConfigInput): void {
  refuse(configChecks, input);
  for (const variant of input.ProductionVariants) refuse(variantChecks, variant, `variant ${variant.VariantName}`);
}
