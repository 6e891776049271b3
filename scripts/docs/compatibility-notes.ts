/** What `docs/compatibility.md` says about operations beyond what the tables of the code know: limits, deviations, and members that are only recorded. */

import { mathFunctions } from "../../src/core/metrics/math-functions.ts";
import { limits } from "../../src/limits.ts";

const MiB = 1024 ** 2;
const count = (number: number): string => number.toLocaleString("en");

export interface OperationNote {
  /** Answered, but only with a refusal: the page says no. */
  readonly refuses?: true;
  /** Limits and deviations; sentences. */
  readonly about?: readonly string[];
  /** Members that are accepted, validated, stored and shown again where AWS shows them, and that change nothing here. */
  readonly recorded?: readonly string[];
}

const mathFunctionNames = Object.keys(mathFunctions)
  .map((name) => `\`${name}\``)
  .join(", ");
const listing =
  "10 a page by default, 100 at most. `NameContains` ignores case. A token belongs to the query that gave it; any other is a `ValidationException`.";
const s3Write =
  "ACLs other than `private` and `bucket-owner-full-control`, customer keys (SSE-C) and object lock are refused. `Content-MD5` and CRC32, CRC32C, CRC64NVME, SHA-1, SHA-256 checksums are verified.";
const s3Recorded = [
  "`ServerSideEncryption`",
  "`SSEKMSKeyId`",
  "`BucketKeyEnabled`",
  "`StorageClass`",
  "`WebsiteRedirectLocation`",
  "`Tagging`",
];

