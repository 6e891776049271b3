/** UpdateEndpoint with a DeploymentConfig: limits and exclusions, and policies carried out to their end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { config, controlOfFile, prepareConfig, refuses, variant } from "./fixture.ts";

const single = [variant("v", { InitialInstanceCount: 4 })];
const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  for (const name of ["four", "next"]) await at.call("CreateEndpointConfig", config(name, single));
  for (const name of ["four", "two"])
    await at.call("CreateEndpoint", { EndpointName: name, EndpointConfigName: name === "two" ? "c" : "four" });
  for (const name of ["four", "two"]) await at.settled(name, "InService");
});

const percent = (Value: number) => ({ Type: "CAPACITY_PERCENT", Value });
const valid = { EndpointName: "four", EndpointConfigName: "next" };
const blueGreen = (routing: object) => ({
  BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { WaitIntervalInSeconds: 0, ...routing } },
});
const rolling = (change: object = {}) => ({
  RollingUpdatePolicy: { MaximumBatchSize: percent(50), WaitIntervalInSeconds: 0, ...change },
});
const update = (DeploymentConfig: object, more: object = {}): object => ({ ...valid, DeploymentConfig, ...more });

describe("UpdateEndpoint: deployment policies out of their limits", () => {
  refuses(control, "UpdateEndpoint", [
    {
      when: "a canary has no size",
      input: update(blueGreen({ Type: "CANARY" })),
      message: "CanarySize is required with this traffic routing type.",
    },
    {
      when: "a canary has a linear step too",
      input: update(blueGreen({ Type: "CANARY", CanarySize: percent(10), LinearStepSize: percent(10) })),
      message: "LinearStepSize is not supported with this traffic routing type.",
    },
    {
      when: "a canary is larger than half",
      input: update(blueGreen({ Type: "CANARY", CanarySize: percent(51) })),
      message: "CanarySize must be between 1 and 50 percent of the variant's instances; 51 CAPACITY_PERCENT is not.",
    },
    {
      when: "a canary has more than half of the instances",
      input: update(blueGreen({ Type: "CANARY", CanarySize: { Type: "INSTANCE_COUNT", Value: 3 } })),
      message: "CanarySize must be between 1 and 50 percent of the variant's instances; 3 INSTANCE_COUNT is not.",
    },
    {
      when: "a linear step is too small",
      input: update(blueGreen({ Type: "LINEAR", LinearStepSize: percent(9) })),
      message: "LinearStepSize must be between 10 and 50 percent of the variant's instances; 9 CAPACITY_PERCENT is not.",
    },
    {
      when: "all at once has a size",
      input: update(blueGreen({ Type: "ALL_AT_ONCE", CanarySize: percent(10) })),
      message: "CanarySize and LinearStepSize are not supported with traffic routing type ALL_AT_ONCE.",
    },
    {
      when: "there are both policies",
      input: update({ ...blueGreen({ Type: "ALL_AT_ONCE" }), ...rolling() }),
      message: "Specify one of either BlueGreenUpdatePolicy or RollingUpdatePolicy, not both.",
    },
    {
      when: "a rolling batch is too large",
      input: update(rolling({ MaximumBatchSize: percent(51) })),
      message: "MaximumBatchSize must be between 5 and 50 percent of the variant's instances; 51 CAPACITY_PERCENT is not.",
    },
    {
      when: "an endpoint of two variants is to roll",
      input: update(rolling(), { EndpointName: "two", EndpointConfigName: "c" }),
      message: "RollingUpdatePolicy is not supported for endpoints with more than one production variant.",
    },
    {
      when: "the variants change while traffic is to shift in steps",
      input: update(blueGreen({ Type: "LINEAR", LinearStepSize: percent(50) }), { EndpointName: "two" }),
      message:
        "An update that shifts traffic in steps needs the same production variants before and after. The endpoint has v, w; the new configuration has v.",
    },
  ]);
});

describe("UpdateEndpoint: deployment policies", () => {
  for (const [name, policy] of [
    ["canary", blueGreen({ Type: "CANARY", CanarySize: { Type: "INSTANCE_COUNT", Value: 1 } })],
    ["linear", blueGreen({ Type: "LINEAR", LinearStepSize: percent(50) })],
    ["rolling", rolling({ MaximumBatchSize: { Type: "INSTANCE_COUNT", Value: 1 } })],
  ] as const) {
    test(`${name}: a policy that was stored at creation is followed when it is retained`, async () => {
      await control().call("CreateEndpoint", { EndpointName: name, EndpointConfigName: "four", DeploymentConfig: policy });
      await control().settled(name, "InService");
      await control().call("UpdateEndpoint", { EndpointName: name, EndpointConfigName: "next", RetainDeploymentConfig: true });
      const shown = await control().settled(name, "InService");
      assert.deepEqual(
        [shown.EndpointConfigName, shown.FailureReason, shown.ProductionVariants?.[0]?.CurrentInstanceCount],
        ["next", undefined, 4],
      );
    });
  }
});
