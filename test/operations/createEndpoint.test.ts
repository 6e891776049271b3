import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { limits } from "../../src/limits.ts";
import {
  arnOf,
  config,
  constraint,
  controlOfFile,
  endpointIn,
  model,
  modelUrl,
  namePattern,
  prepareConfig,
  refuses,
  refusesWrongTypes,
  variant,
  xgboostImage,
} from "./fixture.ts";

const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  await endpointIn(at, "InService", "Taken");
  await endpointIn(at, "Failed", "Broken");
  await endpointIn(at, "Deleting", "Going");
  await at.call("CreateEndpointConfig", config("large", [variant("v", { InitialInstanceCount: limits.instancesPerHost })]));
});
const valid = { EndpointName: "e", EndpointConfigName: "c" };
const taken = (name: string): string => `Cannot create already existing endpoint "${arnOf("endpoint", name)}".`;

refusesWrongTypes(control, "CreateEndpoint", valid);

describe("CreateEndpoint: wrong values", () => {
  refuses(control, "CreateEndpoint", [
    {
      when: "everything is absent",
      input: {},
      message:
        "2 validation errors detected: Value null at 'endpointName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'endpointConfigName' failed to satisfy constraint: Member must not be null",
    },
    {
      when: "the name has an underscore",
      input: { ...valid, EndpointName: "a_b" },
      message: constraint("'a_b'", "endpointName", namePattern),
    },
    {
      when: "the name is too long",
      input: { ...valid, EndpointName: "e".repeat(64) },
      message: constraint(`'${"e".repeat(64)}'`, "endpointName", "Member must have length less than or equal to 63"),
    },
    {
      when: "there is no such configuration",
      input: { ...valid, EndpointConfigName: "None" },
      message: `Could not find endpoint configuration "${arnOf("endpoint-config", "none")}".`,
    },
    { when: "the name is taken", input: { ...valid, EndpointName: "Taken" }, message: taken("taken") },
    { when: "the name is taken in another case", input: { ...valid, EndpointName: "TAKEN" }, message: taken("taken") },
    { when: "a failed endpoint has the name", input: { ...valid, EndpointName: "Broken" }, message: taken("broken") },
    { when: "an endpoint of the name is being deleted", input: { ...valid, EndpointName: "Going" }, message: taken("going") },
    {
      when: "a wait is too long",
      input: {
        ...valid,
        DeploymentConfig: {
          BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 3601 } },
        },
      },
      message: constraint(
        "'3601'",
        "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.waitIntervalInSeconds",
        "Member must have value less than or equal to 3600",
      ),
    },
    {
      when: "a tag has no value",
      input: { ...valid, Tags: [{ Key: "k" }] },
      message: constraint("null", "tags.1.member.value", "Member must not be null"),
    },
    {
      when: "a tag key is reserved",
      input: { ...valid, Tags: [{ Key: "aws:x", Value: "" }] },
      message: 'The tag key "aws:x" is reserved: keys must not begin with aws:.',
    },
    {
      when: "the host cannot hold so many instances",
      input: { ...valid, EndpointConfigName: "large" },
      code: "ResourceLimitExceeded",
      message:
        "The account-level service limit 'Number of instances across active endpoints' is 200 Instances, with current utilization of 6 Instances and a request delta of 200 Instances. Please use AWS Service Quotas to request an increase for this quota. If AWS Service Quotas is not available, contact AWS support to request an increase for this quota.",
    },
  ]);
});

describe("CreateEndpoint: behaviour", () => {
  test("the answer is the ARN in lower case; the endpoint is Creating at once and InService when every instance is healthy", async () => {
    control().backend.holdStarts = true;
    assert.deepEqual(await control().call("CreateEndpoint", { ...valid, EndpointName: "MyEndpoint" }), {
      EndpointArn: arnOf("endpoint", "myendpoint"),
    });
    const { EndpointStatus, EndpointName } = await control().call("DescribeEndpoint", { EndpointName: "MyEndpoint" });
    assert.deepEqual([EndpointStatus, EndpointName], ["Creating", "MyEndpoint"]);
    control().backend.release();
    await control().settled("MyEndpoint", "InService");
    const route = control()
      .routes()
      ?.endpoints.find(({ name }) => name === "MyEndpoint");
    assert.deepEqual(
      route?.variants.map(({ name, fleets }) => [name, fleets[0]?.instances.length]),
      [
        ["v", 2],
        ["w", 1],
      ],
      "routers knew it before anybody was told InService",
    );
  });

  test("a deployment configuration is stored for later, even one that an update could not follow yet", async () => {
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: "CANARY", WaitIntervalInSeconds: 60, CanarySize: { Type: "CAPACITY_PERCENT", Value: 10 } },
        TerminationWaitInSeconds: 0,
      },
    };
    await control().call("CreateEndpoint", { ...valid, EndpointName: "canary", DeploymentConfig });
    const { LastDeploymentConfig } = await control().settled("canary", "InService");
    assert.deepEqual(LastDeploymentConfig, DeploymentConfig);
  });

  test("routers are told how many requests an instance takes at once, if its model says it; what is no number is the endpoint's failure", async () => {
    for (const [name, declared] of [
      ["declared", "7"],
      ["misdeclared", "many"],
    ] as const) {
      const Environment = { HOSTLER_MAX_CONCURRENT_REQUESTS: declared };
      const PrimaryContainer = { Image: xgboostImage, ModelDataUrl: modelUrl, Environment };
      await control().call("CreateModel", model(name, { PrimaryContainer }));
      await control().call("CreateEndpointConfig", config(name, [variant("v", { ModelName: name })]));
      await control().call("CreateEndpoint", { EndpointName: name, EndpointConfigName: name });
    }
    await control().settled("declared", "InService");
    const route = control()
      .routes()
      ?.endpoints.find(({ name }) => name === "declared");
    assert.equal(route?.variants[0]?.fleets[0]?.maxConcurrency, 7);
    const { FailureReason } = await control().settled("misdeclared", "Failed");
    assert.equal(FailureReason, 'HOSTLER_MAX_CONCURRENT_REQUESTS is "many"; it must be a whole number from 1 to 1000.');
  });

  test("an archive that has gone since CreateModel is the endpoint's failure, with AWS's words", async () => {
    await control().objects.delete("models", [{ key: "model.tar.gz" }]);
    await control().call("CreateEndpoint", { ...valid, EndpointName: "archiveless" });
    const { FailureReason, ProductionVariants } = await control().settled("archiveless", "Failed");
    assert.equal(
      FailureReason,
      'Failed to download model data for container "container_1" from URL: "s3://models/model.tar.gz". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object.',
    );
    assert.equal(ProductionVariants, undefined);
  });
});
