/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel } from "../service-model.ts";

export interface AddTagsInput {
  ResourceArn: string;
  Tags: Tag[];
}

export interface AddTagsOutput {
  Tags?: Tag[];
}

export interface AdditionalModelDataSource {
  ChannelName: string;
  S3DataSource: S3ModelDataSource;
}

export interface Alarm {
  AlarmName?: string;
}

export type AssemblyType = "None" | "Line";

export interface AsyncInferenceClientConfig {
  MaxConcurrentInvocationsPerInstance?: number;
}

export interface AsyncInferenceConfig {
  ClientConfig?: AsyncInferenceClientConfig;
  OutputConfig: AsyncInferenceOutputConfig;
}

export interface AsyncInferenceNotificationConfig {
  SuccessTopic?: string;
  ErrorTopic?: string;
  IncludeInferenceResponseIn?: AsyncNotificationTopicTypes[];
}

export interface AsyncInferenceOutputConfig {
  KmsKeyId?: string;
  S3OutputPath?: string;
  NotificationConfig?: AsyncInferenceNotificationConfig;
  S3FailurePath?: string;
}

export type AsyncNotificationTopicTypes = "SUCCESS_NOTIFICATION_TOPIC" | "ERROR_NOTIFICATION_TOPIC";

export interface AutoRollbackConfig {
  Alarms?: Alarm[];
}

export type AvailabilityZoneBalanceEnforcementMode = "PERMISSIVE";

export interface BatchDataCaptureConfig {
  DestinationS3Uri: string;
  KmsKeyId?: string;
  GenerateInferenceId?: boolean;
}

export type BatchStrategy = "MultiRecord" | "SingleRecord";

export interface BlueGreenUpdatePolicy {
  TrafficRoutingConfiguration: TrafficRoutingConfig;
  TerminationWaitInSeconds?: number;
  MaximumExecutionTimeoutInSeconds?: number;
}

export type CapacityReservationPreference = "capacity-reservations-only";

export interface CapacitySize {
  Type: CapacitySizeType;
  Value: number;
}

export type CapacitySizeType = "INSTANCE_COUNT" | "CAPACITY_PERCENT";

export interface CaptureContentTypeHeader {
  CsvContentTypes?: string[];
  JsonContentTypes?: string[];
}

export type CaptureMode = "Input" | "Output" | "InputAndOutput";

export interface CaptureOption {
  CaptureMode: CaptureMode;
}

export type CaptureStatus = "Started" | "Stopped";

export interface ClarifyExplainerConfig {
  EnableExplanations?: string;
  InferenceConfig?: ClarifyInferenceConfig;
  ShapConfig: ClarifyShapConfig;
}

export type ClarifyFeatureType = "numerical" | "categorical" | "text";

export interface ClarifyInferenceConfig {
  FeaturesAttribute?: string;
  ContentTemplate?: string;
  MaxRecordCount?: number;
  MaxPayloadInMB?: number;
  ProbabilityIndex?: number;
  LabelIndex?: number;
  ProbabilityAttribute?: string;
  LabelAttribute?: string;
  LabelHeaders?: string[];
  FeatureHeaders?: string[];
  FeatureTypes?: ClarifyFeatureType[];
}

export interface ClarifyShapBaselineConfig {
  MimeType?: string;
  ShapBaseline?: string;
  ShapBaselineUri?: string;
}

export interface ClarifyShapConfig {
  ShapBaselineConfig: ClarifyShapBaselineConfig;
  NumberOfSamples?: number;
  UseLogit?: boolean;
  Seed?: number;
  TextConfig?: ClarifyTextConfig;
}

export interface ClarifyTextConfig {
  Language: ClarifyTextLanguage;
  Granularity: ClarifyTextGranularity;
}

export type ClarifyTextGranularity = "token" | "sentence" | "paragraph";

export type ClarifyTextLanguage = "af" | "sq" | "ar" | "hy" | "eu" | "bn" | "bg" | "ca" | "zh" | "hr" | "cs" | "da" | "nl" | "en" | "et" | "fi" | "fr" | "de" | "el" | "gu" | "he" | "hi" | "hu" | "is" | "id" | "ga" | "it" | "kn" | "ky" | "lv" | "lt" | "lb" | "mk" | "ml" | "mr" | "ne" | "nb" | "fa" | "pl" | "pt" | "ro" | "ru" | "sa" | "sr" | "tn" | "si" | "sk" | "sl" | "es" | "sv" | "tl" | "ta" | "tt" | "te" | "tr" | "uk" | "ur" | "yo" | "lij" | "xx";

export type CompressionType = "None" | "Gzip";

export interface ConflictException {
  Message?: string;
}

export interface ContainerDefinition {
  ContainerHostname?: string;
  Image?: string;
  ImageConfig?: ImageConfig;
  Mode?: ContainerMode;
  ModelDataUrl?: string;
  ModelDataSource?: ModelDataSource;
  AdditionalModelDataSources?: AdditionalModelDataSource[];
  Environment?: { [key: string]: string };
  ModelPackageName?: string;
  InferenceSpecificationName?: string;
  MultiModelConfig?: MultiModelConfig;
}

export type ContainerMode = "SingleModel" | "MultiModel";

export interface CreateEndpointConfigInput {
  EndpointConfigName: string;
  ProductionVariants: ProductionVariant[];
  DataCaptureConfig?: DataCaptureConfig;
  Tags?: Tag[];
  KmsKeyId?: string;
  AsyncInferenceConfig?: AsyncInferenceConfig;
  ExplainerConfig?: ExplainerConfig;
  ShadowProductionVariants?: ProductionVariant[];
  ExecutionRoleArn?: string;
  VpcConfig?: VpcConfig;
  EnableNetworkIsolation?: boolean;
  MetricsConfig?: MetricsConfig;
}

export interface CreateEndpointConfigOutput {
  EndpointConfigArn: string;
}

export interface CreateEndpointInput {
  EndpointName: string;
  EndpointConfigName: string;
  DeploymentConfig?: DeploymentConfig;
  Tags?: Tag[];
}

export interface CreateEndpointOutput {
  EndpointArn: string;
}

export interface CreateInferenceComponentInput {
  InferenceComponentName: string;
  EndpointName: string;
  VariantName?: string;
  Specification?: InferenceComponentSpecification;
  Specifications?: InferenceComponentSpecification[];
  RuntimeConfig?: InferenceComponentRuntimeConfig;
  Tags?: Tag[];
}

export interface CreateInferenceComponentOutput {
  InferenceComponentArn: string;
}

export interface CreateInferenceExperimentRequest {
  Name: string;
  Type: InferenceExperimentType;
  Schedule?: InferenceExperimentSchedule;
  Description?: string;
  RoleArn: string;
  EndpointName: string;
  ModelVariants: ModelVariantConfig[];
  DataStorageConfig?: InferenceExperimentDataStorageConfig;
  ShadowModeConfig: ShadowModeConfig;
  KmsKey?: string;
  Tags?: Tag[];
}

export interface CreateInferenceExperimentResponse {
  InferenceExperimentArn: string;
}

export interface CreateModelInput {
  ModelName: string;
  PrimaryContainer?: ContainerDefinition;
  Containers?: ContainerDefinition[];
  InferenceExecutionConfig?: InferenceExecutionConfig;
  ExecutionRoleArn?: string;
  Tags?: Tag[];
  VpcConfig?: VpcConfig;
  EnableNetworkIsolation?: boolean;
}

export interface CreateModelOutput {
  ModelArn: string;
}

export interface CreateTransformJobRequest {
  TransformJobName: string;
  ModelName: string;
  MaxConcurrentTransforms?: number;
  ModelClientConfig?: ModelClientConfig;
  MaxPayloadInMB?: number;
  BatchStrategy?: BatchStrategy;
  Environment?: { [key: string]: string };
  TransformInput: TransformInput;
  TransformOutput: TransformOutput;
  DataCaptureConfig?: BatchDataCaptureConfig;
  TransformResources: TransformResources;
  DataProcessing?: DataProcessing;
  Tags?: Tag[];
  ExperimentConfig?: ExperimentConfig;
}

export interface CreateTransformJobResponse {
  TransformJobArn: string;
}

export interface DataCaptureConfig {
  EnableCapture?: boolean;
  InitialSamplingPercentage: number;
  DestinationS3Uri: string;
  KmsKeyId?: string;
  CaptureOptions: CaptureOption[];
  CaptureContentTypeHeader?: CaptureContentTypeHeader;
}

export interface DataCaptureConfigSummary {
  EnableCapture: boolean;
  CaptureStatus: CaptureStatus;
  CurrentSamplingPercentage: number;
  DestinationS3Uri: string;
  KmsKeyId: string;
}

export interface DataProcessing {
  InputFilter?: string;
  OutputFilter?: string;
  JoinSource?: JoinSource;
}

export interface DeleteEndpointConfigInput {
  EndpointConfigName: string;
}

export interface DeleteEndpointInput {
  EndpointName: string;
}

export interface DeleteInferenceComponentInput {
  InferenceComponentName: string;
}

export interface DeleteInferenceExperimentRequest {
  Name: string;
}

export interface DeleteInferenceExperimentResponse {
  InferenceExperimentArn: string;
}

export interface DeleteModelInput {
  ModelName: string;
}

export interface DeleteTagsInput {
  ResourceArn: string;
  TagKeys: string[];
}

export interface DeleteTagsOutput {}

export interface DeployedImage {
  SpecifiedImage?: string;
  ResolvedImage?: string;
  ResolutionTime?: Date;
}

export interface DeploymentConfig {
  BlueGreenUpdatePolicy?: BlueGreenUpdatePolicy;
  RollingUpdatePolicy?: RollingUpdatePolicy;
  AutoRollbackConfiguration?: AutoRollbackConfig;
}

export interface DeploymentRecommendation {
  RecommendationStatus: RecommendationStatus;
  RealTimeInferenceRecommendations?: RealTimeInferenceRecommendation[];
}

export interface DescribeEndpointConfigInput {
  EndpointConfigName: string;
}

export interface DescribeEndpointConfigOutput {
  EndpointConfigName: string;
  EndpointConfigArn: string;
  ProductionVariants: ProductionVariant[];
  DataCaptureConfig?: DataCaptureConfig;
  KmsKeyId?: string;
  CreationTime: Date;
  AsyncInferenceConfig?: AsyncInferenceConfig;
  ExplainerConfig?: ExplainerConfig;
  ShadowProductionVariants?: ProductionVariant[];
  ExecutionRoleArn?: string;
  VpcConfig?: VpcConfig;
  EnableNetworkIsolation?: boolean;
  MetricsConfig?: MetricsConfig;
}

export interface DescribeEndpointInput {
  EndpointName: string;
}

export interface DescribeEndpointOutput {
  EndpointName: string;
  EndpointArn: string;
  EndpointConfigName?: string;
  ProductionVariants?: ProductionVariantSummary[];
  DataCaptureConfig?: DataCaptureConfigSummary;
  EndpointStatus: EndpointStatus;
  FailureReason?: string;
  CreationTime: Date;
  LastModifiedTime: Date;
  LastDeploymentConfig?: DeploymentConfig;
  AsyncInferenceConfig?: AsyncInferenceConfig;
  PendingDeploymentSummary?: PendingDeploymentSummary;
  ExplainerConfig?: ExplainerConfig;
  ShadowProductionVariants?: ProductionVariantSummary[];
  MetricsConfig?: MetricsConfig;
}

export interface DescribeInferenceComponentInput {
  InferenceComponentName: string;
}

export interface DescribeInferenceComponentOutput {
  InferenceComponentName: string;
  InferenceComponentArn: string;
  EndpointName: string;
  EndpointArn: string;
  VariantName?: string;
  FailureReason?: string;
  Specification?: InferenceComponentSpecificationSummary;
  Specifications?: InferenceComponentSpecificationSummary[];
  RuntimeConfig?: InferenceComponentRuntimeConfigSummary;
  CreationTime: Date;
  LastModifiedTime: Date;
  InferenceComponentStatus?: InferenceComponentStatus;
  LastDeploymentConfig?: InferenceComponentDeploymentConfig;
}

export interface DescribeInferenceExperimentRequest {
  Name: string;
}

export interface DescribeInferenceExperimentResponse {
  Arn: string;
  Name: string;
  Type: InferenceExperimentType;
  Schedule?: InferenceExperimentSchedule;
  Status: InferenceExperimentStatus;
  StatusReason?: string;
  Description?: string;
  CreationTime?: Date;
  CompletionTime?: Date;
  LastModifiedTime?: Date;
  RoleArn?: string;
  EndpointMetadata: EndpointMetadata;
  ModelVariants: ModelVariantConfigSummary[];
  DataStorageConfig?: InferenceExperimentDataStorageConfig;
  ShadowModeConfig?: ShadowModeConfig;
  KmsKey?: string;
}

export interface DescribeModelInput {
  ModelName: string;
}

export interface DescribeModelOutput {
  ModelName: string;
  PrimaryContainer?: ContainerDefinition;
  Containers?: ContainerDefinition[];
  InferenceExecutionConfig?: InferenceExecutionConfig;
  ExecutionRoleArn?: string;
  VpcConfig?: VpcConfig;
  CreationTime: Date;
  ModelArn: string;
  EnableNetworkIsolation?: boolean;
  DeploymentRecommendation?: DeploymentRecommendation;
}

export interface DescribeTransformJobRequest {
  TransformJobName: string;
}

export interface DescribeTransformJobResponse {
  TransformJobName: string;
  TransformJobArn: string;
  TransformJobStatus: TransformJobStatus;
  FailureReason?: string;
  ModelName: string;
  MaxConcurrentTransforms?: number;
  ModelClientConfig?: ModelClientConfig;
  MaxPayloadInMB?: number;
  BatchStrategy?: BatchStrategy;
  Environment?: { [key: string]: string };
  TransformInput: TransformInput;
  TransformOutput?: TransformOutput;
  DataCaptureConfig?: BatchDataCaptureConfig;
  TransformResources: TransformResources;
  CreationTime: Date;
  TransformStartTime?: Date;
  TransformEndTime?: Date;
  LabelingJobArn?: string;
  AutoMLJobArn?: string;
  DataProcessing?: DataProcessing;
  ExperimentConfig?: ExperimentConfig;
}

export interface DesiredWeightAndCapacity {
  VariantName: string;
  DesiredWeight?: number;
  DesiredInstanceCount?: number;
  ServerlessUpdateConfig?: ProductionVariantServerlessUpdateConfig;
}

export interface Ec2CapacityReservation {
  Ec2CapacityReservationId?: string;
  TotalInstanceCount?: number;
  AvailableInstanceCount?: number;
  UsedByCurrentEndpoint?: number;
}

export type EndpointConfigSortKey = "Name" | "CreationTime";

export interface EndpointConfigSummary {
  EndpointConfigName: string;
  EndpointConfigArn: string;
  CreationTime: Date;
}

export interface EndpointMetadata {
  EndpointName: string;
  EndpointConfigName?: string;
  EndpointStatus?: EndpointStatus;
  FailureReason?: string;
}

export type EndpointSortKey = "Name" | "CreationTime" | "Status";

export type EndpointStatus = "OutOfService" | "Creating" | "Updating" | "SystemUpdating" | "RollingBack" | "InService" | "Deleting" | "Failed" | "UpdateRollbackFailed";

export interface EndpointSummary {
  EndpointName: string;
  EndpointArn: string;
  CreationTime: Date;
  LastModifiedTime: Date;
  EndpointStatus: EndpointStatus;
}

export interface ExperimentConfig {
  ExperimentName?: string;
  TrialName?: string;
  TrialComponentDisplayName?: string;
  RunName?: string;
}

export interface ExplainerConfig {
  ClarifyExplainerConfig?: ClarifyExplainerConfig;
}

export interface ImageConfig {
  RepositoryAccessMode: RepositoryAccessMode;
  RepositoryAuthConfig?: RepositoryAuthConfig;
}

export interface InferenceComponentAvailabilityZoneBalance {
  EnforcementMode: AvailabilityZoneBalanceEnforcementMode;
  MaxImbalance?: number;
}

export interface InferenceComponentCapacitySize {
  Type: InferenceComponentCapacitySizeType;
  Value: number;
}

export type InferenceComponentCapacitySizeType = "COPY_COUNT" | "CAPACITY_PERCENT";

export interface InferenceComponentComputeResourceRequirements {
  NumberOfCpuCoresRequired?: number;
  NumberOfAcceleratorDevicesRequired?: number;
  MinMemoryRequiredInMb: number;
  MaxMemoryRequiredInMb?: number;
}

export interface InferenceComponentContainerSpecification {
  Image?: string;
  ArtifactUrl?: string;
  Environment?: { [key: string]: string };
}

export interface InferenceComponentContainerSpecificationSummary {
  DeployedImage?: DeployedImage;
  ArtifactUrl?: string;
  Environment?: { [key: string]: string };
}

export interface InferenceComponentDataCacheConfig {
  EnableCaching: boolean;
}

export interface InferenceComponentDataCacheConfigSummary {
  EnableCaching: boolean;
}

export interface InferenceComponentDeploymentConfig {
  RollingUpdatePolicy: InferenceComponentRollingUpdatePolicy;
  AutoRollbackConfiguration?: AutoRollbackConfig;
}

export interface InferenceComponentPlacementStatus {
  InstanceType: ProductionVariantInstanceType;
  CurrentCopyCount: number;
}

export type InferenceComponentPlacementStrategy = "SPREAD" | "BINPACK";

export interface InferenceComponentRollingUpdatePolicy {
  MaximumBatchSize: InferenceComponentCapacitySize;
  WaitIntervalInSeconds: number;
  MaximumExecutionTimeoutInSeconds?: number;
  RollbackMaximumBatchSize?: InferenceComponentCapacitySize;
}

export interface InferenceComponentRuntimeConfig {
  CopyCount: number;
}

export interface InferenceComponentRuntimeConfigSummary {
  DesiredCopyCount?: number;
  CurrentCopyCount?: number;
  PlacementStatus?: InferenceComponentPlacementStatus[];
}