/** By `service.Operation`. */
export const operationNotes: Readonly<Record<string, OperationNote>> = {
  "sagemaker.CreateModel": {
    about: [
      "One container. Model data is one `.tar.gz` object in Hostler's own object store; it is only looked up here, its content is judged when an endpoint is made.",
      "Any image reference is accepted; whether a runtime here can run it shows as `FailureReason` of the endpoint.",
      "`VpcConfig.Subnets` stand for zones: a subnet id that is not known is assigned to the zone with the fewest, remembered, and shown by `hostler status`. One subnet is enough.",
    ],
    recorded: [
      "`ExecutionRoleArn`",
      "`VpcConfig.SecurityGroupIds`",
      "`ContainerHostname`",
      "`ImageConfig.RepositoryAccessMode`",
      "`InferenceExecutionConfig` with Mode `Serial`",
      "in `ModelDataSource.S3DataSource`: `ModelAccessConfig`",
    ],
  },
  "sagemaker.DescribeModel": { about: ["`DeploymentRecommendation` is left out."] },
  "sagemaker.ListModels": { about: [listing] },
  "sagemaker.DeleteModel": { about: ["Endpoints keep all they need of the model: replacements and growth go on."] },
  "sagemaker.CreateEndpointConfig": {
    about: [
      "Every variant names a model that exists, an `InstanceType` and an `InitialInstanceCount`.",
      "Besides AWS's instance types, `ml.hostler.<vCPUs>x<GiB>` is one of that size (`ml.hostler.2x4`); another `ml.hostler.*` counts as 2 vCPUs and 8 GiB unless it ends in a size word such as `xlarge`. The size becomes a memory and CPU limit where the host allows cgroups, and `hostler status` says where it does not.",
      "All weights zero is refused.",
    ],
    recorded: [
      "`VolumeSizeInGB`",
      "`InferenceAmiVersion`",
      "`VariantInstanceProvisionTimeoutInSeconds`",
      "`EnableSSMAccess` false",
      "`EnableNetworkIsolation` false",
      "`DataCaptureConfig` with `EnableCapture` false",
    ],
  },
  "sagemaker.ListEndpointConfigs": { about: [listing] },
  "sagemaker.DeleteEndpointConfig": { about: ["Allowed while an endpoint uses it, as on AWS; the endpoint keeps a copy."] },
  "sagemaker.CreateEndpoint": {
    about: [
      "Archives are pinned by SHA-256 at this moment; what later happens to their objects changes nothing for the endpoint.",
      `\`ResourceLimitExceeded\` when all endpoints together would have more than ${limits.instancesPerHost} instances.`,
      "An instance that ends twice before its first good `/ping`, or is not healthy within the startup timeout, fails the creation.",
    ],
    recorded: ["`DeploymentConfig` (kept for `RetainDeploymentConfig`, as on AWS)"],
  },
  "sagemaker.DescribeEndpoint": {
    about: [
      "`DeployedImages` has `SpecifiedImage` and `ResolutionTime`, and no `ResolvedImage`: no image is pulled here. The digest that is pinned, the archive's, is in `hostler status`.",
      "`FailureReason` begins with AWS's sentence and goes on with exit code, last `/ping` and last log line.",
    ],
  },
  "sagemaker.ListEndpoints": { about: [listing] },
  "sagemaker.UpdateEndpoint": {
    about: [
      "Blue/green (`ALL_AT_ONCE`, `CANARY`, `LINEAR`) and rolling, with their waits, batches and time limits; back to the old fleet when the new one fails or the time is over. Percentages are rounded down to instances, but to one at least.",
      "`AutoRollbackConfiguration`: the alarms must exist. From the first bake on, one that is in `ALARM`, even since before the update, turns it round; `FailureReason` names it and the step. `OK` and `INSUFFICIENT_DATA` do not.",
      "The configuration in effect may be given again, which takes up what its archives hold now.",
      "`RetainDeploymentConfig` together with `DeploymentConfig` is refused.",
      "The instance limit counts the new fleet in place of the old one, although both run for a while.",
    ],
    recorded: [
      "`TrafficRoutingConfiguration.WaitIntervalInSeconds` with `ALL_AT_ONCE` (AWS does not say whether it adds to the final bake; here it does not)",
      "`ExcludeRetainedVariantProperties` of type `DataCaptureConfig`",
    ],
  },
  "sagemaker.UpdateEndpointWeightsAndCapacities": {
    about: [
      "Several variants at once may change weight and count. A count of 0, all weights zero, and `ServerlessUpdateConfig` are refused.",
      "When an instance cannot be started: `RollingBack`, then `InService` with the counts and weights from before, and a `FailureReason`.",
    ],
  },
  "sagemaker.DeleteEndpoint": { about: ["While `Deleting`: the in-progress error."] },
  "sagemaker.AddTags": {
    about: [
      "For models, endpoint configurations and endpoints.",
      "`hostler:idempotent-invocations` must be `true` or `false`. On an endpoint, `true` lets a request that broke off be sent again to another instance; it is in effect at once, also when given to CreateEndpoint and taken away by DeleteTags.",
    ],
  },
  "sagemaker.ListTags": { about: ["One page: a resource has 50 tags at most."] },
  "sagemaker-runtime.InvokeEndpoint": {
    about: [
      `Bodies up to ${limits.invocationBodyBytes / MiB} MiB each way, ${limits.invocationMs / 1000} s for the model, at most ${count(limits.inFlightPerInstance)} requests in flight on one instance.`,
      "What the instances of a variant cannot answer soon is refused with `ThrottlingException` and `Retry-After`; `HOSTLER_MAX_CONCURRENT_REQUESTS` in a model's environment says how many requests an instance takes at once.",
      "A request that a model may have seen is never sent again, unless the endpoint has the tag `hostler:idempotent-invocations` = `true`; one that could not be delivered is tried on up to three instances.",
      "An instance that joins others of its fleet begins with a tenth of its part of the requests and has all of it after five seconds.",
      "A variant without a healthy instance answers `ServiceUnavailable`; its share is not sent to other variants.",
      "`TargetModel` is refused, as on any endpoint with one model per variant.",
      "`ModelError` messages name `hostler logs` where AWS puts a CloudWatch URL. A success other than 200 from the model is answered 200.",
    ],
  },
  "logs.CreateLogGroup": {
    about: [
      `${count(limits.logGroups)} groups at most. \`kmsKeyId\`, \`deletionProtectionEnabled\` and \`logGroupClass\` \`DELIVERY\` are refused.`,
      "The group of an endpoint may be made before the endpoint, to give it a retention. `tags` are checked and not kept: no operation here would show them.",
    ],
    recorded: ["`logGroupClass`"],
  },
  "logs.CreateLogStream": { about: [`${count(limits.logStreamsPerGroup)} streams of a group at most.`] },
  "logs.PutLogEvents": {
    about: [
      `AWS's bounds of order, size, span and age. All groups together keep ${limits.logStoreBytes / MiB / 1024} GiB; beyond it the oldest events of the largest stream go.`,
      "Sequence tokens are ignored, as on AWS. What was put may be lost by a crash of the machine within the next seconds, by no other. `entity` is checked and not kept, as AWS shows it nowhere here.",
    ],
  },
  "logs.DescribeLogGroups": {
    about: [
      "A new endpoint's group is here within a second of its first line. `includeLinkedAccounts` and `accountIdentifiers` are refused.",
    ],
  },
  "logs.GetLogEvents": { about: ["A page without events gives back the token it was asked with; asking again later gives what is new."] },
  "logs.FilterLogEvents": {
    about: [
      'Patterns of terms: `one two` (both), `"a phrase"`, `-without`, `?any ?of`; a term is found inside words too. Patterns over JSON fields or columns and regular expressions are refused.',
      `One call looks at ${count(limits.logFilterEvents)} events or ${limits.logFilterBytes / MiB} MiB at most, so a page may be empty and still have a token.`,
    ],
  },
  "logs.DeleteLogGroup": {
    about: ["That of an endpoint comes back with the next line that an instance prints. The files that `hostler logs` shows stay."],
  },
  "logs.DeleteLogStream": { about: ["That of a running instance comes back with its next line."] },
  "logs.PutRetentionPolicy": { about: ["Older events are not shown from then on, and removed a little later."] },
  "s3.CreateBucket": {
    about: [
      "Making a bucket again succeeds when it is in us-east-1 and is `BucketAlreadyOwnedByYou` elsewhere, as on S3. Object lock is refused.",
    ],
  },
  "cloudwatch.PutMetricAlarm": {
    about: [
      "One metric, or `Metrics` with an expression of several (what GetMetricData has of metric math); no composite alarms, anomaly detection, PromQL, or statistics other than the five plain ones and percentiles.",
      "Periods of 10, 20 and 30 s are evaluated every 10 s, longer ones every minute, 2 s after the period ends; a new or changed alarm within 10 s. Missing data is treated as AWS documents it, over N periods and a third more, two at least.",
      "Actions are written to the log and to the alarm's history; nothing is sent to them.",
      `${count(limits.alarms)} alarms in a region.`,
    ],
    recorded: ["`AlarmActions`", "`OKActions`", "`InsufficientDataActions`", "`Metrics.AccountId`"],
  },
  "cloudwatch.DescribeAlarms": { about: ["There are no composite alarms: asking for them, or for parents and children, finds none."] },
  "cloudwatch.DescribeAlarmHistory": {
    about: [
      `${limits.alarmEventMs / 86_400_000} days, and ${count(limits.alarmEvents)} items over all alarms; also of alarms that are deleted.`,
    ],
  },
  "cloudwatch.SetAlarmState": {
    about: ["An update that the alarm guards turns round at once. The next evaluation of the alarm puts its true state back."],
  },
  "cloudwatch.DeleteAlarms": { about: ["Names that do not exist are passed over; `ResourceNotFound` when none does."] },
  "cloudwatch.TagResource": { about: ["For alarms."] },
  "cloudwatch.ListTagsForResource": { about: ["For alarms; none for an alarm that does not exist, as on AWS."] },
  "cloudwatch.PutMetricData": {
    about: [
      `${count(limits.metrics.series)} metrics at most, each unit of one counted by itself; samples of further ones are dropped, and the log says how many.`,
      "Entities are ignored; their metrics are taken. Every metric is kept second by second for 15 minutes, whatever its `StorageResolution`, and minute by minute for 15 days. A crash of control may lose the samples of the last minute or two.",
    ],
    recorded: ["`StorageResolution`", "`EntityMetricData.Entity`", "`StrictEntityValidation`"],
  },
  "cloudwatch.GetMetricData": {
    about: [
      "Statistics `SampleCount`, `Sum`, `Average`, `Minimum`, `Maximum` and percentiles (within 1 %); trimmed means and the like are refused.",
      `Metric math: \`+ - * / ^\`, comparisons, \`AND\`, \`OR\`, ${mathFunctionNames}. No \`SEARCH\`, no Metrics Insights (\`SELECT\`), no anomaly detection. Labels are given as they are, without \`\${…}\`.`,
      `Periods of 1, 5, 10, 20 and 30 seconds reach back 15 minutes, others 15 days. ${count(limits.metrics.queryPoints)} points over all pages.`,
    ],
    recorded: ["`LabelOptions`", "`AccountId`"],
  },
  "cloudwatch.GetMetricStatistics": { about: ["Statistics, percentiles and reach as with GetMetricData."] },
  "cloudwatch.ListMetrics": { recorded: ["`IncludeLinkedAccounts`", "`OwningAccount`"] },
  "s3.PutObject": { about: [s3Write, `Up to ${limits.objectBytes / MiB / MiB} TiB.`], recorded: s3Recorded },
  "s3.CopyObject": { about: [s3Write], recorded: s3Recorded },
  "s3.CreateMultipartUpload": {
    about: [s3Write, `An upload that is not completed is aborted after ${limits.uploadMs / 86_400_000} days.`],
    recorded: s3Recorded,
  },
  "s3.UploadPart": {
    about: [`Parts of at least ${limits.uploadPartBytes / MiB} MiB but for the last, ${count(limits.uploadParts)} at most.`],
  },
  "s3.GetObject": {
    about: [
      "One range, conditions, `partNumber` and `response-*` overrides; presigned URLs, also those of Signature Version 2, which boto3 and the AWS CLI make by default. No versions.",
    ],
  },
  "s3.DeleteObject": { about: ["No versions: what is deleted is gone."] },
  "sts.GetCallerIdentity": {
    about: ["Always a role, `assumed-role/hostler/user`, since the sagemaker SDK takes its execution role from it."],
  },
  "sts.AssumeRole": {
    refuses: true,
    about: ["Always `AccessDenied`: there are no temporary credentials; the key in use may do everything."],
  },
  "hostler.ListRollouts": {
    about: [`What was done to an endpoint, the latest first; the last ${limits.receiptsPerEndpoint} are kept, also when it is gone.`],
  },
  "hostler.GetRollout": {
    about: [
      "The receipt of a change or a drill: requests by fleet and window (of a drill, by zone), shares asked for and observed, p50 and p99, steps, instances. Without `RolloutId`, the latest.",
    ],
  },
  "iam.GetRole": { about: ["Any name is a role: the SDKs only want its ARN. Hostler asks no role for permission."] },
};

