import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  arnOf,
  config,
  constraint,
  controlOfFile,
  endpointIn,
  namePattern,
  prepareConfig,
  refuses,
  refusesWrongTypes,
  variant,
} from "./fixture.ts";

const inProgress = ["Creating", "Updating", "RollingBack", "Deleting"];
const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  await at.call("CreateEndpointConfig", config("next", [variant("v", { InitialInstanceCount: 1, InitialVariantWeight: 5 }), variant("n")]));
  await at.call("CreateEndpointConfig", config("large", [variant("v", { InitialInstanceCount: 200 })]));
  for (const status of [...inProgress, "Failed", "InService"]) await endpointIn(at, status, status);
});
const valid = { EndpointName: "InService", EndpointConfigName: "next" };
const blueGreen = (more: object, routing: object = {}): object => ({
  ...valid,
  DeploymentConfig: {
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 0, ...routing }, ...more },
  },
});
const counts = (shown: { ProductionVariants?: { VariantName?: string; DesiredInstanceCount?: number; DesiredWeight?: number }[] }) =>
  shown.ProductionVariants?.map(({ VariantName, DesiredInstanceCount, DesiredWeight }) => [
    VariantName,
    DesiredInstanceCount,
    DesiredWeight,
  ]);

refusesWrongTypes(control, "UpdateEndpoint", valid);

describe("UpdateEndpoint: wrong values", () => {
  refuses(control, "UpdateEndpoint", [
    {
      when: "everything is absent",
      input: {},
      message:
        "2 validation errors detected: Value null at 'endpointName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'endpointConfigName' failed to satisfy constraint: Member must not be null",
    },
    { when: "the name is no name", input: { ...valid, EndpointName: "a b" }, message: constraint("'a b'", "endpointName", namePattern) },
    {
      when: "there is no such endpoint",
      input: { ...valid, EndpointName: "None" },
      message: `Could not find endpoint "${arnOf("endpoint", "none")}".`,
    },
    {
      when: "there is no such configuration",
      input: { ...valid, EndpointConfigName: "None" },
      message: `Could not find endpoint configuration "${arnOf("endpoint-config", "none")}".`,
    },
    ...inProgress.map((status) => ({
      when: `the endpoint is ${status}`,
      input: { ...valid, EndpointName: status },
      message: `Cannot update in-progress endpoint "${arnOf("endpoint", status.toLowerCase())}".`,
    })),
    {
      when: "the endpoint is Failed",
      input: { ...valid, EndpointName: "Failed" },
      message: `Cannot update failed endpoint "${arnOf("endpoint", "failed")}". Delete it and create it again.`,
    },
    {
      when: "a property to exclude does not exist",
      input: { ...valid, ExcludeRetainedVariantProperties: [{ VariantPropertyType: "Weight" }] },
      message: constraint(
        "'Weight'",
        "excludeRetainedVariantProperties.1.member.variantPropertyType",
        "Member must satisfy enum value set: [DesiredInstanceCount, DesiredWeight, DataCaptureConfig]",
      ),
    },
    {
      when: "four properties are excluded",
      input: { ...valid, ExcludeRetainedVariantProperties: Array.from({ length: 4 }, () => ({ VariantPropertyType: "DesiredWeight" })) },
      message: /at 'excludeRetainedVariantProperties' failed to satisfy constraint: Member must have length less than or equal to 3$/,
    },
    {
      when: "the deployment is both given and retained",
      input: { ...blueGreen({}), RetainDeploymentConfig: true },
      message: "Specify one of either DeploymentConfig or RetainDeploymentConfig, not both.",
    },
    {
      when: "the policy has no routing",
      input: { ...valid, DeploymentConfig: { BlueGreenUpdatePolicy: {} } },
      message: constraint("null", "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration", "Member must not be null"),
    },
    {
      when: "the time for the update is too short",
      input: blueGreen({ MaximumExecutionTimeoutInSeconds: 599 }),
      message: constraint(
        "'599'",
        "deploymentConfig.blueGreenUpdatePolicy.maximumExecutionTimeoutInSeconds",
        "Member must have value greater than or equal to 600",
      ),
    },
    {
      when: "the host cannot hold both fleets",
      input: { ...valid, EndpointConfigName: "large" },
      code: "ResourceLimitExceeded",
      message:
        /^The account-level service limit 'Number of instances across active endpoints' is 200 Instances, with current utilization of \d+ Instances/,
    },
  ]);
});