export interface InferenceComponentSchedulingConfig {
  PlacementStrategy: InferenceComponentPlacementStrategy;
  AvailabilityZoneBalance?: InferenceComponentAvailabilityZoneBalance;
}

export type InferenceComponentSortKey = "Name" | "CreationTime" | "Status";

export interface InferenceComponentSpecification {
  InstanceType?: ProductionVariantInstanceType;
  ModelName?: string;
  Container?: InferenceComponentContainerSpecification;
  StartupParameters?: InferenceComponentStartupParameters;
  ComputeResourceRequirements?: InferenceComponentComputeResourceRequirements;
  BaseInferenceComponentName?: string;
  DataCacheConfig?: InferenceComponentDataCacheConfig;
  SchedulingConfig?: InferenceComponentSchedulingConfig;
}

export interface InferenceComponentSpecificationSummary {
  InstanceType?: ProductionVariantInstanceType;
  ModelName?: string;
  Container?: InferenceComponentContainerSpecificationSummary;
  StartupParameters?: InferenceComponentStartupParameters;
  ComputeResourceRequirements?: InferenceComponentComputeResourceRequirements;
  BaseInferenceComponentName?: string;
  DataCacheConfig?: InferenceComponentDataCacheConfigSummary;
  SchedulingConfig?: InferenceComponentSchedulingConfig;
}

export interface InferenceComponentStartupParameters {
  ModelDataDownloadTimeoutInSeconds?: number;
  ContainerStartupHealthCheckTimeoutInSeconds?: number;
}

export type InferenceComponentStatus = "InService" | "Creating" | "Updating" | "Failed" | "Deleting";

export interface InferenceComponentSummary {
  CreationTime: Date;
  InferenceComponentArn: string;
  InferenceComponentName: string;
  EndpointArn: string;
  EndpointName: string;
  VariantName: string;
  InferenceComponentStatus?: InferenceComponentStatus;
  LastModifiedTime: Date;
}

export interface InferenceExecutionConfig {
  Mode: InferenceExecutionMode;
}

export type InferenceExecutionMode = "Serial" | "Direct";

export interface InferenceExperimentDataStorageConfig {
  Destination: string;
  KmsKey?: string;
  ContentType?: CaptureContentTypeHeader;
}

export interface InferenceExperimentSchedule {
  StartTime?: Date;
  EndTime?: Date;
}

export type InferenceExperimentStatus = "Creating" | "Created" | "Updating" | "Running" | "Starting" | "Stopping" | "Completed" | "Cancelled";

export type InferenceExperimentStopDesiredState = "Completed" | "Cancelled";

export interface InferenceExperimentSummary {
  Name: string;
  Type: InferenceExperimentType;
  Schedule?: InferenceExperimentSchedule;
  Status: InferenceExperimentStatus;
  StatusReason?: string;
  Description?: string;
  CreationTime: Date;
  CompletionTime?: Date;
  LastModifiedTime: Date;
  RoleArn?: string;
}

export type InferenceExperimentType = "ShadowMode";

export interface InferenceHubAccessConfig {
  HubContentArn: string;
}

export interface InstancePool {
  InstanceType: ProductionVariantInstanceType;
  ModelNameOverride?: string;
  Priority: number;
}

export interface InstancePoolSummary {
  InstanceType: ProductionVariantInstanceType;
  CurrentInstanceCount: number;
}

export type JoinSource = "Input" | "None";

export interface ListEndpointConfigsInput {
  SortBy?: EndpointConfigSortKey;
  SortOrder?: OrderKey;
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
  CreationTimeBefore?: Date;
  CreationTimeAfter?: Date;
}

export interface ListEndpointConfigsOutput {
  EndpointConfigs: EndpointConfigSummary[];
  NextToken?: string;
}

export interface ListEndpointsInput {
  SortBy?: EndpointSortKey;
  SortOrder?: OrderKey;
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
  CreationTimeBefore?: Date;
  CreationTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  StatusEquals?: EndpointStatus;
}

export interface ListEndpointsOutput {
  Endpoints: EndpointSummary[];
  NextToken?: string;
}

export interface ListInferenceComponentsInput {
  SortBy?: InferenceComponentSortKey;
  SortOrder?: OrderKey;
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
  CreationTimeBefore?: Date;
  CreationTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  StatusEquals?: InferenceComponentStatus;
  EndpointNameEquals?: string;
  VariantNameEquals?: string;
}

export interface ListInferenceComponentsOutput {
  InferenceComponents: InferenceComponentSummary[];
  NextToken?: string;
}

export interface ListInferenceExperimentsRequest {
  NameContains?: string;
  Type?: InferenceExperimentType;
  StatusEquals?: InferenceExperimentStatus;
  CreationTimeAfter?: Date;
  CreationTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  SortBy?: SortInferenceExperimentsBy;
  SortOrder?: SortOrder;
  NextToken?: string;
  MaxResults?: number;
}

export interface ListInferenceExperimentsResponse {
  InferenceExperiments?: InferenceExperimentSummary[];
  NextToken?: string;
}

export interface ListModelsInput {
  SortBy?: ModelSortKey;
  SortOrder?: OrderKey;
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
  CreationTimeBefore?: Date;
  CreationTimeAfter?: Date;
}

export interface ListModelsOutput {
  Models: ModelSummary[];
  NextToken?: string;
}

export interface ListTagsInput {
  ResourceArn: string;
  NextToken?: string;
  MaxResults?: number;
}

export interface ListTagsOutput {
  Tags?: Tag[];
  NextToken?: string;
}

export interface ListTransformJobsRequest {
  CreationTimeAfter?: Date;
  CreationTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  NameContains?: string;
  StatusEquals?: TransformJobStatus;
  SortBy?: SortBy;
  SortOrder?: SortOrder;
  NextToken?: string;
  MaxResults?: number;
}

export interface ListTransformJobsResponse {
  TransformJobSummaries: TransformJobSummary[];
  NextToken?: string;
}

export type ManagedInstanceScalingScaleInStrategy = "IDLE_RELEASE" | "CONSOLIDATION";

export type ManagedInstanceScalingStatus = "ENABLED" | "DISABLED";

export interface MetricsConfig {
  EnableEnhancedMetrics?: boolean;
  MetricPublishFrequencyInSeconds?: number;
}

export interface ModelAccessConfig {
  AcceptEula: boolean;
}

export type ModelCacheSetting = "Enabled" | "Disabled";

export interface ModelClientConfig {
  InvocationsTimeoutInSeconds?: number;
  InvocationsMaxRetries?: number;
}

export type ModelCompressionType = "None" | "Gzip";

export interface ModelDataSource {
  S3DataSource?: S3ModelDataSource;
}

export interface ModelInfrastructureConfig {
  InfrastructureType: ModelInfrastructureType;
  RealTimeInferenceConfig: RealTimeInferenceConfig;
}

export type ModelInfrastructureType = "RealTimeInference";

export type ModelSortKey = "Name" | "CreationTime";

export interface ModelSummary {
  ModelName: string;
  ModelArn: string;
  CreationTime: Date;
}

export type ModelVariantAction = "Retain" | "Remove" | "Promote";

export interface ModelVariantConfig {
  ModelName: string;
  VariantName: string;
  InfrastructureConfig: ModelInfrastructureConfig;
}

export interface ModelVariantConfigSummary {
  ModelName: string;
  VariantName: string;
  InfrastructureConfig: ModelInfrastructureConfig;
  Status: ModelVariantStatus;
}

export type ModelVariantStatus = "Creating" | "Updating" | "InService" | "Deleting" | "Deleted";

export interface MultiModelConfig {
  ModelCacheSetting?: ModelCacheSetting;
}

export type OrderKey = "Ascending" | "Descending";

export interface PendingDeploymentSummary {
  EndpointConfigName: string;
  ProductionVariants?: PendingProductionVariantSummary[];
  StartTime?: Date;
  ShadowProductionVariants?: PendingProductionVariantSummary[];
}

export interface PendingProductionVariantSummary {
  VariantName: string;
  DeployedImages?: DeployedImage[];
  CurrentWeight?: number;
  DesiredWeight?: number;
  CurrentInstanceCount?: number;
  DesiredInstanceCount?: number;
  InstanceType?: ProductionVariantInstanceType;
  InstancePools?: InstancePoolSummary[];
  AcceleratorType?: ProductionVariantAcceleratorType;
  VariantStatus?: ProductionVariantStatus[];
  CurrentServerlessConfig?: ProductionVariantServerlessConfig;
  DesiredServerlessConfig?: ProductionVariantServerlessConfig;
  ManagedInstanceScaling?: ProductionVariantManagedInstanceScaling;
  RoutingConfig?: ProductionVariantRoutingConfig;
}

export interface ProductionVariant {
  VariantName: string;
  ModelName?: string;
  InitialInstanceCount?: number;
  InstanceType?: ProductionVariantInstanceType;
  InstancePools?: InstancePool[];
  VariantInstanceProvisionTimeoutInSeconds?: number;
  InitialVariantWeight?: number;
  AcceleratorType?: ProductionVariantAcceleratorType;
  CoreDumpConfig?: ProductionVariantCoreDumpConfig;
  ServerlessConfig?: ProductionVariantServerlessConfig;
  VolumeSizeInGB?: number;
  ModelDataDownloadTimeoutInSeconds?: number;
  ContainerStartupHealthCheckTimeoutInSeconds?: number;
  EnableSSMAccess?: boolean;
  ManagedInstanceScaling?: ProductionVariantManagedInstanceScaling;
  RoutingConfig?: ProductionVariantRoutingConfig;
  InferenceAmiVersion?: ProductionVariantInferenceAmiVersion;
  CapacityReservationConfig?: ProductionVariantCapacityReservationConfig;
}

export type ProductionVariantAcceleratorType = "ml.eia1.medium" | "ml.eia1.large" | "ml.eia1.xlarge" | "ml.eia2.medium" | "ml.eia2.large" | "ml.eia2.xlarge";

export interface ProductionVariantCapacityReservationConfig {
  CapacityReservationPreference?: CapacityReservationPreference;
  MlReservationArn?: string;
}

export interface ProductionVariantCapacityReservationSummary {
  MlReservationArn?: string;
  CapacityReservationPreference?: CapacityReservationPreference;
  TotalInstanceCount?: number;
  AvailableInstanceCount?: number;
  UsedByCurrentEndpoint?: number;
  Ec2CapacityReservations?: Ec2CapacityReservation[];
}

export interface ProductionVariantCoreDumpConfig {
  DestinationS3Uri: string;
  KmsKeyId?: string;
}

export type ProductionVariantInferenceAmiVersion = "al2-ami-sagemaker-inference-gpu-2" | "al2-ami-sagemaker-inference-gpu-2-1" | "al2-ami-sagemaker-inference-gpu-3-1" | "al2-ami-sagemaker-inference-neuron-2" | "al2023-ami-sagemaker-inference-gpu-4-1";

export type ProductionVariantInstanceType = "ml.t2.medium" | "ml.t2.large" | "ml.t2.xlarge" | "ml.t2.2xlarge" | "ml.m4.xlarge" | "ml.m4.2xlarge" | "ml.m4.4xlarge" | "ml.m4.10xlarge" | "ml.m4.16xlarge" | "ml.m5.large" | "ml.m5.xlarge" | "ml.m5.2xlarge" | "ml.m5.4xlarge" | "ml.m5.12xlarge" | "ml.m5.24xlarge" | "ml.m5d.large" | "ml.m5d.xlarge" | "ml.m5d.2xlarge" | "ml.m5d.4xlarge" | "ml.m5d.12xlarge" | "ml.m5d.24xlarge" | "ml.c4.large" | "ml.c4.xlarge" | "ml.c4.2xlarge" | "ml.c4.4xlarge" | "ml.c4.8xlarge" | "ml.p2.xlarge" | "ml.p2.8xlarge" | "ml.p2.16xlarge" | "ml.p3.2xlarge" | "ml.p3.8xlarge" | "ml.p3.16xlarge" | "ml.c5.large" | "ml.c5.xlarge" | "ml.c5.2xlarge" | "ml.c5.4xlarge" | "ml.c5.9xlarge" | "ml.c5.18xlarge" | "ml.c5d.large" | "ml.c5d.xlarge" | "ml.c5d.2xlarge" | "ml.c5d.4xlarge" | "ml.c5d.9xlarge" | "ml.c5d.18xlarge" | "ml.g4dn.xlarge" | "ml.g4dn.2xlarge" | "ml.g4dn.4xlarge" | "ml.g4dn.8xlarge" | "ml.g4dn.12xlarge" | "ml.g4dn.16xlarge" | "ml.r5.large" | "ml.r5.xlarge" | "ml.r5.2xlarge" | "ml.r5.4xlarge" | "ml.r5.12xlarge" | "ml.r5.24xlarge" | "ml.r5d.large" | "ml.r5d.xlarge" | "ml.r5d.2xlarge" | "ml.r5d.4xlarge" | "ml.r5d.12xlarge" | "ml.r5d.24xlarge" | "ml.inf1.xlarge" | "ml.inf1.2xlarge" | "ml.inf1.6xlarge" | "ml.inf1.24xlarge" | "ml.dl1.24xlarge" | "ml.c6i.large" | "ml.c6i.xlarge" | "ml.c6i.2xlarge" | "ml.c6i.4xlarge" | "ml.c6i.8xlarge" | "ml.c6i.12xlarge" | "ml.c6i.16xlarge" | "ml.c6i.24xlarge" | "ml.c6i.32xlarge" | "ml.m6i.large" | "ml.m6i.xlarge" | "ml.m6i.2xlarge" | "ml.m6i.4xlarge" | "ml.m6i.8xlarge" | "ml.m6i.12xlarge" | "ml.m6i.16xlarge" | "ml.m6i.24xlarge" | "ml.m6i.32xlarge" | "ml.r6i.large" | "ml.r6i.xlarge" | "ml.r6i.2xlarge" | "ml.r6i.4xlarge" | "ml.r6i.8xlarge" | "ml.r6i.12xlarge" | "ml.r6i.16xlarge" | "ml.r6i.24xlarge" | "ml.r6i.32xlarge" | "ml.g5.xlarge" | "ml.g5.2xlarge" | "ml.g5.4xlarge" | "ml.g5.8xlarge" | "ml.g5.12xlarge" | "ml.g5.16xlarge" | "ml.g5.24xlarge" | "ml.g5.48xlarge" | "ml.g6.xlarge" | "ml.g6.2xlarge" | "ml.g6.4xlarge" | "ml.g6.8xlarge" | "ml.g6.12xlarge" | "ml.g6.16xlarge" | "ml.g6.24xlarge" | "ml.g6.48xlarge" | "ml.r8g.medium" | "ml.r8g.large" | "ml.r8g.xlarge" | "ml.r8g.2xlarge" | "ml.r8g.4xlarge" | "ml.r8g.8xlarge" | "ml.r8g.12xlarge" | "ml.r8g.16xlarge" | "ml.r8g.24xlarge" | "ml.r8g.48xlarge" | "ml.g6e.xlarge" | "ml.g6e.2xlarge" | "ml.g6e.4xlarge" | "ml.g6e.8xlarge" | "ml.g6e.12xlarge" | "ml.g6e.16xlarge" | "ml.g6e.24xlarge" | "ml.g6e.48xlarge" | "ml.g7e.2xlarge" | "ml.g7e.4xlarge" | "ml.g7e.8xlarge" | "ml.g7e.12xlarge" | "ml.g7e.24xlarge" | "ml.g7e.48xlarge" | "ml.p4d.24xlarge" | "ml.c7g.large" | "ml.c7g.xlarge" | "ml.c7g.2xlarge" | "ml.c7g.4xlarge" | "ml.c7g.8xlarge" | "ml.c7g.12xlarge" | "ml.c7g.16xlarge" | "ml.m6g.large" | "ml.m6g.xlarge" | "ml.m6g.2xlarge" | "ml.m6g.4xlarge" | "ml.m6g.8xlarge" | "ml.m6g.12xlarge" | "ml.m6g.16xlarge" | "ml.m6gd.large" | "ml.m6gd.xlarge" | "ml.m6gd.2xlarge" | "ml.m6gd.4xlarge" | "ml.m6gd.8xlarge" | "ml.m6gd.12xlarge" | "ml.m6gd.16xlarge" | "ml.c6g.large" | "ml.c6g.xlarge" | "ml.c6g.2xlarge" | "ml.c6g.4xlarge" | "ml.c6g.8xlarge" | "ml.c6g.12xlarge" | "ml.c6g.16xlarge" | "ml.c6gd.large" | "ml.c6gd.xlarge" | "ml.c6gd.2xlarge" | "ml.c6gd.4xlarge" | "ml.c6gd.8xlarge" | "ml.c6gd.12xlarge" | "ml.c6gd.16xlarge" | "ml.c6gn.large" | "ml.c6gn.xlarge" | "ml.c6gn.2xlarge" | "ml.c6gn.4xlarge" | "ml.c6gn.8xlarge" | "ml.c6gn.12xlarge" | "ml.c6gn.16xlarge" | "ml.r6g.large" | "ml.r6g.xlarge" | "ml.r6g.2xlarge" | "ml.r6g.4xlarge" | "ml.r6g.8xlarge" | "ml.r6g.12xlarge" | "ml.r6g.16xlarge" | "ml.r6gd.large" | "ml.r6gd.xlarge" | "ml.r6gd.2xlarge" | "ml.r6gd.4xlarge" | "ml.r6gd.8xlarge" | "ml.r6gd.12xlarge" | "ml.r6gd.16xlarge" | "ml.p4de.24xlarge" | "ml.trn1.2xlarge" | "ml.trn1.32xlarge" | "ml.trn1n.32xlarge" | "ml.trn2.48xlarge" | "ml.inf2.xlarge" | "ml.inf2.8xlarge" | "ml.inf2.24xlarge" | "ml.inf2.48xlarge" | "ml.p5.48xlarge" | "ml.p5e.48xlarge" | "ml.p5en.48xlarge" | "ml.m7i.large" | "ml.m7i.xlarge" | "ml.m7i.2xlarge" | "ml.m7i.4xlarge" | "ml.m7i.8xlarge" | "ml.m7i.12xlarge" | "ml.m7i.16xlarge" | "ml.m7i.24xlarge" | "ml.m7i.48xlarge" | "ml.c7i.large" | "ml.c7i.xlarge" | "ml.c7i.2xlarge" | "ml.c7i.4xlarge" | "ml.c7i.8xlarge" | "ml.c7i.12xlarge" | "ml.c7i.16xlarge" | "ml.c7i.24xlarge" | "ml.c7i.48xlarge" | "ml.r7i.large" | "ml.r7i.xlarge" | "ml.r7i.2xlarge" | "ml.r7i.4xlarge" | "ml.r7i.8xlarge" | "ml.r7i.12xlarge" | "ml.r7i.16xlarge" | "ml.r7i.24xlarge" | "ml.r7i.48xlarge" | "ml.c8g.medium" | "ml.c8g.large" | "ml.c8g.xlarge" | "ml.c8g.2xlarge" | "ml.c8g.4xlarge" | "ml.c8g.8xlarge" | "ml.c8g.12xlarge" | "ml.c8g.16xlarge" | "ml.c8g.24xlarge" | "ml.c8g.48xlarge" | "ml.r7gd.medium" | "ml.r7gd.large" | "ml.r7gd.xlarge" | "ml.r7gd.2xlarge" | "ml.r7gd.4xlarge" | "ml.r7gd.8xlarge" | "ml.r7gd.12xlarge" | "ml.r7gd.16xlarge" | "ml.m8g.medium" | "ml.m8g.large" | "ml.m8g.xlarge" | "ml.m8g.2xlarge" | "ml.m8g.4xlarge" | "ml.m8g.8xlarge" | "ml.m8g.12xlarge" | "ml.m8g.16xlarge" | "ml.m8g.24xlarge" | "ml.m8g.48xlarge" | "ml.c6in.large" | "ml.c6in.xlarge" | "ml.c6in.2xlarge" | "ml.c6in.4xlarge" | "ml.c6in.8xlarge" | "ml.c6in.12xlarge" | "ml.c6in.16xlarge" | "ml.c6in.24xlarge" | "ml.c6in.32xlarge" | "ml.p6-b200.48xlarge" | "ml.p6-b300.48xlarge" | "ml.p6e-gb200.36xlarge" | "ml.p5.4xlarge" | `ml.hostler.${string}`;

