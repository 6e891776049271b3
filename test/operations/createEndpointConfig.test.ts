import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, config, constraint, controlOfFile, model, namePattern, refuses, refusesWrongTypes, roleArn, variant } from "./fixture.ts";

const control = controlOfFile(async ({ call }) => {
  await call("CreateModel", model("m"));
  await call("CreateEndpointConfig", config("Taken"));
});
const withVariant = (more: object): object => config("c", [variant("v", more)]);
const at = (member: string): string => `productionVariants.1.member.${member}`;

refusesWrongTypes(control, "CreateEndpointConfig", config("c"));

describe("CreateEndpointConfig: wrong values", () => {
  refuses(control, "CreateEndpointConfig", [
    {
      when: "everything is absent",
      input: {},
      message:
        "2 validation errors detected: Value null at 'endpointConfigName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'productionVariants' failed to satisfy constraint: Member must not be null",
    },
    { when: "the name is empty", input: config(""), message: constraint("''", "endpointConfigName", namePattern) },
    { when: "the name ends in a hyphen", input: config("c-"), message: constraint("'c-'", "endpointConfigName", namePattern) },
    {
      when: "the name is too long",
      input: config("c".repeat(64)),
      message: constraint(`'${"c".repeat(64)}'`, "endpointConfigName", "Member must have length less than or equal to 63"),
    },
    {
      when: "there is no variant",
      input: config("c", []),
      message: constraint("'[]'", "productionVariants", "Member must have length greater than or equal to 1"),
    },
    {
      when: "there are eleven variants",
      input: config(
        "c",
        Array.from({ length: 11 }, (_, n) => variant(`v${n}`)),
      ),
      message: /at 'productionVariants' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    },
    {
      when: "a variant has no name",
      input: withVariant({ VariantName: undefined }),
      message: constraint("null", at("variantName"), "Member must not be null"),
    },
    {
      when: "the instance type does not exist",
      input: withVariant({ InstanceType: "ml.t3.medium" }),
      message:
        /^1 validation error detected: Value 'ml\.t3\.medium' at 'productionVariants\.1\.member\.instanceType' failed to satisfy constraint: Member must satisfy enum value set: \[.*ml\.m5\.large.*\]$/,
    },
    {
      when: "there are to be no instances",
      input: withVariant({ InitialInstanceCount: 0 }),
      message: constraint("'0'", at("initialInstanceCount"), "Member must have value greater than or equal to 1"),
    },
    {
      when: "the weight is negative",
      input: withVariant({ InitialVariantWeight: -0.5 }),
      message: constraint("'-0.5'", at("initialVariantWeight"), "Member must have value greater than or equal to 0"),
    },
    {
      when: "the start-up time-out is too short",
      input: withVariant({ ContainerStartupHealthCheckTimeoutInSeconds: 59 }),
      message: constraint("'59'", at("containerStartupHealthCheckTimeoutInSeconds"), "Member must have value greater than or equal to 60"),
    },
    {
      when: "the download time-out is too long",
      input: withVariant({ ModelDataDownloadTimeoutInSeconds: 3601 }),
      message: constraint("'3601'", at("modelDataDownloadTimeoutInSeconds"), "Member must have value less than or equal to 3600"),
    },
    {
      when: "the volume is too large",
      input: withVariant({ VolumeSizeInGB: 513 }),
      message: constraint("'513'", at("volumeSizeInGB"), "Member must have value less than or equal to 512"),
    },
    {
      when: "the routing strategy does not exist",
      input: withVariant({ RoutingConfig: { RoutingStrategy: "ROUND_ROBIN" } }),
      message: constraint(
        "'ROUND_ROBIN'",
        at("routingConfig.routingStrategy"),
        "Member must satisfy enum value set: [LEAST_OUTSTANDING_REQUESTS, RANDOM]",
      ),
    },
    {
      when: "the routing has no strategy",
      input: withVariant({ RoutingConfig: {} }),
      message: constraint("null", at("routingConfig.routingStrategy"), "Member must not be null"),
    },
    {
      when: "two variants have one name",
      input: config("c", [variant("v"), variant("v")]),
      message: 'The variant name "v" was non-unique within the request.',
    },
    {
      when: "a variant has no instance type",
      input: withVariant({ InstanceType: undefined }),
      message: 'Production variant "v" must specify InstanceType.',
    },
    {
      when: "a variant has no instance count",
      input: withVariant({ InitialInstanceCount: undefined }),
      message: 'Production variant "v" must specify InitialInstanceCount.',
    },
    {
      when: "no variant has a weight",
      input: config("c", [variant("v", { InitialVariantWeight: 0 }), variant("w", { InitialVariantWeight: 0 })]),
      message: "At least one production variant must have an InitialVariantWeight greater than 0.",
    },
    {
      when: "the model does not exist",
      input: withVariant({ ModelName: "Missing" }),
      message: `Could not find model "${arnOf("model", "missing")}".`,
    },
    {
      when: "the name is taken in another case",
      input: config("TAKEN"),
      message: `Cannot create already existing endpoint configuration "${arnOf("endpoint-config", "taken")}".`,
    },
    {
      when: "a tag key is reserved",
      input: config("c", [variant("v")], { Tags: [{ Key: "AWS:x", Value: "" }] }),
      message: 'The tag key "AWS:x" is reserved: keys must not begin with aws:.',
    },
  ]);
});