/** Where AWS leaves a question open or contradicts itself, what Hostler does. */
export const choices: readonly (readonly [question: string, choice: string])[] = [
  ["Case of ARNs", "The resource part is lower-case whatever the case of the name, and ARNs are compared without regard to case."],
  [
    "Case of names",
    "Names of models, configurations and endpoints are unique and found without regard to case. InvokeEndpoint minds the case.",
  ],
  ["All weights zero", "Refused when a configuration is made and when weights change."],
  ["Traffic of a variant without a healthy instance", "`ServiceUnavailable` (503); other variants do not take it over."],
  [
    "How exactly traffic follows the weights",
    "Independent of who asks, and evenly drawn: over 10,000 requests each variant's share is within one percentage point of its weight, in every router.",
  ],
  ["Routing when none is named", "`RANDOM`."],
  ["Body of InvokeEndpoint", `${limits.invocationBodyBytes / MiB} MiB, as the current FAQ has it; the service model still says 6 MiB.`],
  [
    "No Content-Type or Accept from the client",
    "None is sent to the model. An answer without a content type is `application/octet-stream`.",
  ],
  ["Time limits when none are given", "4 minutes for the first good `/ping`, 1 hour for unpacking the archive."],
  ["Health of a running instance", "Out of rotation after 2 bad pings in a row, back after a good one, started again after 5."],
  ["Where `/ping` fails after the start", "The endpoint stays `InService`; `CurrentInstanceCount` drops until the instance is back."],
  [
    "Time-out of an update",
    "Past `MaximumExecutionTimeoutInSeconds` the traffic goes back to the old fleet, which a rolling update completes first.",
  ],
  ["Failed update", "`InService` with the old configuration and a `FailureReason`; the next update that succeeds clears it."],
  ["Deleting while something is in progress", "The in-progress error, in AWS's words, also while `Deleting`."],
  [
    "JSON sent to XGBoost",
    "Accepted in algorithm mode, where the original container answers 415. Several types in `Accept`: the first that exists.",
  ],
  [
    "Pickled XGBoost and LightGBM models",
    "Read by a restricted reader that takes out the model's bytes; nothing of a pickle is ever executed.",
  ],
  [
    "Time stamps of what instances print",
    "Lines have none of their own. An event has the time at which its file was last written to when the line was taken up, once a second and whenever somebody reads: at most a second late while Hostler runs, and the same ever after.",
  ],
  ["What is one log event", "One line of output, standard output and error in one. Empty lines are none; lines beyond 256 KiB are cut."],
  ["Zones", "Named fault domains of processes on one host (three unless `--zones` says otherwise), not separate machines."],
  ["Unknown members of a request", "Ignored, as AWS does; newer clients send newer members."],
  [
    "Periods of metrics",
    "The first begins with the start of the range, rounded down to the minute; a query of 12:07 to 13:07 by the hour is one period.",
  ],
  [
    "A metric in several units, none asked for",
    "GetMetricData answers the first of them and says `MultipleUnits`; GetMetricStatistics answers each.",
  ],
  ["Regions", "Any region in a signature is a region of its own: resources made in one are not seen in another."],
  ["Who may do what", "One access key, which may do everything. Signatures are checked by default; there are no policies."],
];