export interface ProductionVariantManagedInstanceScaling {
  Status?: ManagedInstanceScalingStatus;
  MinInstanceCount?: number;
  MaxInstanceCount?: number;
  ScaleInPolicy?: ProductionVariantManagedInstanceScalingScaleInPolicy;
}

export interface ProductionVariantManagedInstanceScalingScaleInPolicy {
  Strategy: ManagedInstanceScalingScaleInStrategy;
  MaximumStepSize?: number;
  CooldownInMinutes?: number;
}

export interface ProductionVariantRoutingConfig {
  RoutingStrategy: RoutingStrategy;
}

export interface ProductionVariantServerlessConfig {
  MemorySizeInMB: number;
  MaxConcurrency: number;
  ProvisionedConcurrency?: number;
}

export interface ProductionVariantServerlessUpdateConfig {
  MaxConcurrency?: number;
  ProvisionedConcurrency?: number;
}

export interface ProductionVariantStatus {
  Status: VariantStatus;
  StatusMessage?: string;
  StartTime?: Date;
}

export interface ProductionVariantSummary {
  VariantName: string;
  DeployedImages?: DeployedImage[];
  CurrentWeight?: number;
  DesiredWeight?: number;
  CurrentInstanceCount?: number;
  DesiredInstanceCount?: number;
  InstancePools?: InstancePoolSummary[];
  VariantStatus?: ProductionVariantStatus[];
  CurrentServerlessConfig?: ProductionVariantServerlessConfig;
  DesiredServerlessConfig?: ProductionVariantServerlessConfig;
  ManagedInstanceScaling?: ProductionVariantManagedInstanceScaling;
  RoutingConfig?: ProductionVariantRoutingConfig;
  CapacityReservationConfig?: ProductionVariantCapacityReservationSummary;
}

export interface RealTimeInferenceConfig {
  InstanceType: ProductionVariantInstanceType;
  InstanceCount: number;
}

export interface RealTimeInferenceRecommendation {
  RecommendationId: string;
  InstanceType: ProductionVariantInstanceType;
  Environment?: { [key: string]: string };
}

export type RecommendationStatus = "IN_PROGRESS" | "COMPLETED" | "FAILED" | "NOT_APPLICABLE";

export type RepositoryAccessMode = "Platform" | "Vpc";

export interface RepositoryAuthConfig {
  RepositoryCredentialsProviderArn: string;
}

export interface ResourceInUse {
  Message?: string;
}

export interface ResourceLimitExceeded {
  Message?: string;
}

export interface ResourceNotFound {
  Message?: string;
}

export interface RollingUpdatePolicy {
  MaximumBatchSize: CapacitySize;
  WaitIntervalInSeconds: number;
  MaximumExecutionTimeoutInSeconds?: number;
  RollbackMaximumBatchSize?: CapacitySize;
}

export type RoutingStrategy = "LEAST_OUTSTANDING_REQUESTS" | "RANDOM";

export type S3DataType = "ManifestFile" | "S3Prefix" | "AugmentedManifestFile" | "Converse";

export interface S3ModelDataSource {
  S3Uri: string;
  S3DataType: S3ModelDataType;
  CompressionType: ModelCompressionType;
  ModelAccessConfig?: ModelAccessConfig;
  HubAccessConfig?: InferenceHubAccessConfig;
  ManifestS3Uri?: string;
  ETag?: string;
  ManifestEtag?: string;
}

export type S3ModelDataType = "S3Prefix" | "S3Object";

export interface ShadowModeConfig {
  SourceModelVariantName: string;
  ShadowModelVariants: ShadowModelVariantConfig[];
}

export interface ShadowModelVariantConfig {
  ShadowModelVariantName: string;
  SamplingPercentage: number;
}

export type SortBy = "Name" | "CreationTime" | "Status";

export type SortInferenceExperimentsBy = "Name" | "CreationTime" | "Status";

export type SortOrder = "Ascending" | "Descending";

export type SplitType = "None" | "Line" | "RecordIO" | "TFRecord";

export interface StartInferenceExperimentRequest {
  Name: string;
}

export interface StartInferenceExperimentResponse {
  InferenceExperimentArn: string;
}

export interface StopInferenceExperimentRequest {
  Name: string;
  ModelVariantActions: { [key: string]: ModelVariantAction };
  DesiredModelVariants?: ModelVariantConfig[];
  DesiredState?: InferenceExperimentStopDesiredState;
  Reason?: string;
}

export interface StopInferenceExperimentResponse {
  InferenceExperimentArn: string;
}