describe("CreateEndpointConfig: what Hostler does not do yet is refused by name", () => {
  const blocks: readonly [string, object, string?][] = [
    ["AsyncInferenceConfig", { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://out/" } } }],
    [
      "DataCaptureConfig",
      {
        DataCaptureConfig: {
          InitialSamplingPercentage: 10,
          DestinationS3Uri: "s3://capture/",
          CaptureOptions: [{ CaptureMode: "Input" }],
        },
      },
    ],
    ["ShadowProductionVariants", { ShadowProductionVariants: [variant("shadow")] }],
    ["ExplainerConfig", { ExplainerConfig: {} }],
    ["KmsKeyId", { KmsKeyId: "key" }, "Volumes of this host are as encrypted as its disk is"],
    ["MetricsConfig", { MetricsConfig: { EnableEnhancedMetrics: true } }],
    ["ExecutionRoleArn", { ExecutionRoleArn: roleArn }, "It is for inference components; give it to the model"],
    [
      "VpcConfig",
      { VpcConfig: { SecurityGroupIds: ["sg-1"], Subnets: ["subnet-1"] } },
      "It is for inference components; give it to the model",
    ],
    ["EnableNetworkIsolation", { EnableNetworkIsolation: true }],
  ];
  const variants: readonly [string, object, string?][] = [
    ["ServerlessConfig", { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } }, "Give InstanceType and InitialInstanceCount"],
    ["InstancePools", { InstancePools: [{ InstanceType: "ml.m5.large", Priority: 1 }] }, "Give InstanceType"],
    ["ManagedInstanceScaling", { ManagedInstanceScaling: { Status: "ENABLED" } }],
    ["AcceleratorType", { AcceleratorType: "ml.eia2.medium" }],
    ["CoreDumpConfig", { CoreDumpConfig: { DestinationS3Uri: "s3://dumps/" } }],
    ["CapacityReservationConfig", { CapacityReservationConfig: { CapacityReservationPreference: "capacity-reservations-only" } }],
    ["EnableSSMAccess", { EnableSSMAccess: true }],
    ["a variant without ModelName (inference components)", { ModelName: undefined }, "Name a model"],
  ];
  refuses(control, "CreateEndpointConfig", [
    ...blocks.map(([member, more, next = "Remove it"]) => ({
      when: `there is ${member}`,
      input: config("c", [variant("v")], more),
      message: `Hostler does not support ${member} yet. ${next}.`,
    })),
    ...variants.map(([member, more, next = "Remove it"]) => ({
      when: `a variant has ${member}`,
      input: withVariant(more),
      message: `Hostler does not support ${member} (in variant v) yet. ${next}.`,
    })),
  ]);
});

describe("CreateEndpointConfig: behaviour", () => {
  test("the answer is the ARN in lower case", async () => {
    assert.deepEqual(await control().call("CreateEndpointConfig", config("MyConfig")), {
      EndpointConfigArn: arnOf("endpoint-config", "myconfig"),
    });
  });

  test("ten variants, an instance type of one's own and every strategy are taken", async () => {
    const variants = Array.from({ length: 10 }, (_, n) =>
      variant(`v${n}`, {
        InstanceType: n === 0 ? "ml.hostler.2x4" : "ml.m5.large",
        RoutingConfig: { RoutingStrategy: n % 2 ? "RANDOM" : "LEAST_OUTSTANDING_REQUESTS" },
        InitialVariantWeight: n,
      }),
    );
    await control().call("CreateEndpointConfig", config("ten", variants));
  });

  test("capture that is switched off is no reason to refuse", async () => {
    const DataCaptureConfig = {
      EnableCapture: false,
      InitialSamplingPercentage: 10,
      DestinationS3Uri: "s3://capture/",
      CaptureOptions: [{ CaptureMode: "Input" }],
    };
    await control().call("CreateEndpointConfig", config("uncaptured", [variant("v")], { DataCaptureConfig }));
    assert.deepEqual(
      (await control().call("DescribeEndpointConfig", { EndpointConfigName: "uncaptured" })).DataCaptureConfig,
      DataCaptureConfig,
    );
  });
});