describe("UpdateEndpoint: behaviour", () => {
  test("the answer is the ARN; the new configuration's counts and weights hold in the end", async () => {
    control().backend.release();
    const { EndpointArn } = await control().call("UpdateEndpoint", valid);
    assert.equal(EndpointArn, arnOf("endpoint", "inservice"));
    const shown = await control().settled("InService", "InService");
    assert.equal(shown.EndpointConfigName, "next");
    assert.deepEqual(counts(shown), [
      ["v", 1, 5],
      ["n", 1, 1],
    ]);
  });

  const retained = [
    {
      when: "all is retained",
      exclude: [],
      want: [
        ["v", 4, 2],
        ["n", 1, 1],
      ],
    },
    {
      when: "the count is excluded",
      exclude: ["DesiredInstanceCount"],
      want: [
        ["v", 1, 2],
        ["n", 1, 1],
      ],
    },
    {
      when: "the weight is excluded",
      exclude: ["DesiredWeight"],
      want: [
        ["v", 4, 5],
        ["n", 1, 1],
      ],
    },
    {
      when: "both are excluded",
      exclude: ["DesiredInstanceCount", "DesiredWeight"],
      want: [
        ["v", 1, 5],
        ["n", 1, 1],
      ],
    },
  ];
  for (const { when, exclude, want } of retained) {
    test(`RetainAllVariantProperties: ${when}, ${JSON.stringify(want)} holds`, async () => {
      const name = `retain-${exclude.join("-") || "all"}`;
      await endpointIn(control(), "InService", name);
      const DesiredWeightsAndCapacities = [{ VariantName: "v", DesiredInstanceCount: 4, DesiredWeight: 2 }];
      await control().call("UpdateEndpointWeightsAndCapacities", { EndpointName: name, DesiredWeightsAndCapacities });
      await control().settled(name, "InService");
      await control().call("UpdateEndpoint", {
        EndpointName: name,
        EndpointConfigName: "next",
        RetainAllVariantProperties: true,
        ExcludeRetainedVariantProperties: exclude.map((VariantPropertyType) => ({ VariantPropertyType })),
      });
      assert.deepEqual(counts(await control().settled(name, "InService")), want);
    });
  }

  test("an update that cannot come up leaves the old fleet in service, with the reason; the next success clears it", async () => {
    await endpointIn(control(), "InService", "steady");
    control().backend.failure = "The new model is broken.";
    await control().call("UpdateEndpoint", { EndpointName: "steady", EndpointConfigName: "next" });
    const shown = await control().settled("steady", "InService");
    assert.deepEqual([shown.EndpointConfigName, shown.FailureReason], ["c", "The new model is broken."]);
    assert.deepEqual(counts(shown), [
      ["v", 2, 1],
      ["w", 1, 3],
    ]);
    control().backend.release();
    control().clock.advance(60_000);
    await control().call("UpdateEndpoint", { EndpointName: "steady", EndpointConfigName: "next" });
    const after = await control().settled("steady", "InService");
    assert.deepEqual([after.EndpointConfigName, after.FailureReason], ["next", undefined]);
  });

  test("an update that takes longer than its MaximumExecutionTimeoutInSeconds is given up", async () => {
    await endpointIn(control(), "InService", "slow");
    control().backend.holdStarts = true;
    await control().call("UpdateEndpoint", { ...blueGreen({ MaximumExecutionTimeoutInSeconds: 600 }), EndpointName: "slow" });
    await control().settled("slow", "Updating");
    control().clock.advance(601_000);
    const shown = await control().settled("slow", "InService");
    assert.deepEqual(
      [shown.EndpointConfigName, shown.FailureReason],
      ["c", "The update took longer than its MaximumExecutionTimeoutInSeconds."],
    );
    control().backend.release();
  });

  test("the configuration in effect may be given again", async () => {
    await endpointIn(control(), "InService", "again");
    await control().call("UpdateEndpoint", { EndpointName: "again", EndpointConfigName: "c" });
    assert.equal((await control().settled("again", "InService")).EndpointConfigName, "c");
  });

  test("a deployment is remembered and may be retained", async () => {
    await endpointIn(control(), "InService", "keeps");
    const { DeploymentConfig } = blueGreen({ MaximumExecutionTimeoutInSeconds: 700 }) as { DeploymentConfig: object };
    await control().call("UpdateEndpoint", { EndpointName: "keeps", EndpointConfigName: "next", DeploymentConfig });
    assert.deepEqual((await control().settled("keeps", "InService")).LastDeploymentConfig, DeploymentConfig);
    await control().call("UpdateEndpoint", { EndpointName: "keeps", EndpointConfigName: "c", RetainDeploymentConfig: true });
    const shown = await control().settled("keeps", "InService");
    assert.deepEqual([shown.EndpointConfigName, shown.LastDeploymentConfig], ["c", DeploymentConfig]);
  });
});