export interface StopTransformJobRequest {
  TransformJobName: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

export interface TrafficRoutingConfig {
  Type: TrafficRoutingConfigType;
  WaitIntervalInSeconds: number;
  CanarySize?: CapacitySize;
  LinearStepSize?: CapacitySize;
}

export type TrafficRoutingConfigType = "ALL_AT_ONCE" | "CANARY" | "LINEAR";

export interface TransformDataSource {
  S3DataSource: TransformS3DataSource;
}

export interface TransformInput {
  DataSource: TransformDataSource;
  ContentType?: string;
  CompressionType?: CompressionType;
  SplitType?: SplitType;
}

export type TransformInstanceType = "ml.m4.xlarge" | "ml.m4.2xlarge" | "ml.m4.4xlarge" | "ml.m4.10xlarge" | "ml.m4.16xlarge" | "ml.c4.xlarge" | "ml.c4.2xlarge" | "ml.c4.4xlarge" | "ml.c4.8xlarge" | "ml.p2.xlarge" | "ml.p2.8xlarge" | "ml.p2.16xlarge" | "ml.p3.2xlarge" | "ml.p3.8xlarge" | "ml.p3.16xlarge" | "ml.c5.xlarge" | "ml.c5.2xlarge" | "ml.c5.4xlarge" | "ml.c5.9xlarge" | "ml.c5.18xlarge" | "ml.m5.large" | "ml.m5.xlarge" | "ml.m5.2xlarge" | "ml.m5.4xlarge" | "ml.m5.12xlarge" | "ml.m5.24xlarge" | "ml.m6i.large" | "ml.m6i.xlarge" | "ml.m6i.2xlarge" | "ml.m6i.4xlarge" | "ml.m6i.8xlarge" | "ml.m6i.12xlarge" | "ml.m6i.16xlarge" | "ml.m6i.24xlarge" | "ml.m6i.32xlarge" | "ml.c6i.large" | "ml.c6i.xlarge" | "ml.c6i.2xlarge" | "ml.c6i.4xlarge" | "ml.c6i.8xlarge" | "ml.c6i.12xlarge" | "ml.c6i.16xlarge" | "ml.c6i.24xlarge" | "ml.c6i.32xlarge" | "ml.r6i.large" | "ml.r6i.xlarge" | "ml.r6i.2xlarge" | "ml.r6i.4xlarge" | "ml.r6i.8xlarge" | "ml.r6i.12xlarge" | "ml.r6i.16xlarge" | "ml.r6i.24xlarge" | "ml.r6i.32xlarge" | "ml.m7i.large" | "ml.m7i.xlarge" | "ml.m7i.2xlarge" | "ml.m7i.4xlarge" | "ml.m7i.8xlarge" | "ml.m7i.12xlarge" | "ml.m7i.16xlarge" | "ml.m7i.24xlarge" | "ml.m7i.48xlarge" | "ml.c7i.large" | "ml.c7i.xlarge" | "ml.c7i.2xlarge" | "ml.c7i.4xlarge" | "ml.c7i.8xlarge" | "ml.c7i.12xlarge" | "ml.c7i.16xlarge" | "ml.c7i.24xlarge" | "ml.c7i.48xlarge" | "ml.r7i.large" | "ml.r7i.xlarge" | "ml.r7i.2xlarge" | "ml.r7i.4xlarge" | "ml.r7i.8xlarge" | "ml.r7i.12xlarge" | "ml.r7i.16xlarge" | "ml.r7i.24xlarge" | "ml.r7i.48xlarge" | "ml.g4dn.xlarge" | "ml.g4dn.2xlarge" | "ml.g4dn.4xlarge" | "ml.g4dn.8xlarge" | "ml.g4dn.12xlarge" | "ml.g4dn.16xlarge" | "ml.g5.xlarge" | "ml.g5.2xlarge" | "ml.g5.4xlarge" | "ml.g5.8xlarge" | "ml.g5.12xlarge" | "ml.g5.16xlarge" | "ml.g5.24xlarge" | "ml.g5.48xlarge" | "ml.trn1.2xlarge" | "ml.trn1.32xlarge" | "ml.inf2.xlarge" | "ml.inf2.8xlarge" | "ml.inf2.24xlarge" | "ml.inf2.48xlarge" | "ml.g6.xlarge" | "ml.g6.2xlarge" | "ml.g6.4xlarge" | "ml.g6.8xlarge" | "ml.g6.12xlarge" | "ml.g6.16xlarge" | "ml.g6.24xlarge" | "ml.g6.48xlarge" | `ml.hostler.${string}`;

export type TransformJobStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

export interface TransformJobSummary {
  TransformJobName: string;
  TransformJobArn: string;
  CreationTime: Date;
  TransformEndTime?: Date;
  LastModifiedTime?: Date;
  TransformJobStatus: TransformJobStatus;
  FailureReason?: string;
}

export interface TransformOutput {
  S3OutputPath: string;
  Accept?: string;
  AssembleWith?: AssemblyType;
  KmsKeyId?: string;
}

export interface TransformResources {
  InstanceType: TransformInstanceType;
  InstanceCount: number;
  VolumeKmsKeyId?: string;
  TransformAmiVersion?: string;
}

export interface TransformS3DataSource {
  S3DataType: S3DataType;
  S3Uri: string;
}

export interface UpdateEndpointInput {
  EndpointName: string;
  EndpointConfigName: string;
  RetainAllVariantProperties?: boolean;
  ExcludeRetainedVariantProperties?: VariantProperty[];
  DeploymentConfig?: DeploymentConfig;
  RetainDeploymentConfig?: boolean;
}

export interface UpdateEndpointOutput {
  EndpointArn: string;
}

export interface UpdateEndpointWeightsAndCapacitiesInput {
  EndpointName: string;
  DesiredWeightsAndCapacities: DesiredWeightAndCapacity[];
}

export interface UpdateEndpointWeightsAndCapacitiesOutput {
  EndpointArn: string;
}

export interface UpdateInferenceComponentInput {
  InferenceComponentName: string;
  Specification?: InferenceComponentSpecification;
  Specifications?: InferenceComponentSpecification[];
  RuntimeConfig?: InferenceComponentRuntimeConfig;
  DeploymentConfig?: InferenceComponentDeploymentConfig;
}

export interface UpdateInferenceComponentOutput {
  InferenceComponentArn: string;
}

export interface UpdateInferenceComponentRuntimeConfigInput {
  InferenceComponentName: string;
  DesiredRuntimeConfig: InferenceComponentRuntimeConfig;
}

export interface UpdateInferenceComponentRuntimeConfigOutput {
  InferenceComponentArn: string;
}

export interface UpdateInferenceExperimentRequest {
  Name: string;
  Schedule?: InferenceExperimentSchedule;
  Description?: string;
  ModelVariants?: ModelVariantConfig[];
  DataStorageConfig?: InferenceExperimentDataStorageConfig;
  ShadowModeConfig?: ShadowModeConfig;
}

export interface UpdateInferenceExperimentResponse {
  InferenceExperimentArn: string;
}

export interface VariantProperty {
  VariantPropertyType: VariantPropertyType;
}

export type VariantPropertyType = "DesiredInstanceCount" | "DesiredWeight" | "DataCaptureConfig";

export type VariantStatus = "Creating" | "Updating" | "Deleting" | "ActivatingTraffic" | "Baking";

export interface VpcConfig {
  SecurityGroupIds: string[];
  Subnets: string[];
}

/** Every operation with its input and output. */
export interface SagemakerOperations {
  "sagemaker.CreateModel": { input: CreateModelInput; output: CreateModelOutput };
  "sagemaker.DescribeModel": { input: DescribeModelInput; output: DescribeModelOutput };
  "sagemaker.ListModels": { input: ListModelsInput; output: ListModelsOutput };
  "sagemaker.DeleteModel": { input: DeleteModelInput; output: void };
  "sagemaker.CreateEndpointConfig": { input: CreateEndpointConfigInput; output: CreateEndpointConfigOutput };
  "sagemaker.DescribeEndpointConfig": { input: DescribeEndpointConfigInput; output: DescribeEndpointConfigOutput };
  "sagemaker.ListEndpointConfigs": { input: ListEndpointConfigsInput; output: ListEndpointConfigsOutput };
  "sagemaker.DeleteEndpointConfig": { input: DeleteEndpointConfigInput; output: void };
  "sagemaker.CreateEndpoint": { input: CreateEndpointInput; output: CreateEndpointOutput };
  "sagemaker.DescribeEndpoint": { input: DescribeEndpointInput; output: DescribeEndpointOutput };
  "sagemaker.ListEndpoints": { input: ListEndpointsInput; output: ListEndpointsOutput };
  "sagemaker.DeleteEndpoint": { input: DeleteEndpointInput; output: void };
  "sagemaker.UpdateEndpoint": { input: UpdateEndpointInput; output: UpdateEndpointOutput };
  "sagemaker.UpdateEndpointWeightsAndCapacities": { input: UpdateEndpointWeightsAndCapacitiesInput; output: UpdateEndpointWeightsAndCapacitiesOutput };
  "sagemaker.AddTags": { input: AddTagsInput; output: AddTagsOutput };
  "sagemaker.ListTags": { input: ListTagsInput; output: ListTagsOutput };
  "sagemaker.DeleteTags": { input: DeleteTagsInput; output: DeleteTagsOutput };
  "sagemaker.CreateTransformJob": { input: CreateTransformJobRequest; output: CreateTransformJobResponse };
  "sagemaker.DescribeTransformJob": { input: DescribeTransformJobRequest; output: DescribeTransformJobResponse };
  "sagemaker.ListTransformJobs": { input: ListTransformJobsRequest; output: ListTransformJobsResponse };
  "sagemaker.StopTransformJob": { input: StopTransformJobRequest; output: void };
  "sagemaker.CreateInferenceComponent": { input: CreateInferenceComponentInput; output: CreateInferenceComponentOutput };
  "sagemaker.DescribeInferenceComponent": { input: DescribeInferenceComponentInput; output: DescribeInferenceComponentOutput };
  "sagemaker.ListInferenceComponents": { input: ListInferenceComponentsInput; output: ListInferenceComponentsOutput };
  "sagemaker.UpdateInferenceComponent": { input: UpdateInferenceComponentInput; output: UpdateInferenceComponentOutput };
  "sagemaker.UpdateInferenceComponentRuntimeConfig": { input: UpdateInferenceComponentRuntimeConfigInput; output: UpdateInferenceComponentRuntimeConfigOutput };
  "sagemaker.DeleteInferenceComponent": { input: DeleteInferenceComponentInput; output: void };
  "sagemaker.CreateInferenceExperiment": { input: CreateInferenceExperimentRequest; output: CreateInferenceExperimentResponse };
  "sagemaker.DescribeInferenceExperiment": { input: DescribeInferenceExperimentRequest; output: DescribeInferenceExperimentResponse };
  "sagemaker.ListInferenceExperiments": { input: ListInferenceExperimentsRequest; output: ListInferenceExperimentsResponse };
  "sagemaker.StartInferenceExperiment": { input: StartInferenceExperimentRequest; output: StartInferenceExperimentResponse };
  "sagemaker.StopInferenceExperiment": { input: StopInferenceExperimentRequest; output: StopInferenceExperimentResponse };
  "sagemaker.UpdateInferenceExperiment": { input: UpdateInferenceExperimentRequest; output: UpdateInferenceExperimentResponse };
  "sagemaker.DeleteInferenceExperiment": { input: DeleteInferenceExperimentRequest; output: DeleteInferenceExperimentResponse };
}

export const sagemakerModel: ServiceModel = {
  name: "sagemaker",
  serviceId: "SageMaker",
  signingName: "sagemaker",
  protocol: "json",
  apiVersion: "2017-07-24",
  targetPrefix: "SageMaker",
  jsonVersion: "1.1",
  operations: {
    "CreateModel": {"method":"POST","uri":"/","input":"CreateModelInput","output":"CreateModelOutput","errors":["ResourceLimitExceeded"]},
    "DescribeModel": {"method":"POST","uri":"/","input":"DescribeModelInput","output":"DescribeModelOutput"},
    "ListModels": {"method":"POST","uri":"/","input":"ListModelsInput","output":"ListModelsOutput"},
    "DeleteModel": {"method":"POST","uri":"/","input":"DeleteModelInput"},
    "CreateEndpointConfig": {"method":"POST","uri":"/","input":"CreateEndpointConfigInput","output":"CreateEndpointConfigOutput","errors":["ResourceLimitExceeded"]},
    "DescribeEndpointConfig": {"method":"POST","uri":"/","input":"DescribeEndpointConfigInput","output":"DescribeEndpointConfigOutput"},
    "ListEndpointConfigs": {"method":"POST","uri":"/","input":"ListEndpointConfigsInput","output":"ListEndpointConfigsOutput"},
    "DeleteEndpointConfig": {"method":"POST","uri":"/","input":"DeleteEndpointConfigInput"},
    "CreateEndpoint": {"method":"POST","uri":"/","input":"CreateEndpointInput","output":"CreateEndpointOutput","errors":["ResourceLimitExceeded"]},
    "DescribeEndpoint": {"method":"POST","uri":"/","input":"DescribeEndpointInput","output":"DescribeEndpointOutput"},
    "ListEndpoints": {"method":"POST","uri":"/","input":"ListEndpointsInput","output":"ListEndpointsOutput"},
    "DeleteEndpoint": {"method":"POST","uri":"/","input":"DeleteEndpointInput"},
    "UpdateEndpoint": {"method":"POST","uri":"/","input":"UpdateEndpointInput","output":"UpdateEndpointOutput","errors":["ResourceLimitExceeded"]},
    "UpdateEndpointWeightsAndCapacities": {"method":"POST","uri":"/","input":"UpdateEndpointWeightsAndCapacitiesInput","output":"UpdateEndpointWeightsAndCapacitiesOutput","errors":["ResourceLimitExceeded"]},
    "AddTags": {"method":"POST","uri":"/","input":"AddTagsInput","output":"AddTagsOutput"},
    "ListTags": {"method":"POST","uri":"/","input":"ListTagsInput","output":"ListTagsOutput"},
    "DeleteTags": {"method":"POST","uri":"/","input":"DeleteTagsInput","output":"DeleteTagsOutput"},
    "CreateTransformJob": {"method":"POST","uri":"/","input":"CreateTransformJobRequest","output":"CreateTransformJobResponse","errors":["ResourceNotFound","ResourceInUse","ResourceLimitExceeded"]},
    "DescribeTransformJob": {"method":"POST","uri":"/","input":"DescribeTransformJobRequest","output":"DescribeTransformJobResponse","errors":["ResourceNotFound"]},
    "ListTransformJobs": {"method":"POST","uri":"/","input":"ListTransformJobsRequest","output":"ListTransformJobsResponse"},
    "StopTransformJob": {"method":"POST","uri":"/","input":"StopTransformJobRequest","errors":["ResourceNotFound"]},
    "CreateInferenceComponent": {"method":"POST","uri":"/","input":"CreateInferenceComponentInput","output":"CreateInferenceComponentOutput","errors":["ResourceLimitExceeded"]},
    "DescribeInferenceComponent": {"method":"POST","uri":"/","input":"DescribeInferenceComponentInput","output":"DescribeInferenceComponentOutput"},
    "ListInferenceComponents": {"method":"POST","uri":"/","input":"ListInferenceComponentsInput","output":"ListInferenceComponentsOutput"},
    "UpdateInferenceComponent": {"method":"POST","uri":"/","input":"UpdateInferenceComponentInput","output":"UpdateInferenceComponentOutput","errors":["ResourceLimitExceeded"]},
    "UpdateInferenceComponentRuntimeConfig": {"method":"POST","uri":"/","input":"UpdateInferenceComponentRuntimeConfigInput","output":"UpdateInferenceComponentRuntimeConfigOutput","errors":["ResourceLimitExceeded"]},
    "DeleteInferenceComponent": {"method":"POST","uri":"/","input":"DeleteInferenceComponentInput"},
    "CreateInferenceExperiment": {"method":"POST","uri":"/","input":"CreateInferenceExperimentRequest","output":"CreateInferenceExperimentResponse","errors":["ResourceInUse","ResourceLimitExceeded"]},
    "DescribeInferenceExperiment": {"method":"POST","uri":"/","input":"DescribeInferenceExperimentRequest","output":"DescribeInferenceExperimentResponse","errors":["ResourceNotFound"]},
    "ListInferenceExperiments": {"method":"POST","uri":"/","input":"ListInferenceExperimentsRequest","output":"ListInferenceExperimentsResponse"},
    "StartInferenceExperiment": {"method":"POST","uri":"/","input":"StartInferenceExperimentRequest","output":"StartInferenceExperimentResponse","errors":["ConflictException","ResourceNotFound"]},
    "StopInferenceExperiment": {"method":"POST","uri":"/","input":"StopInferenceExperimentRequest","output":"StopInferenceExperimentResponse","errors":["ConflictException","ResourceNotFound"]},
    "UpdateInferenceExperiment": {"method":"POST","uri":"/","input":"UpdateInferenceExperimentRequest","output":"UpdateInferenceExperimentResponse","errors":["ConflictException","ResourceNotFound"]},
    "DeleteInferenceExperiment": {"method":"POST","uri":"/","input":"DeleteInferenceExperimentRequest","output":"DeleteInferenceExperimentResponse","errors":["ConflictException","ResourceNotFound"]},
  },
  shapes: {
    "Accept": {"type":"string","pattern":".*","min":0,"max":256},
    "AcceptEula": {"type":"boolean"},
    "AddTagsInput": {"type":"structure","members":{"ResourceArn":{"shape":"ResourceArn"},"Tags":{"shape":"TagList"}},"required":["ResourceArn","Tags"]},
    "AddTagsOutput": {"type":"structure","members":{"Tags":{"shape":"TagList"}}},
    "AdditionalModelChannelName": {"type":"string","pattern":"[A-Za-z0-9\\.\\-_]+","min":1,"max":64},
    "AdditionalModelDataSource": {"type":"structure","members":{"ChannelName":{"shape":"AdditionalModelChannelName"},"S3DataSource":{"shape":"S3ModelDataSource"}},"required":["ChannelName","S3DataSource"]},
    "AdditionalModelDataSources": {"type":"list","member":{"shape":"AdditionalModelDataSource"},"min":0,"max":5},
    "Alarm": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"}}},
    "AlarmList": {"type":"list","member":{"shape":"Alarm"},"min":1,"max":10},
    "AlarmName": {"type":"string","pattern":"(?!\\s*$).+","min":1,"max":255},
    "AssemblyType": {"type":"string","enum":["None","Line"]},
    "AsyncInferenceClientConfig": {"type":"structure","members":{"MaxConcurrentInvocationsPerInstance":{"shape":"MaxConcurrentInvocationsPerInstance"}}},
    "AsyncInferenceConfig": {"type":"structure","members":{"ClientConfig":{"shape":"AsyncInferenceClientConfig"},"OutputConfig":{"shape":"AsyncInferenceOutputConfig"}},"required":["OutputConfig"]},
    "AsyncInferenceNotificationConfig": {"type":"structure","members":{"SuccessTopic":{"shape":"SnsTopicArn"},"ErrorTopic":{"shape":"SnsTopicArn"},"IncludeInferenceResponseIn":{"shape":"AsyncNotificationTopicTypeList"}}},
    "AsyncInferenceOutputConfig": {"type":"structure","members":{"KmsKeyId":{"shape":"KmsKeyId"},"S3OutputPath":{"shape":"DestinationS3Uri"},"NotificationConfig":{"shape":"AsyncInferenceNotificationConfig"},"S3FailurePath":{"shape":"DestinationS3Uri"}}},
    "AsyncNotificationTopicTypeList": {"type":"list","member":{"shape":"AsyncNotificationTopicTypes"},"min":0,"max":2},
    "AsyncNotificationTopicTypes": {"type":"string","enum":["SUCCESS_NOTIFICATION_TOPIC","ERROR_NOTIFICATION_TOPIC"]},
    "AutoMLJobArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:automl-job/.*","min":1,"max":256},
    "AutoRollbackConfig": {"type":"structure","members":{"Alarms":{"shape":"AlarmList"}}},
    "AvailabilityZoneBalanceEnforcementMode": {"type":"string","enum":["PERMISSIVE"]},
    "AvailabilityZoneBalanceMaxImbalance": {"type":"integer","min":0,"max":100},
    "BatchDataCaptureConfig": {"type":"structure","members":{"DestinationS3Uri":{"shape":"S3Uri"},"KmsKeyId":{"shape":"KmsKeyId"},"GenerateInferenceId":{"shape":"Boolean"}},"required":["DestinationS3Uri"]},
    "BatchStrategy": {"type":"string","enum":["MultiRecord","SingleRecord"]},
    "BlueGreenUpdatePolicy": {"type":"structure","members":{"TrafficRoutingConfiguration":{"shape":"TrafficRoutingConfig"},"TerminationWaitInSeconds":{"shape":"TerminationWaitInSeconds"},"MaximumExecutionTimeoutInSeconds":{"shape":"MaximumExecutionTimeoutInSeconds"}},"required":["TrafficRoutingConfiguration"]},
    "Boolean": {"type":"boolean"},
    "CapacityReservationPreference": {"type":"string","enum":["capacity-reservations-only"]},
    "CapacitySize": {"type":"structure","members":{"Type":{"shape":"CapacitySizeType"},"Value":{"shape":"CapacitySizeValue"}},"required":["Type","Value"]},
    "CapacitySizeType": {"type":"string","enum":["INSTANCE_COUNT","CAPACITY_PERCENT"]},
    "CapacitySizeValue": {"type":"integer","min":1},
    "CaptureContentTypeHeader": {"type":"structure","members":{"CsvContentTypes":{"shape":"CsvContentTypes"},"JsonContentTypes":{"shape":"JsonContentTypes"}}},
    "CaptureMode": {"type":"string","enum":["Input","Output","InputAndOutput"]},
    "CaptureOption": {"type":"structure","members":{"CaptureMode":{"shape":"CaptureMode"}},"required":["CaptureMode"]},
    "CaptureOptionList": {"type":"list","member":{"shape":"CaptureOption"},"min":1,"max":32},
    "CaptureStatus": {"type":"string","enum":["Started","Stopped"]},
    "ClarifyContentTemplate": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyEnableExplanations": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyExplainerConfig": {"type":"structure","members":{"EnableExplanations":{"shape":"ClarifyEnableExplanations"},"InferenceConfig":{"shape":"ClarifyInferenceConfig"},"ShapConfig":{"shape":"ClarifyShapConfig"}},"required":["ShapConfig"]},
    "ClarifyFeatureHeaders": {"type":"list","member":{"shape":"ClarifyHeader"},"min":1,"max":256},
    "ClarifyFeatureType": {"type":"string","enum":["numerical","categorical","text"]},
    "ClarifyFeatureTypes": {"type":"list","member":{"shape":"ClarifyFeatureType"},"min":1,"max":256},
    "ClarifyFeaturesAttribute": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyHeader": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyInferenceConfig": {"type":"structure","members":{"FeaturesAttribute":{"shape":"ClarifyFeaturesAttribute"},"ContentTemplate":{"shape":"ClarifyContentTemplate"},"MaxRecordCount":{"shape":"ClarifyMaxRecordCount"},"MaxPayloadInMB":{"shape":"ClarifyMaxPayloadInMB"},"ProbabilityIndex":{"shape":"ClarifyProbabilityIndex"},"LabelIndex":{"shape":"ClarifyLabelIndex"},"ProbabilityAttribute":{"shape":"ClarifyProbabilityAttribute"},"LabelAttribute":{"shape":"ClarifyLabelAttribute"},"LabelHeaders":{"shape":"ClarifyLabelHeaders"},"FeatureHeaders":{"shape":"ClarifyFeatureHeaders"},"FeatureTypes":{"shape":"ClarifyFeatureTypes"}}},
    "ClarifyLabelAttribute": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyLabelHeaders": {"type":"list","member":{"shape":"ClarifyHeader"},"min":1,"max":16},
    "ClarifyLabelIndex": {"type":"integer","min":0},
    "ClarifyMaxPayloadInMB": {"type":"integer","min":1,"max":25},
    "ClarifyMaxRecordCount": {"type":"integer","min":1},
    "ClarifyMimeType": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9+.])*","min":0,"max":255},
    "ClarifyProbabilityAttribute": {"type":"string","pattern":".*","min":1,"max":64},
    "ClarifyProbabilityIndex": {"type":"integer","min":0},
    "ClarifyShapBaseline": {"type":"string","pattern":"[\\s\\S]+","min":1,"max":4096},
    "ClarifyShapBaselineConfig": {"type":"structure","members":{"MimeType":{"shape":"ClarifyMimeType"},"ShapBaseline":{"shape":"ClarifyShapBaseline"},"ShapBaselineUri":{"shape":"Url"}}},
    "ClarifyShapConfig": {"type":"structure","members":{"ShapBaselineConfig":{"shape":"ClarifyShapBaselineConfig"},"NumberOfSamples":{"shape":"ClarifyShapNumberOfSamples"},"UseLogit":{"shape":"ClarifyShapUseLogit"},"Seed":{"shape":"ClarifyShapSeed"},"TextConfig":{"shape":"ClarifyTextConfig"}},"required":["ShapBaselineConfig"]},
    "ClarifyShapNumberOfSamples": {"type":"integer","min":1},
    "ClarifyShapSeed": {"type":"integer"},
    "ClarifyShapUseLogit": {"type":"boolean"},
    "ClarifyTextConfig": {"type":"structure","members":{"Language":{"shape":"ClarifyTextLanguage"},"Granularity":{"shape":"ClarifyTextGranularity"}},"required":["Language","Granularity"]},
    "ClarifyTextGranularity": {"type":"string","enum":["token","sentence","paragraph"]},
    "ClarifyTextLanguage": {"type":"string","enum":["af","sq","ar","hy","eu","bn","bg","ca","zh","hr","cs","da","nl","en","et","fi","fr","de","el","gu","he","hi","hu","is","id","ga","it","kn","ky","lv","lt","lb","mk","ml","mr","ne","nb","fa","pl","pt","ro","ru","sa","sr","tn","si","sk","sl","es","sv","tl","ta","tt","te","tr","uk","ur","yo","lij","xx"]},
    "CompressionType": {"type":"string","enum":["None","Gzip"]},
    "ConflictException": {"type":"structure","members":{"Message":{"shape":"FailureReason"}},"error":{"status":400}},
    "ContainerDefinition": {"type":"structure","members":{"ContainerHostname":{"shape":"ContainerHostname"},"Image":{"shape":"ContainerImage"},"ImageConfig":{"shape":"ImageConfig"},"Mode":{"shape":"ContainerMode"},"ModelDataUrl":{"shape":"Url"},"ModelDataSource":{"shape":"ModelDataSource"},"AdditionalModelDataSources":{"shape":"AdditionalModelDataSources"},"Environment":{"shape":"EnvironmentMap"},"ModelPackageName":{"shape":"VersionedArnOrName"},"InferenceSpecificationName":{"shape":"InferenceSpecificationName"},"MultiModelConfig":{"shape":"MultiModelConfig"}}},
    "ContainerDefinitionList": {"type":"list","member":{"shape":"ContainerDefinition"},"min":0,"max":15},
    "ContainerHostname": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":0,"max":63},
    "ContainerImage": {"type":"string","pattern":"[\\S]+","min":0,"max":255},
    "ContainerMode": {"type":"string","enum":["SingleModel","MultiModel"]},
    "ContentType": {"type":"string","pattern":".*","min":0,"max":256},
    "CreateEndpointConfigInput": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"},"ProductionVariants":{"shape":"ProductionVariantList"},"DataCaptureConfig":{"shape":"DataCaptureConfig"},"Tags":{"shape":"TagList"},"KmsKeyId":{"shape":"KmsKeyId"},"AsyncInferenceConfig":{"shape":"AsyncInferenceConfig"},"ExplainerConfig":{"shape":"ExplainerConfig"},"ShadowProductionVariants":{"shape":"ProductionVariantList"},"ExecutionRoleArn":{"shape":"RoleArn"},"VpcConfig":{"shape":"VpcConfig"},"EnableNetworkIsolation":{"shape":"Boolean"},"MetricsConfig":{"shape":"MetricsConfig"}},"required":["EndpointConfigName","ProductionVariants"]},
    "CreateEndpointConfigOutput": {"type":"structure","members":{"EndpointConfigArn":{"shape":"EndpointConfigArn"}},"required":["EndpointConfigArn"]},
    "CreateEndpointInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"EndpointConfigName":{"shape":"EndpointConfigName"},"DeploymentConfig":{"shape":"DeploymentConfig"},"Tags":{"shape":"TagList"}},"required":["EndpointName","EndpointConfigName"]},
    "CreateEndpointOutput": {"type":"structure","members":{"EndpointArn":{"shape":"EndpointArn"}},"required":["EndpointArn"]},
    "CreateInferenceComponentInput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"},"EndpointName":{"shape":"EndpointName"},"VariantName":{"shape":"VariantName"},"Specification":{"shape":"InferenceComponentSpecification"},"Specifications":{"shape":"InferenceComponentSpecificationList"},"RuntimeConfig":{"shape":"InferenceComponentRuntimeConfig"},"Tags":{"shape":"TagList"}},"required":["InferenceComponentName","EndpointName"]},
    "CreateInferenceComponentOutput": {"type":"structure","members":{"InferenceComponentArn":{"shape":"InferenceComponentArn"}},"required":["InferenceComponentArn"]},
    "CreateInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"},"Type":{"shape":"InferenceExperimentType"},"Schedule":{"shape":"InferenceExperimentSchedule"},"Description":{"shape":"InferenceExperimentDescription"},"RoleArn":{"shape":"RoleArn"},"EndpointName":{"shape":"EndpointName"},"ModelVariants":{"shape":"ModelVariantConfigList"},"DataStorageConfig":{"shape":"InferenceExperimentDataStorageConfig"},"ShadowModeConfig":{"shape":"ShadowModeConfig"},"KmsKey":{"shape":"KmsKeyId"},"Tags":{"shape":"TagList"}},"required":["Name","Type","RoleArn","EndpointName","ModelVariants","ShadowModeConfig"]},
    "CreateInferenceExperimentResponse": {"type":"structure","members":{"InferenceExperimentArn":{"shape":"InferenceExperimentArn"}},"required":["InferenceExperimentArn"]},
    "CreateModelInput": {"type":"structure","members":{"ModelName":{"shape":"ModelName"},"PrimaryContainer":{"shape":"ContainerDefinition"},"Containers":{"shape":"ContainerDefinitionList"},"InferenceExecutionConfig":{"shape":"InferenceExecutionConfig"},"ExecutionRoleArn":{"shape":"RoleArn"},"Tags":{"shape":"TagList"},"VpcConfig":{"shape":"VpcConfig"},"EnableNetworkIsolation":{"shape":"Boolean"}},"required":["ModelName"]},
    "CreateModelOutput": {"type":"structure","members":{"ModelArn":{"shape":"ModelArn"}},"required":["ModelArn"]},
    "CreateTransformJobRequest": {"type":"structure","members":{"TransformJobName":{"shape":"TransformJobName"},"ModelName":{"shape":"ModelName"},"MaxConcurrentTransforms":{"shape":"MaxConcurrentTransforms"},"ModelClientConfig":{"shape":"ModelClientConfig"},"MaxPayloadInMB":{"shape":"MaxPayloadInMB"},"BatchStrategy":{"shape":"BatchStrategy"},"Environment":{"shape":"TransformEnvironmentMap"},"TransformInput":{"shape":"TransformInput"},"TransformOutput":{"shape":"TransformOutput"},"DataCaptureConfig":{"shape":"BatchDataCaptureConfig"},"TransformResources":{"shape":"TransformResources"},"DataProcessing":{"shape":"DataProcessing"},"Tags":{"shape":"TagList"},"ExperimentConfig":{"shape":"ExperimentConfig"}},"required":["TransformJobName","ModelName","TransformInput","TransformOutput","TransformResources"]},
    "CreateTransformJobResponse": {"type":"structure","members":{"TransformJobArn":{"shape":"TransformJobArn"}},"required":["TransformJobArn"]},
    "CsvContentType": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9.])*","min":1,"max":256},
    "CsvContentTypes": {"type":"list","member":{"shape":"CsvContentType"},"min":1,"max":10},
    "DataCaptureConfig": {"type":"structure","members":{"EnableCapture":{"shape":"EnableCapture"},"InitialSamplingPercentage":{"shape":"SamplingPercentage"},"DestinationS3Uri":{"shape":"DestinationS3Uri"},"KmsKeyId":{"shape":"KmsKeyId"},"CaptureOptions":{"shape":"CaptureOptionList"},"CaptureContentTypeHeader":{"shape":"CaptureContentTypeHeader"}},"required":["InitialSamplingPercentage","DestinationS3Uri","CaptureOptions"]},
    "DataCaptureConfigSummary": {"type":"structure","members":{"EnableCapture":{"shape":"EnableCapture"},"CaptureStatus":{"shape":"CaptureStatus"},"CurrentSamplingPercentage":{"shape":"SamplingPercentage"},"DestinationS3Uri":{"shape":"DestinationS3Uri"},"KmsKeyId":{"shape":"KmsKeyId"}},"required":["EnableCapture","CaptureStatus","CurrentSamplingPercentage","DestinationS3Uri","KmsKeyId"]},
    "DataProcessing": {"type":"structure","members":{"InputFilter":{"shape":"JsonPath"},"OutputFilter":{"shape":"JsonPath"},"JoinSource":{"shape":"JoinSource"}}},
    "DeleteEndpointConfigInput": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"}},"required":["EndpointConfigName"]},
    "DeleteEndpointInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"}},"required":["EndpointName"]},
    "DeleteInferenceComponentInput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"}},"required":["InferenceComponentName"]},
    "DeleteInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"}},"required":["Name"]},
    "DeleteInferenceExperimentResponse": {"type":"structure","members":{"InferenceExperimentArn":{"shape":"InferenceExperimentArn"}},"required":["InferenceExperimentArn"]},
    "DeleteModelInput": {"type":"structure","members":{"ModelName":{"shape":"ModelName"}},"required":["ModelName"]},
    "DeleteTagsInput": {"type":"structure","members":{"ResourceArn":{"shape":"ResourceArn"},"TagKeys":{"shape":"TagKeyList"}},"required":["ResourceArn","TagKeys"]},
    "DeleteTagsOutput": {"type":"structure","members":{}},
    "DeployedImage": {"type":"structure","members":{"SpecifiedImage":{"shape":"ContainerImage"},"ResolvedImage":{"shape":"ContainerImage"},"ResolutionTime":{"shape":"Timestamp"}}},
    "DeployedImages": {"type":"list","member":{"shape":"DeployedImage"}},
    "DeploymentConfig": {"type":"structure","members":{"BlueGreenUpdatePolicy":{"shape":"BlueGreenUpdatePolicy"},"RollingUpdatePolicy":{"shape":"RollingUpdatePolicy"},"AutoRollbackConfiguration":{"shape":"AutoRollbackConfig"}}},
    "DeploymentRecommendation": {"type":"structure","members":{"RecommendationStatus":{"shape":"RecommendationStatus"},"RealTimeInferenceRecommendations":{"shape":"RealTimeInferenceRecommendations"}},"required":["RecommendationStatus"]},
    "DescribeEndpointConfigInput": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"}},"required":["EndpointConfigName"]},
    "DescribeEndpointConfigOutput": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"},"EndpointConfigArn":{"shape":"EndpointConfigArn"},"ProductionVariants":{"shape":"ProductionVariantList"},"DataCaptureConfig":{"shape":"DataCaptureConfig"},"KmsKeyId":{"shape":"KmsKeyId"},"CreationTime":{"shape":"Timestamp"},"AsyncInferenceConfig":{"shape":"AsyncInferenceConfig"},"ExplainerConfig":{"shape":"ExplainerConfig"},"ShadowProductionVariants":{"shape":"ProductionVariantList"},"ExecutionRoleArn":{"shape":"RoleArn"},"VpcConfig":{"shape":"VpcConfig"},"EnableNetworkIsolation":{"shape":"Boolean"},"MetricsConfig":{"shape":"MetricsConfig"}},"required":["EndpointConfigName","EndpointConfigArn","ProductionVariants","CreationTime"]},
    "DescribeEndpointInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"}},"required":["EndpointName"]},
    "DescribeEndpointOutput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"EndpointArn":{"shape":"EndpointArn"},"EndpointConfigName":{"shape":"EndpointConfigName"},"ProductionVariants":{"shape":"ProductionVariantSummaryList"},"DataCaptureConfig":{"shape":"DataCaptureConfigSummary"},"EndpointStatus":{"shape":"EndpointStatus"},"FailureReason":{"shape":"FailureReason"},"CreationTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"LastDeploymentConfig":{"shape":"DeploymentConfig"},"AsyncInferenceConfig":{"shape":"AsyncInferenceConfig"},"PendingDeploymentSummary":{"shape":"PendingDeploymentSummary"},"ExplainerConfig":{"shape":"ExplainerConfig"},"ShadowProductionVariants":{"shape":"ProductionVariantSummaryList"},"MetricsConfig":{"shape":"MetricsConfig"}},"required":["EndpointName","EndpointArn","EndpointStatus","CreationTime","LastModifiedTime"]},
    "DescribeInferenceComponentInput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"}},"required":["InferenceComponentName"]},
    "DescribeInferenceComponentOutput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"},"InferenceComponentArn":{"shape":"InferenceComponentArn"},"EndpointName":{"shape":"EndpointName"},"EndpointArn":{"shape":"EndpointArn"},"VariantName":{"shape":"VariantName"},"FailureReason":{"shape":"FailureReason"},"Specification":{"shape":"InferenceComponentSpecificationSummary"},"Specifications":{"shape":"InferenceComponentSpecificationSummaryList"},"RuntimeConfig":{"shape":"InferenceComponentRuntimeConfigSummary"},"CreationTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"InferenceComponentStatus":{"shape":"InferenceComponentStatus"},"LastDeploymentConfig":{"shape":"InferenceComponentDeploymentConfig"}},"required":["InferenceComponentName","InferenceComponentArn","EndpointName","EndpointArn","CreationTime","LastModifiedTime"]},
    "DescribeInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"}},"required":["Name"]},
    "DescribeInferenceExperimentResponse": {"type":"structure","members":{"Arn":{"shape":"InferenceExperimentArn"},"Name":{"shape":"InferenceExperimentName"},"Type":{"shape":"InferenceExperimentType"},"Schedule":{"shape":"InferenceExperimentSchedule"},"Status":{"shape":"InferenceExperimentStatus"},"StatusReason":{"shape":"InferenceExperimentStatusReason"},"Description":{"shape":"InferenceExperimentDescription"},"CreationTime":{"shape":"Timestamp"},"CompletionTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"RoleArn":{"shape":"RoleArn"},"EndpointMetadata":{"shape":"EndpointMetadata"},"ModelVariants":{"shape":"ModelVariantConfigSummaryList"},"DataStorageConfig":{"shape":"InferenceExperimentDataStorageConfig"},"ShadowModeConfig":{"shape":"ShadowModeConfig"},"KmsKey":{"shape":"KmsKeyId"}},"required":["Arn","Name","Type","Status","EndpointMetadata","ModelVariants"]},
    "DescribeModelInput": {"type":"structure","members":{"ModelName":{"shape":"ModelName"}},"required":["ModelName"]},
    "DescribeModelOutput": {"type":"structure","members":{"ModelName":{"shape":"ModelName"},"PrimaryContainer":{"shape":"ContainerDefinition"},"Containers":{"shape":"ContainerDefinitionList"},"InferenceExecutionConfig":{"shape":"InferenceExecutionConfig"},"ExecutionRoleArn":{"shape":"RoleArn"},"VpcConfig":{"shape":"VpcConfig"},"CreationTime":{"shape":"Timestamp"},"ModelArn":{"shape":"ModelArn"},"EnableNetworkIsolation":{"shape":"Boolean"},"DeploymentRecommendation":{"shape":"DeploymentRecommendation"}},"required":["ModelName","CreationTime","ModelArn"]},
    "DescribeTransformJobRequest": {"type":"structure","members":{"TransformJobName":{"shape":"TransformJobName"}},"required":["TransformJobName"]},
    "DescribeTransformJobResponse": {"type":"structure","members":{"TransformJobName":{"shape":"TransformJobName"},"TransformJobArn":{"shape":"TransformJobArn"},"TransformJobStatus":{"shape":"TransformJobStatus"},"FailureReason":{"shape":"FailureReason"},"ModelName":{"shape":"ModelName"},"MaxConcurrentTransforms":{"shape":"MaxConcurrentTransforms"},"ModelClientConfig":{"shape":"ModelClientConfig"},"MaxPayloadInMB":{"shape":"MaxPayloadInMB"},"BatchStrategy":{"shape":"BatchStrategy"},"Environment":{"shape":"TransformEnvironmentMap"},"TransformInput":{"shape":"TransformInput"},"TransformOutput":{"shape":"TransformOutput"},"DataCaptureConfig":{"shape":"BatchDataCaptureConfig"},"TransformResources":{"shape":"TransformResources"},"CreationTime":{"shape":"Timestamp"},"TransformStartTime":{"shape":"Timestamp"},"TransformEndTime":{"shape":"Timestamp"},"LabelingJobArn":{"shape":"LabelingJobArn"},"AutoMLJobArn":{"shape":"AutoMLJobArn"},"DataProcessing":{"shape":"DataProcessing"},"ExperimentConfig":{"shape":"ExperimentConfig"}},"required":["TransformJobName","TransformJobArn","TransformJobStatus","ModelName","TransformInput","TransformResources","CreationTime"]},
    "DesiredWeightAndCapacity": {"type":"structure","members":{"VariantName":{"shape":"VariantName"},"DesiredWeight":{"shape":"VariantWeight"},"DesiredInstanceCount":{"shape":"TaskCount"},"ServerlessUpdateConfig":{"shape":"ProductionVariantServerlessUpdateConfig"}},"required":["VariantName"]},
    "DesiredWeightAndCapacityList": {"type":"list","member":{"shape":"DesiredWeightAndCapacity"},"min":1},
    "DestinationS3Uri": {"type":"string","pattern":"(https|s3)://([^/])/?(.*)","min":0,"max":512},
    "Ec2CapacityReservation": {"type":"structure","members":{"Ec2CapacityReservationId":{"shape":"Ec2CapacityReservationId"},"TotalInstanceCount":{"shape":"TaskCount"},"AvailableInstanceCount":{"shape":"TaskCount"},"UsedByCurrentEndpoint":{"shape":"TaskCount"}}},
    "Ec2CapacityReservationId": {"type":"string"},
    "Ec2CapacityReservationsList": {"type":"list","member":{"shape":"Ec2CapacityReservation"}},
    "EnableCaching": {"type":"boolean"},
    "EnableCapture": {"type":"boolean"},
    "EnableEnhancedMetrics": {"type":"boolean"},
    "EndpointArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:endpoint/.*","min":20,"max":2048},
    "EndpointConfigArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:endpoint-config/.*","min":20,"max":2048},
    "EndpointConfigName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":0,"max":63},
    "EndpointConfigNameContains": {"type":"string","pattern":"[a-zA-Z0-9-]+","min":0,"max":63},
    "EndpointConfigSortKey": {"type":"string","enum":["Name","CreationTime"]},
    "EndpointConfigSummary": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"},"EndpointConfigArn":{"shape":"EndpointConfigArn"},"CreationTime":{"shape":"Timestamp"}},"required":["EndpointConfigName","EndpointConfigArn","CreationTime"]},
    "EndpointConfigSummaryList": {"type":"list","member":{"shape":"EndpointConfigSummary"}},
    "EndpointMetadata": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"EndpointConfigName":{"shape":"EndpointConfigName"},"EndpointStatus":{"shape":"EndpointStatus"},"FailureReason":{"shape":"FailureReason"}},"required":["EndpointName"]},
    "EndpointName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":0,"max":63},
    "EndpointNameContains": {"type":"string","pattern":"[a-zA-Z0-9-]+","min":0,"max":63},
    "EndpointSortKey": {"type":"string","enum":["Name","CreationTime","Status"]},
    "EndpointStatus": {"type":"string","enum":["OutOfService","Creating","Updating","SystemUpdating","RollingBack","InService","Deleting","Failed","UpdateRollbackFailed"]},
    "EndpointSummary": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"EndpointArn":{"shape":"EndpointArn"},"CreationTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"EndpointStatus":{"shape":"EndpointStatus"}},"required":["EndpointName","EndpointArn","CreationTime","LastModifiedTime","EndpointStatus"]},
    "EndpointSummaryList": {"type":"list","member":{"shape":"EndpointSummary"}},
    "EnvironmentKey": {"type":"string","pattern":"[a-zA-Z_][a-zA-Z0-9_]*","min":0,"max":1024},
    "EnvironmentMap": {"type":"map","key":{"shape":"EnvironmentKey"},"value":{"shape":"EnvironmentValue"},"min":0,"max":100},
    "EnvironmentValue": {"type":"string","pattern":"[\\S\\s]*","min":0,"max":1024},
    "ExperimentConfig": {"type":"structure","members":{"ExperimentName":{"shape":"ExperimentEntityName"},"TrialName":{"shape":"ExperimentEntityName"},"TrialComponentDisplayName":{"shape":"ExperimentEntityName"},"RunName":{"shape":"ExperimentEntityName"}}},
    "ExperimentEntityName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}","min":1,"max":120},
    "ExplainerConfig": {"type":"structure","members":{"ClarifyExplainerConfig":{"shape":"ClarifyExplainerConfig"}}},
    "FailureReason": {"type":"string","min":0,"max":1024},
    "HubContentArn": {"type":"string","pattern":".*","min":0,"max":255},
    "ImageConfig": {"type":"structure","members":{"RepositoryAccessMode":{"shape":"RepositoryAccessMode"},"RepositoryAuthConfig":{"shape":"RepositoryAuthConfig"}},"required":["RepositoryAccessMode"]},
    "InferenceComponentArn": {"type":"string","min":20,"max":2048},
    "InferenceComponentAvailabilityZoneBalance": {"type":"structure","members":{"EnforcementMode":{"shape":"AvailabilityZoneBalanceEnforcementMode"},"MaxImbalance":{"shape":"AvailabilityZoneBalanceMaxImbalance"}},"required":["EnforcementMode"]},
    "InferenceComponentCapacitySize": {"type":"structure","members":{"Type":{"shape":"InferenceComponentCapacitySizeType"},"Value":{"shape":"CapacitySizeValue"}},"required":["Type","Value"]},
    "InferenceComponentCapacitySizeType": {"type":"string","enum":["COPY_COUNT","CAPACITY_PERCENT"]},
    "InferenceComponentComputeResourceRequirements": {"type":"structure","members":{"NumberOfCpuCoresRequired":{"shape":"NumberOfCpuCores"},"NumberOfAcceleratorDevicesRequired":{"shape":"NumberOfAcceleratorDevices"},"MinMemoryRequiredInMb":{"shape":"MemoryInMb"},"MaxMemoryRequiredInMb":{"shape":"MemoryInMb"}},"required":["MinMemoryRequiredInMb"]},
    "InferenceComponentContainerSpecification": {"type":"structure","members":{"Image":{"shape":"ContainerImage"},"ArtifactUrl":{"shape":"Url"},"Environment":{"shape":"EnvironmentMap"}}},
    "InferenceComponentContainerSpecificationSummary": {"type":"structure","members":{"DeployedImage":{"shape":"DeployedImage"},"ArtifactUrl":{"shape":"Url"},"Environment":{"shape":"EnvironmentMap"}}},
    "InferenceComponentCopyCount": {"type":"integer","min":0},
    "InferenceComponentDataCacheConfig": {"type":"structure","members":{"EnableCaching":{"shape":"EnableCaching"}},"required":["EnableCaching"]},
    "InferenceComponentDataCacheConfigSummary": {"type":"structure","members":{"EnableCaching":{"shape":"EnableCaching"}},"required":["EnableCaching"]},
    "InferenceComponentDeploymentConfig": {"type":"structure","members":{"RollingUpdatePolicy":{"shape":"InferenceComponentRollingUpdatePolicy"},"AutoRollbackConfiguration":{"shape":"AutoRollbackConfig"}},"required":["RollingUpdatePolicy"]},
    "InferenceComponentName": {"type":"string","pattern":"[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?","min":0,"max":63},
    "InferenceComponentNameContains": {"type":"string","pattern":"[a-zA-Z0-9-]+","min":0,"max":63},
    "InferenceComponentPlacementStatus": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"CurrentCopyCount":{"shape":"InferenceComponentCopyCount"}},"required":["InstanceType","CurrentCopyCount"]},
    "InferenceComponentPlacementStatusList": {"type":"list","member":{"shape":"InferenceComponentPlacementStatus"},"min":1},
    "InferenceComponentPlacementStrategy": {"type":"string","enum":["SPREAD","BINPACK"]},
    "InferenceComponentRollingUpdatePolicy": {"type":"structure","members":{"MaximumBatchSize":{"shape":"InferenceComponentCapacitySize"},"WaitIntervalInSeconds":{"shape":"WaitIntervalInSeconds"},"MaximumExecutionTimeoutInSeconds":{"shape":"MaximumExecutionTimeoutInSeconds"},"RollbackMaximumBatchSize":{"shape":"InferenceComponentCapacitySize"}},"required":["MaximumBatchSize","WaitIntervalInSeconds"]},
    "InferenceComponentRuntimeConfig": {"type":"structure","members":{"CopyCount":{"shape":"InferenceComponentCopyCount"}},"required":["CopyCount"]},
    "InferenceComponentRuntimeConfigSummary": {"type":"structure","members":{"DesiredCopyCount":{"shape":"InferenceComponentCopyCount"},"CurrentCopyCount":{"shape":"InferenceComponentCopyCount"},"PlacementStatus":{"shape":"InferenceComponentPlacementStatusList"}}},
    "InferenceComponentSchedulingConfig": {"type":"structure","members":{"PlacementStrategy":{"shape":"InferenceComponentPlacementStrategy"},"AvailabilityZoneBalance":{"shape":"InferenceComponentAvailabilityZoneBalance"}},"required":["PlacementStrategy"]},
    "InferenceComponentSortKey": {"type":"string","enum":["Name","CreationTime","Status"]},
    "InferenceComponentSpecification": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"ModelName":{"shape":"ModelName"},"Container":{"shape":"InferenceComponentContainerSpecification"},"StartupParameters":{"shape":"InferenceComponentStartupParameters"},"ComputeResourceRequirements":{"shape":"InferenceComponentComputeResourceRequirements"},"BaseInferenceComponentName":{"shape":"InferenceComponentName"},"DataCacheConfig":{"shape":"InferenceComponentDataCacheConfig"},"SchedulingConfig":{"shape":"InferenceComponentSchedulingConfig"}}},
    "InferenceComponentSpecificationList": {"type":"list","member":{"shape":"InferenceComponentSpecification"},"min":1,"max":5},
    "InferenceComponentSpecificationSummary": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"ModelName":{"shape":"ModelName"},"Container":{"shape":"InferenceComponentContainerSpecificationSummary"},"StartupParameters":{"shape":"InferenceComponentStartupParameters"},"ComputeResourceRequirements":{"shape":"InferenceComponentComputeResourceRequirements"},"BaseInferenceComponentName":{"shape":"InferenceComponentName"},"DataCacheConfig":{"shape":"InferenceComponentDataCacheConfigSummary"},"SchedulingConfig":{"shape":"InferenceComponentSchedulingConfig"}}},
    "InferenceComponentSpecificationSummaryList": {"type":"list","member":{"shape":"InferenceComponentSpecificationSummary"},"min":1},
    "InferenceComponentStartupParameters": {"type":"structure","members":{"ModelDataDownloadTimeoutInSeconds":{"shape":"ProductionVariantModelDataDownloadTimeoutInSeconds"},"ContainerStartupHealthCheckTimeoutInSeconds":{"shape":"ProductionVariantContainerStartupHealthCheckTimeoutInSeconds"}}},
    "InferenceComponentStatus": {"type":"string","enum":["InService","Creating","Updating","Failed","Deleting"]},
    "InferenceComponentSummary": {"type":"structure","members":{"CreationTime":{"shape":"Timestamp"},"InferenceComponentArn":{"shape":"InferenceComponentArn"},"InferenceComponentName":{"shape":"InferenceComponentName"},"EndpointArn":{"shape":"EndpointArn"},"EndpointName":{"shape":"EndpointName"},"VariantName":{"shape":"VariantName"},"InferenceComponentStatus":{"shape":"InferenceComponentStatus"},"LastModifiedTime":{"shape":"Timestamp"}},"required":["CreationTime","InferenceComponentArn","InferenceComponentName","EndpointArn","EndpointName","VariantName","LastModifiedTime"]},
    "InferenceComponentSummaryList": {"type":"list","member":{"shape":"InferenceComponentSummary"}},
    "InferenceExecutionConfig": {"type":"structure","members":{"Mode":{"shape":"InferenceExecutionMode"}},"required":["Mode"]},
    "InferenceExecutionMode": {"type":"string","enum":["Serial","Direct"]},
    "InferenceExperimentArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:inference-experiment/.*","min":0,"max":256},
    "InferenceExperimentDataStorageConfig": {"type":"structure","members":{"Destination":{"shape":"DestinationS3Uri"},"KmsKey":{"shape":"KmsKeyId"},"ContentType":{"shape":"CaptureContentTypeHeader"}},"required":["Destination"]},
    "InferenceExperimentDescription": {"type":"string","pattern":".*","min":0,"max":1024},
    "InferenceExperimentList": {"type":"list","member":{"shape":"InferenceExperimentSummary"}},
    "InferenceExperimentName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}","min":1,"max":120},
    "InferenceExperimentSchedule": {"type":"structure","members":{"StartTime":{"shape":"Timestamp"},"EndTime":{"shape":"Timestamp"}}},
    "InferenceExperimentStatus": {"type":"string","enum":["Creating","Created","Updating","Running","Starting","Stopping","Completed","Cancelled"]},
    "InferenceExperimentStatusReason": {"type":"string","pattern":".*","min":0,"max":1024},
    "InferenceExperimentStopDesiredState": {"type":"string","enum":["Completed","Cancelled"]},
    "InferenceExperimentSummary": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"},"Type":{"shape":"InferenceExperimentType"},"Schedule":{"shape":"InferenceExperimentSchedule"},"Status":{"shape":"InferenceExperimentStatus"},"StatusReason":{"shape":"InferenceExperimentStatusReason"},"Description":{"shape":"InferenceExperimentDescription"},"CreationTime":{"shape":"Timestamp"},"CompletionTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"RoleArn":{"shape":"RoleArn"}},"required":["Name","Type","Status","CreationTime","LastModifiedTime"]},
    "InferenceExperimentType": {"type":"string","enum":["ShadowMode"]},
    "InferenceHubAccessConfig": {"type":"structure","members":{"HubContentArn":{"shape":"HubContentArn"}},"required":["HubContentArn"]},
    "InferenceSpecificationName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":1,"max":63},
    "InitialTaskCount": {"type":"integer","min":1},
    "InstancePool": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"ModelNameOverride":{"shape":"ModelName"},"Priority":{"shape":"InstancePoolPriority"}},"required":["InstanceType","Priority"]},
    "InstancePoolList": {"type":"list","member":{"shape":"InstancePool"},"min":1,"max":5},
    "InstancePoolPriority": {"type":"integer","min":1,"max":5},
    "InstancePoolSummary": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"CurrentInstanceCount":{"shape":"TaskCount"}},"required":["InstanceType","CurrentInstanceCount"]},
    "InstancePoolSummaryList": {"type":"list","member":{"shape":"InstancePoolSummary"},"min":1},
    "InvocationsMaxRetries": {"type":"integer","min":0,"max":3},
    "InvocationsTimeoutInSeconds": {"type":"integer","min":1,"max":3600},
    "JoinSource": {"type":"string","enum":["Input","None"]},
    "JsonContentType": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9.])*","min":1,"max":256},
    "JsonContentTypes": {"type":"list","member":{"shape":"JsonContentType"},"min":1,"max":10},
    "JsonPath": {"type":"string","min":0,"max":63},
    "KmsKeyId": {"type":"string","pattern":"[a-zA-Z0-9:/_-]*","min":0,"max":2048},
    "LabelingJobArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:labeling-job/.*","min":0,"max":2048},
    "ListEndpointConfigsInput": {"type":"structure","members":{"SortBy":{"shape":"EndpointConfigSortKey"},"SortOrder":{"shape":"OrderKey"},"NextToken":{"shape":"PaginationToken"},"MaxResults":{"shape":"MaxResults"},"NameContains":{"shape":"EndpointConfigNameContains"},"CreationTimeBefore":{"shape":"Timestamp"},"CreationTimeAfter":{"shape":"Timestamp"}}},
    "ListEndpointConfigsOutput": {"type":"structure","members":{"EndpointConfigs":{"shape":"EndpointConfigSummaryList"},"NextToken":{"shape":"PaginationToken"}},"required":["EndpointConfigs"]},
    "ListEndpointsInput": {"type":"structure","members":{"SortBy":{"shape":"EndpointSortKey"},"SortOrder":{"shape":"OrderKey"},"NextToken":{"shape":"PaginationToken"},"MaxResults":{"shape":"MaxResults"},"NameContains":{"shape":"EndpointNameContains"},"CreationTimeBefore":{"shape":"Timestamp"},"CreationTimeAfter":{"shape":"Timestamp"},"LastModifiedTimeBefore":{"shape":"Timestamp"},"LastModifiedTimeAfter":{"shape":"Timestamp"},"StatusEquals":{"shape":"EndpointStatus"}}},
    "ListEndpointsOutput": {"type":"structure","members":{"Endpoints":{"shape":"EndpointSummaryList"},"NextToken":{"shape":"PaginationToken"}},"required":["Endpoints"]},
    "ListInferenceComponentsInput": {"type":"structure","members":{"SortBy":{"shape":"InferenceComponentSortKey"},"SortOrder":{"shape":"OrderKey"},"NextToken":{"shape":"PaginationToken"},"MaxResults":{"shape":"MaxResults"},"NameContains":{"shape":"InferenceComponentNameContains"},"CreationTimeBefore":{"shape":"Timestamp"},"CreationTimeAfter":{"shape":"Timestamp"},"LastModifiedTimeBefore":{"shape":"Timestamp"},"LastModifiedTimeAfter":{"shape":"Timestamp"},"StatusEquals":{"shape":"InferenceComponentStatus"},"EndpointNameEquals":{"shape":"EndpointName"},"VariantNameEquals":{"shape":"VariantName"}}},
    "ListInferenceComponentsOutput": {"type":"structure","members":{"InferenceComponents":{"shape":"InferenceComponentSummaryList"},"NextToken":{"shape":"PaginationToken"}},"required":["InferenceComponents"]},
    "ListInferenceExperimentsRequest": {"type":"structure","members":{"NameContains":{"shape":"NameContains"},"Type":{"shape":"InferenceExperimentType"},"StatusEquals":{"shape":"InferenceExperimentStatus"},"CreationTimeAfter":{"shape":"Timestamp"},"CreationTimeBefore":{"shape":"Timestamp"},"LastModifiedTimeAfter":{"shape":"Timestamp"},"LastModifiedTimeBefore":{"shape":"Timestamp"},"SortBy":{"shape":"SortInferenceExperimentsBy"},"SortOrder":{"shape":"SortOrder"},"NextToken":{"shape":"NextToken"},"MaxResults":{"shape":"MaxResults"}}},
    "ListInferenceExperimentsResponse": {"type":"structure","members":{"InferenceExperiments":{"shape":"InferenceExperimentList"},"NextToken":{"shape":"NextToken"}}},
    "ListModelsInput": {"type":"structure","members":{"SortBy":{"shape":"ModelSortKey"},"SortOrder":{"shape":"OrderKey"},"NextToken":{"shape":"PaginationToken"},"MaxResults":{"shape":"MaxResults"},"NameContains":{"shape":"ModelNameContains"},"CreationTimeBefore":{"shape":"Timestamp"},"CreationTimeAfter":{"shape":"Timestamp"}}},
    "ListModelsOutput": {"type":"structure","members":{"Models":{"shape":"ModelSummaryList"},"NextToken":{"shape":"PaginationToken"}},"required":["Models"]},
    "ListTagsInput": {"type":"structure","members":{"ResourceArn":{"shape":"ResourceArn"},"NextToken":{"shape":"NextToken"},"MaxResults":{"shape":"ListTagsMaxResults"}},"required":["ResourceArn"]},
    "ListTagsMaxResults": {"type":"integer","min":50},
    "ListTagsOutput": {"type":"structure","members":{"Tags":{"shape":"TagList"},"NextToken":{"shape":"NextToken"}}},
    "ListTransformJobsRequest": {"type":"structure","members":{"CreationTimeAfter":{"shape":"Timestamp"},"CreationTimeBefore":{"shape":"Timestamp"},"LastModifiedTimeAfter":{"shape":"Timestamp"},"LastModifiedTimeBefore":{"shape":"Timestamp"},"NameContains":{"shape":"NameContains"},"StatusEquals":{"shape":"TransformJobStatus"},"SortBy":{"shape":"SortBy"},"SortOrder":{"shape":"SortOrder"},"NextToken":{"shape":"NextToken"},"MaxResults":{"shape":"MaxResults"}}},
    "ListTransformJobsResponse": {"type":"structure","members":{"TransformJobSummaries":{"shape":"TransformJobSummaries"},"NextToken":{"shape":"NextToken"}},"required":["TransformJobSummaries"]},
    "ManagedInstanceScalingCooldownInMinutes": {"type":"integer","min":5,"max":1440},
    "ManagedInstanceScalingMaxInstanceCount": {"type":"integer","min":1},
    "ManagedInstanceScalingMaximumStepSize": {"type":"integer","min":1,"max":100},
    "ManagedInstanceScalingMinInstanceCount": {"type":"integer","min":0},
    "ManagedInstanceScalingScaleInStrategy": {"type":"string","enum":["IDLE_RELEASE","CONSOLIDATION"]},
    "ManagedInstanceScalingStatus": {"type":"string","enum":["ENABLED","DISABLED"]},
    "MaxConcurrentInvocationsPerInstance": {"type":"integer","min":1,"max":1000},
    "MaxConcurrentTransforms": {"type":"integer","min":0},
    "MaxPayloadInMB": {"type":"integer","min":0},
    "MaxResults": {"type":"integer","min":1,"max":100},
    "MaximumExecutionTimeoutInSeconds": {"type":"integer","min":600,"max":28800},
    "MemoryInMb": {"type":"integer","min":128},
    "MetricPublishFrequencyInSeconds": {"type":"integer"},
    "MetricsConfig": {"type":"structure","members":{"EnableEnhancedMetrics":{"shape":"EnableEnhancedMetrics"},"MetricPublishFrequencyInSeconds":{"shape":"MetricPublishFrequencyInSeconds"}}},
    "MlReservationArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z0-9\\-]{1,14}/.*","min":20,"max":258},
    "ModelAccessConfig": {"type":"structure","members":{"AcceptEula":{"shape":"AcceptEula"}},"required":["AcceptEula"]},
    "ModelArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:model/.*","min":20,"max":2048},
    "ModelCacheSetting": {"type":"string","enum":["Enabled","Disabled"]},
    "ModelClientConfig": {"type":"structure","members":{"InvocationsTimeoutInSeconds":{"shape":"InvocationsTimeoutInSeconds"},"InvocationsMaxRetries":{"shape":"InvocationsMaxRetries"}}},
    "ModelCompressionType": {"type":"string","enum":["None","Gzip"]},
    "ModelDataSource": {"type":"structure","members":{"S3DataSource":{"shape":"S3ModelDataSource"}}},
    "ModelInfrastructureConfig": {"type":"structure","members":{"InfrastructureType":{"shape":"ModelInfrastructureType"},"RealTimeInferenceConfig":{"shape":"RealTimeInferenceConfig"}},"required":["InfrastructureType","RealTimeInferenceConfig"]},
    "ModelInfrastructureType": {"type":"string","enum":["RealTimeInference"]},
    "ModelName": {"type":"string","pattern":"[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?","min":0,"max":63},
    "ModelNameContains": {"type":"string","pattern":"[a-zA-Z0-9-]+","min":0,"max":63},
    "ModelSortKey": {"type":"string","enum":["Name","CreationTime"]},
    "ModelSummary": {"type":"structure","members":{"ModelName":{"shape":"ModelName"},"ModelArn":{"shape":"ModelArn"},"CreationTime":{"shape":"Timestamp"}},"required":["ModelName","ModelArn","CreationTime"]},
    "ModelSummaryList": {"type":"list","member":{"shape":"ModelSummary"}},
    "ModelVariantAction": {"type":"string","enum":["Retain","Remove","Promote"]},
    "ModelVariantActionMap": {"type":"map","key":{"shape":"ModelVariantName"},"value":{"shape":"ModelVariantAction"},"min":1,"max":2},
    "ModelVariantConfig": {"type":"structure","members":{"ModelName":{"shape":"ModelName"},"VariantName":{"shape":"ModelVariantName"},"InfrastructureConfig":{"shape":"ModelInfrastructureConfig"}},"required":["ModelName","VariantName","InfrastructureConfig"]},
    "ModelVariantConfigList": {"type":"list","member":{"shape":"ModelVariantConfig"},"min":1,"max":2},
    "ModelVariantConfigSummary": {"type":"structure","members":{"ModelName":{"shape":"ModelName"},"VariantName":{"shape":"ModelVariantName"},"InfrastructureConfig":{"shape":"ModelInfrastructureConfig"},"Status":{"shape":"ModelVariantStatus"}},"required":["ModelName","VariantName","InfrastructureConfig","Status"]},
    "ModelVariantConfigSummaryList": {"type":"list","member":{"shape":"ModelVariantConfigSummary"}},
    "ModelVariantName": {"type":"string","pattern":"[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?","min":0,"max":63},
    "ModelVariantStatus": {"type":"string","enum":["Creating","Updating","InService","Deleting","Deleted"]},
    "MultiModelConfig": {"type":"structure","members":{"ModelCacheSetting":{"shape":"ModelCacheSetting"}}},
    "NameContains": {"type":"string","pattern":"[a-zA-Z0-9\\-]+","min":0,"max":63},
    "NextToken": {"type":"string","pattern":".*","min":0,"max":8192},
    "NumberOfAcceleratorDevices": {"type":"float","min":1},
    "NumberOfCpuCores": {"type":"float","min":0.25},
    "OrderKey": {"type":"string","enum":["Ascending","Descending"]},
    "PaginationToken": {"type":"string","pattern":".*","min":0,"max":8192},
    "PendingDeploymentSummary": {"type":"structure","members":{"EndpointConfigName":{"shape":"EndpointConfigName"},"ProductionVariants":{"shape":"PendingProductionVariantSummaryList"},"StartTime":{"shape":"Timestamp"},"ShadowProductionVariants":{"shape":"PendingProductionVariantSummaryList"}},"required":["EndpointConfigName"]},
    "PendingProductionVariantSummary": {"type":"structure","members":{"VariantName":{"shape":"VariantName"},"DeployedImages":{"shape":"DeployedImages"},"CurrentWeight":{"shape":"VariantWeight"},"DesiredWeight":{"shape":"VariantWeight"},"CurrentInstanceCount":{"shape":"TaskCount"},"DesiredInstanceCount":{"shape":"TaskCount"},"InstanceType":{"shape":"ProductionVariantInstanceType"},"InstancePools":{"shape":"InstancePoolSummaryList"},"AcceleratorType":{"shape":"ProductionVariantAcceleratorType"},"VariantStatus":{"shape":"ProductionVariantStatusList"},"CurrentServerlessConfig":{"shape":"ProductionVariantServerlessConfig"},"DesiredServerlessConfig":{"shape":"ProductionVariantServerlessConfig"},"ManagedInstanceScaling":{"shape":"ProductionVariantManagedInstanceScaling"},"RoutingConfig":{"shape":"ProductionVariantRoutingConfig"}},"required":["VariantName"]},
    "PendingProductionVariantSummaryList": {"type":"list","member":{"shape":"PendingProductionVariantSummary"},"min":1},
    "Percentage": {"type":"integer","max":100},
    "ProductionVariant": {"type":"structure","members":{"VariantName":{"shape":"VariantName"},"ModelName":{"shape":"ModelName"},"InitialInstanceCount":{"shape":"InitialTaskCount"},"InstanceType":{"shape":"ProductionVariantInstanceType"},"InstancePools":{"shape":"InstancePoolList"},"VariantInstanceProvisionTimeoutInSeconds":{"shape":"VariantInstanceProvisionTimeoutInSeconds"},"InitialVariantWeight":{"shape":"VariantWeight"},"AcceleratorType":{"shape":"ProductionVariantAcceleratorType"},"CoreDumpConfig":{"shape":"ProductionVariantCoreDumpConfig"},"ServerlessConfig":{"shape":"ProductionVariantServerlessConfig"},"VolumeSizeInGB":{"shape":"ProductionVariantVolumeSizeInGB"},"ModelDataDownloadTimeoutInSeconds":{"shape":"ProductionVariantModelDataDownloadTimeoutInSeconds"},"ContainerStartupHealthCheckTimeoutInSeconds":{"shape":"ProductionVariantContainerStartupHealthCheckTimeoutInSeconds"},"EnableSSMAccess":{"shape":"ProductionVariantSSMAccess"},"ManagedInstanceScaling":{"shape":"ProductionVariantManagedInstanceScaling"},"RoutingConfig":{"shape":"ProductionVariantRoutingConfig"},"InferenceAmiVersion":{"shape":"ProductionVariantInferenceAmiVersion"},"CapacityReservationConfig":{"shape":"ProductionVariantCapacityReservationConfig"}},"required":["VariantName"]},
    "ProductionVariantAcceleratorType": {"type":"string","enum":["ml.eia1.medium","ml.eia1.large","ml.eia1.xlarge","ml.eia2.medium","ml.eia2.large","ml.eia2.xlarge"]},
    "ProductionVariantCapacityReservationConfig": {"type":"structure","members":{"CapacityReservationPreference":{"shape":"CapacityReservationPreference"},"MlReservationArn":{"shape":"MlReservationArn"}}},
    "ProductionVariantCapacityReservationSummary": {"type":"structure","members":{"MlReservationArn":{"shape":"MlReservationArn"},"CapacityReservationPreference":{"shape":"CapacityReservationPreference"},"TotalInstanceCount":{"shape":"TaskCount"},"AvailableInstanceCount":{"shape":"TaskCount"},"UsedByCurrentEndpoint":{"shape":"TaskCount"},"Ec2CapacityReservations":{"shape":"Ec2CapacityReservationsList"}}},
    "ProductionVariantContainerStartupHealthCheckTimeoutInSeconds": {"type":"integer","min":60,"max":3600},
    "ProductionVariantCoreDumpConfig": {"type":"structure","members":{"DestinationS3Uri":{"shape":"DestinationS3Uri"},"KmsKeyId":{"shape":"KmsKeyId"}},"required":["DestinationS3Uri"]},
    "ProductionVariantInferenceAmiVersion": {"type":"string","enum":["al2-ami-sagemaker-inference-gpu-2","al2-ami-sagemaker-inference-gpu-2-1","al2-ami-sagemaker-inference-gpu-3-1","al2-ami-sagemaker-inference-neuron-2","al2023-ami-sagemaker-inference-gpu-4-1"]},
    "ProductionVariantInstanceType": {"type":"string","enum":["ml.t2.medium","ml.t2.large","ml.t2.xlarge","ml.t2.2xlarge","ml.m4.xlarge","ml.m4.2xlarge","ml.m4.4xlarge","ml.m4.10xlarge","ml.m4.16xlarge","ml.m5.large","ml.m5.xlarge","ml.m5.2xlarge","ml.m5.4xlarge","ml.m5.12xlarge","ml.m5.24xlarge","ml.m5d.large","ml.m5d.xlarge","ml.m5d.2xlarge","ml.m5d.4xlarge","ml.m5d.12xlarge","ml.m5d.24xlarge","ml.c4.large","ml.c4.xlarge","ml.c4.2xlarge","ml.c4.4xlarge","ml.c4.8xlarge","ml.p2.xlarge","ml.p2.8xlarge","ml.p2.16xlarge","ml.p3.2xlarge","ml.p3.8xlarge","ml.p3.16xlarge","ml.c5.large","ml.c5.xlarge","ml.c5.2xlarge","ml.c5.4xlarge","ml.c5.9xlarge","ml.c5.18xlarge","ml.c5d.large","ml.c5d.xlarge","ml.c5d.2xlarge","ml.c5d.4xlarge","ml.c5d.9xlarge","ml.c5d.18xlarge","ml.g4dn.xlarge","ml.g4dn.2xlarge","ml.g4dn.4xlarge","ml.g4dn.8xlarge","ml.g4dn.12xlarge","ml.g4dn.16xlarge","ml.r5.large","ml.r5.xlarge","ml.r5.2xlarge","ml.r5.4xlarge","ml.r5.12xlarge","ml.r5.24xlarge","ml.r5d.large","ml.r5d.xlarge","ml.r5d.2xlarge","ml.r5d.4xlarge","ml.r5d.12xlarge","ml.r5d.24xlarge","ml.inf1.xlarge","ml.inf1.2xlarge","ml.inf1.6xlarge","ml.inf1.24xlarge","ml.dl1.24xlarge","ml.c6i.large","ml.c6i.xlarge","ml.c6i.2xlarge","ml.c6i.4xlarge","ml.c6i.8xlarge","ml.c6i.12xlarge","ml.c6i.16xlarge","ml.c6i.24xlarge","ml.c6i.32xlarge","ml.m6i.large","ml.m6i.xlarge","ml.m6i.2xlarge","ml.m6i.4xlarge","ml.m6i.8xlarge","ml.m6i.12xlarge","ml.m6i.16xlarge","ml.m6i.24xlarge","ml.m6i.32xlarge","ml.r6i.large","ml.r6i.xlarge","ml.r6i.2xlarge","ml.r6i.4xlarge","ml.r6i.8xlarge","ml.r6i.12xlarge","ml.r6i.16xlarge","ml.r6i.24xlarge","ml.r6i.32xlarge","ml.g5.xlarge","ml.g5.2xlarge","ml.g5.4xlarge","ml.g5.8xlarge","ml.g5.12xlarge","ml.g5.16xlarge","ml.g5.24xlarge","ml.g5.48xlarge","ml.g6.xlarge","ml.g6.2xlarge","ml.g6.4xlarge","ml.g6.8xlarge","ml.g6.12xlarge","ml.g6.16xlarge","ml.g6.24xlarge","ml.g6.48xlarge","ml.r8g.medium","ml.r8g.large","ml.r8g.xlarge","ml.r8g.2xlarge","ml.r8g.4xlarge","ml.r8g.8xlarge","ml.r8g.12xlarge","ml.r8g.16xlarge","ml.r8g.24xlarge","ml.r8g.48xlarge","ml.g6e.xlarge","ml.g6e.2xlarge","ml.g6e.4xlarge","ml.g6e.8xlarge","ml.g6e.12xlarge","ml.g6e.16xlarge","ml.g6e.24xlarge","ml.g6e.48xlarge","ml.g7e.2xlarge","ml.g7e.4xlarge","ml.g7e.8xlarge","ml.g7e.12xlarge","ml.g7e.24xlarge","ml.g7e.48xlarge","ml.p4d.24xlarge","ml.c7g.large","ml.c7g.xlarge","ml.c7g.2xlarge","ml.c7g.4xlarge","ml.c7g.8xlarge","ml.c7g.12xlarge","ml.c7g.16xlarge","ml.m6g.large","ml.m6g.xlarge","ml.m6g.2xlarge","ml.m6g.4xlarge","ml.m6g.8xlarge","ml.m6g.12xlarge","ml.m6g.16xlarge","ml.m6gd.large","ml.m6gd.xlarge","ml.m6gd.2xlarge","ml.m6gd.4xlarge","ml.m6gd.8xlarge","ml.m6gd.12xlarge","ml.m6gd.16xlarge","ml.c6g.large","ml.c6g.xlarge","ml.c6g.2xlarge","ml.c6g.4xlarge","ml.c6g.8xlarge","ml.c6g.12xlarge","ml.c6g.16xlarge","ml.c6gd.large","ml.c6gd.xlarge","ml.c6gd.2xlarge","ml.c6gd.4xlarge","ml.c6gd.8xlarge","ml.c6gd.12xlarge","ml.c6gd.16xlarge","ml.c6gn.large","ml.c6gn.xlarge","ml.c6gn.2xlarge","ml.c6gn.4xlarge","ml.c6gn.8xlarge","ml.c6gn.12xlarge","ml.c6gn.16xlarge","ml.r6g.large","ml.r6g.xlarge","ml.r6g.2xlarge","ml.r6g.4xlarge","ml.r6g.8xlarge","ml.r6g.12xlarge","ml.r6g.16xlarge","ml.r6gd.large","ml.r6gd.xlarge","ml.r6gd.2xlarge","ml.r6gd.4xlarge","ml.r6gd.8xlarge","ml.r6gd.12xlarge","ml.r6gd.16xlarge","ml.p4de.24xlarge","ml.trn1.2xlarge","ml.trn1.32xlarge","ml.trn1n.32xlarge","ml.trn2.48xlarge","ml.inf2.xlarge","ml.inf2.8xlarge","ml.inf2.24xlarge","ml.inf2.48xlarge","ml.p5.48xlarge","ml.p5e.48xlarge","ml.p5en.48xlarge","ml.m7i.large","ml.m7i.xlarge","ml.m7i.2xlarge","ml.m7i.4xlarge","ml.m7i.8xlarge","ml.m7i.12xlarge","ml.m7i.16xlarge","ml.m7i.24xlarge","ml.m7i.48xlarge","ml.c7i.large","ml.c7i.xlarge","ml.c7i.2xlarge","ml.c7i.4xlarge","ml.c7i.8xlarge","ml.c7i.12xlarge","ml.c7i.16xlarge","ml.c7i.24xlarge","ml.c7i.48xlarge","ml.r7i.large","ml.r7i.xlarge","ml.r7i.2xlarge","ml.r7i.4xlarge","ml.r7i.8xlarge","ml.r7i.12xlarge","ml.r7i.16xlarge","ml.r7i.24xlarge","ml.r7i.48xlarge","ml.c8g.medium","ml.c8g.large","ml.c8g.xlarge","ml.c8g.2xlarge","ml.c8g.4xlarge","ml.c8g.8xlarge","ml.c8g.12xlarge","ml.c8g.16xlarge","ml.c8g.24xlarge","ml.c8g.48xlarge","ml.r7gd.medium","ml.r7gd.large","ml.r7gd.xlarge","ml.r7gd.2xlarge","ml.r7gd.4xlarge","ml.r7gd.8xlarge","ml.r7gd.12xlarge","ml.r7gd.16xlarge","ml.m8g.medium","ml.m8g.large","ml.m8g.xlarge","ml.m8g.2xlarge","ml.m8g.4xlarge","ml.m8g.8xlarge","ml.m8g.12xlarge","ml.m8g.16xlarge","ml.m8g.24xlarge","ml.m8g.48xlarge","ml.c6in.large","ml.c6in.xlarge","ml.c6in.2xlarge","ml.c6in.4xlarge","ml.c6in.8xlarge","ml.c6in.12xlarge","ml.c6in.16xlarge","ml.c6in.24xlarge","ml.c6in.32xlarge","ml.p6-b200.48xlarge","ml.p6-b300.48xlarge","ml.p6e-gb200.36xlarge","ml.p5.4xlarge"]},
    "ProductionVariantList": {"type":"list","member":{"shape":"ProductionVariant"},"min":1,"max":10},
    "ProductionVariantManagedInstanceScaling": {"type":"structure","members":{"Status":{"shape":"ManagedInstanceScalingStatus"},"MinInstanceCount":{"shape":"ManagedInstanceScalingMinInstanceCount"},"MaxInstanceCount":{"shape":"ManagedInstanceScalingMaxInstanceCount"},"ScaleInPolicy":{"shape":"ProductionVariantManagedInstanceScalingScaleInPolicy"}}},
    "ProductionVariantManagedInstanceScalingScaleInPolicy": {"type":"structure","members":{"Strategy":{"shape":"ManagedInstanceScalingScaleInStrategy"},"MaximumStepSize":{"shape":"ManagedInstanceScalingMaximumStepSize"},"CooldownInMinutes":{"shape":"ManagedInstanceScalingCooldownInMinutes"}},"required":["Strategy"]},
    "ProductionVariantModelDataDownloadTimeoutInSeconds": {"type":"integer","min":60,"max":3600},
    "ProductionVariantRoutingConfig": {"type":"structure","members":{"RoutingStrategy":{"shape":"RoutingStrategy"}},"required":["RoutingStrategy"]},
    "ProductionVariantSSMAccess": {"type":"boolean"},
    "ProductionVariantServerlessConfig": {"type":"structure","members":{"MemorySizeInMB":{"shape":"ServerlessMemorySizeInMB"},"MaxConcurrency":{"shape":"ServerlessMaxConcurrency"},"ProvisionedConcurrency":{"shape":"ServerlessProvisionedConcurrency"}},"required":["MemorySizeInMB","MaxConcurrency"]},
    "ProductionVariantServerlessUpdateConfig": {"type":"structure","members":{"MaxConcurrency":{"shape":"ServerlessMaxConcurrency"},"ProvisionedConcurrency":{"shape":"ServerlessProvisionedConcurrency"}}},
    "ProductionVariantStatus": {"type":"structure","members":{"Status":{"shape":"VariantStatus"},"StatusMessage":{"shape":"VariantStatusMessage"},"StartTime":{"shape":"Timestamp"}},"required":["Status"]},
    "ProductionVariantStatusList": {"type":"list","member":{"shape":"ProductionVariantStatus"},"min":0,"max":5},
    "ProductionVariantSummary": {"type":"structure","members":{"VariantName":{"shape":"VariantName"},"DeployedImages":{"shape":"DeployedImages"},"CurrentWeight":{"shape":"VariantWeight"},"DesiredWeight":{"shape":"VariantWeight"},"CurrentInstanceCount":{"shape":"TaskCount"},"DesiredInstanceCount":{"shape":"TaskCount"},"InstancePools":{"shape":"InstancePoolSummaryList"},"VariantStatus":{"shape":"ProductionVariantStatusList"},"CurrentServerlessConfig":{"shape":"ProductionVariantServerlessConfig"},"DesiredServerlessConfig":{"shape":"ProductionVariantServerlessConfig"},"ManagedInstanceScaling":{"shape":"ProductionVariantManagedInstanceScaling"},"RoutingConfig":{"shape":"ProductionVariantRoutingConfig"},"CapacityReservationConfig":{"shape":"ProductionVariantCapacityReservationSummary"}},"required":["VariantName"]},
    "ProductionVariantSummaryList": {"type":"list","member":{"shape":"ProductionVariantSummary"},"min":1},
    "ProductionVariantVolumeSizeInGB": {"type":"integer","min":1,"max":512},
    "RealTimeInferenceConfig": {"type":"structure","members":{"InstanceType":{"shape":"ProductionVariantInstanceType"},"InstanceCount":{"shape":"TaskCount"}},"required":["InstanceType","InstanceCount"]},
    "RealTimeInferenceRecommendation": {"type":"structure","members":{"RecommendationId":{"shape":"String"},"InstanceType":{"shape":"ProductionVariantInstanceType"},"Environment":{"shape":"EnvironmentMap"}},"required":["RecommendationId","InstanceType"]},
    "RealTimeInferenceRecommendations": {"type":"list","member":{"shape":"RealTimeInferenceRecommendation"},"min":0,"max":3},
    "RecommendationStatus": {"type":"string","enum":["IN_PROGRESS","COMPLETED","FAILED","NOT_APPLICABLE"]},
    "RepositoryAccessMode": {"type":"string","enum":["Platform","Vpc"]},
    "RepositoryAuthConfig": {"type":"structure","members":{"RepositoryCredentialsProviderArn":{"shape":"RepositoryCredentialsProviderArn"}},"required":["RepositoryCredentialsProviderArn"]},
    "RepositoryCredentialsProviderArn": {"type":"string","pattern":".*","min":1,"max":2048},
    "ResourceArn": {"type":"string","pattern":"arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+","min":0,"max":256},
    "ResourceInUse": {"type":"structure","members":{"Message":{"shape":"FailureReason"}},"error":{"status":400}},
    "ResourceLimitExceeded": {"type":"structure","members":{"Message":{"shape":"FailureReason"}},"error":{"status":400}},
    "ResourceNotFound": {"type":"structure","members":{"Message":{"shape":"FailureReason"}},"error":{"status":400}},
    "RoleArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+","min":20,"max":2048},
    "RollingUpdatePolicy": {"type":"structure","members":{"MaximumBatchSize":{"shape":"CapacitySize"},"WaitIntervalInSeconds":{"shape":"WaitIntervalInSeconds"},"MaximumExecutionTimeoutInSeconds":{"shape":"MaximumExecutionTimeoutInSeconds"},"RollbackMaximumBatchSize":{"shape":"CapacitySize"}},"required":["MaximumBatchSize","WaitIntervalInSeconds"]},
    "RoutingStrategy": {"type":"string","enum":["LEAST_OUTSTANDING_REQUESTS","RANDOM"]},
    "S3DataType": {"type":"string","enum":["ManifestFile","S3Prefix","AugmentedManifestFile","Converse"]},
    "S3ModelDataSource": {"type":"structure","members":{"S3Uri":{"shape":"S3ModelUri"},"S3DataType":{"shape":"S3ModelDataType"},"CompressionType":{"shape":"ModelCompressionType"},"ModelAccessConfig":{"shape":"ModelAccessConfig"},"HubAccessConfig":{"shape":"InferenceHubAccessConfig"},"ManifestS3Uri":{"shape":"S3ModelUri"},"ETag":{"shape":"String"},"ManifestEtag":{"shape":"String"}},"required":["S3Uri","S3DataType","CompressionType"]},
    "S3ModelDataType": {"type":"string","enum":["S3Prefix","S3Object"]},
    "S3ModelUri": {"type":"string","pattern":"(https|s3)://([^/]+)/?(.*)","min":0,"max":1024},
    "S3Uri": {"type":"string","pattern":"(https|s3)://([^/]+)/?(.*)","min":0,"max":1024},
    "SamplingPercentage": {"type":"integer","min":0,"max":100},
    "SecurityGroupId": {"type":"string","pattern":"[-0-9a-zA-Z]+","min":0,"max":32},
    "ServerlessMaxConcurrency": {"type":"integer","min":1,"max":200},
    "ServerlessMemorySizeInMB": {"type":"integer","min":1024,"max":6144},
    "ServerlessProvisionedConcurrency": {"type":"integer","min":1,"max":200},
    "ShadowModeConfig": {"type":"structure","members":{"SourceModelVariantName":{"shape":"ModelVariantName"},"ShadowModelVariants":{"shape":"ShadowModelVariantConfigList"}},"required":["SourceModelVariantName","ShadowModelVariants"]},
    "ShadowModelVariantConfig": {"type":"structure","members":{"ShadowModelVariantName":{"shape":"ModelVariantName"},"SamplingPercentage":{"shape":"Percentage"}},"required":["ShadowModelVariantName","SamplingPercentage"]},
    "ShadowModelVariantConfigList": {"type":"list","member":{"shape":"ShadowModelVariantConfig"},"min":1,"max":1},
    "SnsTopicArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sns:[a-z0-9\\-]*:[0-9]{12}:[a-zA-Z0-9_.-]+","min":0,"max":2048},
    "SortBy": {"type":"string","enum":["Name","CreationTime","Status"]},
    "SortInferenceExperimentsBy": {"type":"string","enum":["Name","CreationTime","Status"]},
    "SortOrder": {"type":"string","enum":["Ascending","Descending"]},
    "SplitType": {"type":"string","enum":["None","Line","RecordIO","TFRecord"]},
    "StartInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"}},"required":["Name"]},
    "StartInferenceExperimentResponse": {"type":"structure","members":{"InferenceExperimentArn":{"shape":"InferenceExperimentArn"}},"required":["InferenceExperimentArn"]},
    "StopInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"},"ModelVariantActions":{"shape":"ModelVariantActionMap"},"DesiredModelVariants":{"shape":"ModelVariantConfigList"},"DesiredState":{"shape":"InferenceExperimentStopDesiredState"},"Reason":{"shape":"InferenceExperimentStatusReason"}},"required":["Name","ModelVariantActions"]},
    "StopInferenceExperimentResponse": {"type":"structure","members":{"InferenceExperimentArn":{"shape":"InferenceExperimentArn"}},"required":["InferenceExperimentArn"]},
    "StopTransformJobRequest": {"type":"structure","members":{"TransformJobName":{"shape":"TransformJobName"}},"required":["TransformJobName"]},
    "String": {"type":"string"},
    "SubnetId": {"type":"string","pattern":"[-0-9a-zA-Z]+","min":0,"max":32},
    "Subnets": {"type":"list","member":{"shape":"SubnetId"},"min":1,"max":16},
    "Tag": {"type":"structure","members":{"Key":{"shape":"TagKey"},"Value":{"shape":"TagValue"}},"required":["Key","Value"]},
    "TagKey": {"type":"string","pattern":"([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)","min":1,"max":128},
    "TagKeyList": {"type":"list","member":{"shape":"TagKey"},"min":1,"max":50},
    "TagList": {"type":"list","member":{"shape":"Tag"},"min":0,"max":50},
    "TagValue": {"type":"string","pattern":"([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)","min":0,"max":256},
    "TaskCount": {"type":"integer","min":0},
    "TerminationWaitInSeconds": {"type":"integer","min":0,"max":3600},
    "Timestamp": {"type":"timestamp"},
    "TrafficRoutingConfig": {"type":"structure","members":{"Type":{"shape":"TrafficRoutingConfigType"},"WaitIntervalInSeconds":{"shape":"WaitIntervalInSeconds"},"CanarySize":{"shape":"CapacitySize"},"LinearStepSize":{"shape":"CapacitySize"}},"required":["Type","WaitIntervalInSeconds"]},
    "TrafficRoutingConfigType": {"type":"string","enum":["ALL_AT_ONCE","CANARY","LINEAR"]},
    "TransformAmiVersion": {"type":"string","pattern":"[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*","min":1,"max":63},
    "TransformDataSource": {"type":"structure","members":{"S3DataSource":{"shape":"TransformS3DataSource"}},"required":["S3DataSource"]},
    "TransformEnvironmentKey": {"type":"string","pattern":"[a-zA-Z_][a-zA-Z0-9_]{0,1023}","min":0,"max":1024},
    "TransformEnvironmentMap": {"type":"map","key":{"shape":"TransformEnvironmentKey"},"value":{"shape":"TransformEnvironmentValue"},"min":0,"max":16},
    "TransformEnvironmentValue": {"type":"string","pattern":"[\\S\\s]*","min":0,"max":10240},
    "TransformInput": {"type":"structure","members":{"DataSource":{"shape":"TransformDataSource"},"ContentType":{"shape":"ContentType"},"CompressionType":{"shape":"CompressionType"},"SplitType":{"shape":"SplitType"}},"required":["DataSource"]},
    "TransformInstanceCount": {"type":"integer","min":1},
    "TransformInstanceType": {"type":"string","enum":["ml.m4.xlarge","ml.m4.2xlarge","ml.m4.4xlarge","ml.m4.10xlarge","ml.m4.16xlarge","ml.c4.xlarge","ml.c4.2xlarge","ml.c4.4xlarge","ml.c4.8xlarge","ml.p2.xlarge","ml.p2.8xlarge","ml.p2.16xlarge","ml.p3.2xlarge","ml.p3.8xlarge","ml.p3.16xlarge","ml.c5.xlarge","ml.c5.2xlarge","ml.c5.4xlarge","ml.c5.9xlarge","ml.c5.18xlarge","ml.m5.large","ml.m5.xlarge","ml.m5.2xlarge","ml.m5.4xlarge","ml.m5.12xlarge","ml.m5.24xlarge","ml.m6i.large","ml.m6i.xlarge","ml.m6i.2xlarge","ml.m6i.4xlarge","ml.m6i.8xlarge","ml.m6i.12xlarge","ml.m6i.16xlarge","ml.m6i.24xlarge","ml.m6i.32xlarge","ml.c6i.large","ml.c6i.xlarge","ml.c6i.2xlarge","ml.c6i.4xlarge","ml.c6i.8xlarge","ml.c6i.12xlarge","ml.c6i.16xlarge","ml.c6i.24xlarge","ml.c6i.32xlarge","ml.r6i.large","ml.r6i.xlarge","ml.r6i.2xlarge","ml.r6i.4xlarge","ml.r6i.8xlarge","ml.r6i.12xlarge","ml.r6i.16xlarge","ml.r6i.24xlarge","ml.r6i.32xlarge","ml.m7i.large","ml.m7i.xlarge","ml.m7i.2xlarge","ml.m7i.4xlarge","ml.m7i.8xlarge","ml.m7i.12xlarge","ml.m7i.16xlarge","ml.m7i.24xlarge","ml.m7i.48xlarge","ml.c7i.large","ml.c7i.xlarge","ml.c7i.2xlarge","ml.c7i.4xlarge","ml.c7i.8xlarge","ml.c7i.12xlarge","ml.c7i.16xlarge","ml.c7i.24xlarge","ml.c7i.48xlarge","ml.r7i.large","ml.r7i.xlarge","ml.r7i.2xlarge","ml.r7i.4xlarge","ml.r7i.8xlarge","ml.r7i.12xlarge","ml.r7i.16xlarge","ml.r7i.24xlarge","ml.r7i.48xlarge","ml.g4dn.xlarge","ml.g4dn.2xlarge","ml.g4dn.4xlarge","ml.g4dn.8xlarge","ml.g4dn.12xlarge","ml.g4dn.16xlarge","ml.g5.xlarge","ml.g5.2xlarge","ml.g5.4xlarge","ml.g5.8xlarge","ml.g5.12xlarge","ml.g5.16xlarge","ml.g5.24xlarge","ml.g5.48xlarge","ml.trn1.2xlarge","ml.trn1.32xlarge","ml.inf2.xlarge","ml.inf2.8xlarge","ml.inf2.24xlarge","ml.inf2.48xlarge","ml.g6.xlarge","ml.g6.2xlarge","ml.g6.4xlarge","ml.g6.8xlarge","ml.g6.12xlarge","ml.g6.16xlarge","ml.g6.24xlarge","ml.g6.48xlarge"]},
    "TransformJobArn": {"type":"string","pattern":"arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:transform-job/.*","min":0,"max":256},
    "TransformJobName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":1,"max":63},
    "TransformJobStatus": {"type":"string","enum":["InProgress","Completed","Failed","Stopping","Stopped"]},
    "TransformJobSummaries": {"type":"list","member":{"shape":"TransformJobSummary"}},
    "TransformJobSummary": {"type":"structure","members":{"TransformJobName":{"shape":"TransformJobName"},"TransformJobArn":{"shape":"TransformJobArn"},"CreationTime":{"shape":"Timestamp"},"TransformEndTime":{"shape":"Timestamp"},"LastModifiedTime":{"shape":"Timestamp"},"TransformJobStatus":{"shape":"TransformJobStatus"},"FailureReason":{"shape":"FailureReason"}},"required":["TransformJobName","TransformJobArn","CreationTime","TransformJobStatus"]},
    "TransformOutput": {"type":"structure","members":{"S3OutputPath":{"shape":"S3Uri"},"Accept":{"shape":"Accept"},"AssembleWith":{"shape":"AssemblyType"},"KmsKeyId":{"shape":"KmsKeyId"}},"required":["S3OutputPath"]},
    "TransformResources": {"type":"structure","members":{"InstanceType":{"shape":"TransformInstanceType"},"InstanceCount":{"shape":"TransformInstanceCount"},"VolumeKmsKeyId":{"shape":"KmsKeyId"},"TransformAmiVersion":{"shape":"TransformAmiVersion"}},"required":["InstanceType","InstanceCount"]},
    "TransformS3DataSource": {"type":"structure","members":{"S3DataType":{"shape":"S3DataType"},"S3Uri":{"shape":"S3Uri"}},"required":["S3DataType","S3Uri"]},
    "UpdateEndpointInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"EndpointConfigName":{"shape":"EndpointConfigName"},"RetainAllVariantProperties":{"shape":"Boolean"},"ExcludeRetainedVariantProperties":{"shape":"VariantPropertyList"},"DeploymentConfig":{"shape":"DeploymentConfig"},"RetainDeploymentConfig":{"shape":"Boolean"}},"required":["EndpointName","EndpointConfigName"]},
    "UpdateEndpointOutput": {"type":"structure","members":{"EndpointArn":{"shape":"EndpointArn"}},"required":["EndpointArn"]},
    "UpdateEndpointWeightsAndCapacitiesInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName"},"DesiredWeightsAndCapacities":{"shape":"DesiredWeightAndCapacityList"}},"required":["EndpointName","DesiredWeightsAndCapacities"]},
    "UpdateEndpointWeightsAndCapacitiesOutput": {"type":"structure","members":{"EndpointArn":{"shape":"EndpointArn"}},"required":["EndpointArn"]},
    "UpdateInferenceComponentInput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"},"Specification":{"shape":"InferenceComponentSpecification"},"Specifications":{"shape":"InferenceComponentSpecificationList"},"RuntimeConfig":{"shape":"InferenceComponentRuntimeConfig"},"DeploymentConfig":{"shape":"InferenceComponentDeploymentConfig"}},"required":["InferenceComponentName"]},
    "UpdateInferenceComponentOutput": {"type":"structure","members":{"InferenceComponentArn":{"shape":"InferenceComponentArn"}},"required":["InferenceComponentArn"]},
    "UpdateInferenceComponentRuntimeConfigInput": {"type":"structure","members":{"InferenceComponentName":{"shape":"InferenceComponentName"},"DesiredRuntimeConfig":{"shape":"InferenceComponentRuntimeConfig"}},"required":["InferenceComponentName","DesiredRuntimeConfig"]},
    "UpdateInferenceComponentRuntimeConfigOutput": {"type":"structure","members":{"InferenceComponentArn":{"shape":"InferenceComponentArn"}},"required":["InferenceComponentArn"]},
    "UpdateInferenceExperimentRequest": {"type":"structure","members":{"Name":{"shape":"InferenceExperimentName"},"Schedule":{"shape":"InferenceExperimentSchedule"},"Description":{"shape":"InferenceExperimentDescription"},"ModelVariants":{"shape":"ModelVariantConfigList"},"DataStorageConfig":{"shape":"InferenceExperimentDataStorageConfig"},"ShadowModeConfig":{"shape":"ShadowModeConfig"}},"required":["Name"]},
    "UpdateInferenceExperimentResponse": {"type":"structure","members":{"InferenceExperimentArn":{"shape":"InferenceExperimentArn"}},"required":["InferenceExperimentArn"]},
    "Url": {"type":"string","pattern":"(https|s3)://([^/]+)/?(.*)","min":0,"max":1024},
    "VariantInstanceProvisionTimeoutInSeconds": {"type":"integer","min":300,"max":3600},
    "VariantName": {"type":"string","pattern":"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}","min":0,"max":63},
    "VariantProperty": {"type":"structure","members":{"VariantPropertyType":{"shape":"VariantPropertyType"}},"required":["VariantPropertyType"]},
    "VariantPropertyList": {"type":"list","member":{"shape":"VariantProperty"},"min":0,"max":3},
    "VariantPropertyType": {"type":"string","enum":["DesiredInstanceCount","DesiredWeight","DataCaptureConfig"]},
    "VariantStatus": {"type":"string","enum":["Creating","Updating","Deleting","ActivatingTraffic","Baking"]},
    "VariantStatusMessage": {"type":"string","min":0,"max":1024},
    "VariantWeight": {"type":"float","min":0},
    "VersionedArnOrName": {"type":"string","pattern":"(arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-]*\\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)(\\/[0-9]{1,9})?","min":1,"max":176},
    "VpcConfig": {"type":"structure","members":{"SecurityGroupIds":{"shape":"VpcSecurityGroupIds"},"Subnets":{"shape":"Subnets"}},"required":["SecurityGroupIds","Subnets"]},
    "VpcSecurityGroupIds": {"type":"list","member":{"shape":"SecurityGroupId"},"min":1,"max":5},
    "WaitIntervalInSeconds": {"type":"integer","min":0,"max":3600},
  },
};
