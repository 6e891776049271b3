import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
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
  xgboostImage,
} from "./fixture.ts";

const control = controlOfFile(prepareConfig);

refusesWrongTypes(control, "DescribeEndpoint", { EndpointName: "e" });

describe("DescribeEndpoint: wrong values", () => {
  refuses(control, "DescribeEndpoint", [
    { when: "the name is absent", input: {}, message: constraint("null", "endpointName", "Member must not be null") },
    { when: "the name is empty", input: { EndpointName: "" }, message: constraint("''", "endpointName", namePattern) },
    { when: "there is none", input: { EndpointName: "None" }, message: `Could not find endpoint "${arnOf("endpoint", "none")}".` },
  ]);
});

const DeployedImages = [{ SpecifiedImage: xgboostImage, ResolutionTime: startMs / 1000 }];
const RoutingConfig = { RoutingStrategy: "RANDOM" };

describe("DescribeEndpoint: behaviour", () => {
  test("an endpoint in service shows its variants; times are numbers of seconds", async () => {
    await endpointIn(control(), "InService", "Plain");
    assert.deepEqual(await control().call("DescribeEndpoint", { EndpointName: "plain" }), {
      EndpointName: "Plain",
      EndpointArn: arnOf("endpoint", "plain"),
      EndpointConfigName: "c",
      EndpointStatus: "InService",
      CreationTime: startMs / 1000,
      LastModifiedTime: startMs / 1000,
      ProductionVariants: [
        {
          VariantName: "v",
          DeployedImages,
          CurrentWeight: 1,
          DesiredWeight: 1,
          CurrentInstanceCount: 2,
          DesiredInstanceCount: 2,
          RoutingConfig,
        },
        {
          VariantName: "w",
          DeployedImages,
          CurrentWeight: 3,
          DesiredWeight: 3,
          CurrentInstanceCount: 1,
          DesiredInstanceCount: 1,
          RoutingConfig,
        },
      ],
    });
  });

  test("while it is created, current is none and the fleet that comes is pending", async () => {
    await endpointIn(control(), "Creating", "coming");
    const shown = await control().call("DescribeEndpoint", { EndpointName: "coming" });
    assert.deepEqual(
      shown.ProductionVariants.map((each: Record<string, unknown>) => [each.CurrentInstanceCount, each.DesiredInstanceCount]),
      [
        [0, 2],
        [0, 1],
      ],
    );
    const { EndpointConfigName, StartTime, ProductionVariants } = shown.PendingDeploymentSummary;
    assert.deepEqual([EndpointConfigName, StartTime], ["c", startMs / 1000]);
    assert.deepEqual(ProductionVariants[0], {
      VariantName: "v",
      DeployedImages,
      DesiredWeight: 1,
      CurrentInstanceCount: 0,
      DesiredInstanceCount: 2,
      InstanceType: "ml.m5.large",
      RoutingConfig,
      VariantStatus: [{ Status: "Creating", StatusMessage: "Launching 2 instance(s).", StartTime: startMs / 1000 }],
    });
    control().backend.release();
    assert.equal((await control().settled("coming", "InService")).PendingDeploymentSummary, undefined);
  });

  test("during an update the old configuration is in effect and the new one pending; LastModifiedTime follows the status", async () => {
    await endpointIn(control(), "InService", "changing");
    await control().call("CreateEndpointConfig", config("next", [variant("v", { InitialInstanceCount: 3 }), variant("n")]));
    control().backend.holdStarts = true;
    control().clock.advance(5_000);
    await control().call("UpdateEndpoint", { EndpointName: "changing", EndpointConfigName: "next" });
    const during = await control().call("DescribeEndpoint", { EndpointName: "changing" });
    assert.deepEqual([during.EndpointStatus, during.EndpointConfigName], ["Updating", "c"]);
    assert.equal(during.LastModifiedTime, startMs / 1000 + 5);
    assert.deepEqual(
      during.ProductionVariants.map((each: Record<string, unknown>) => [each.VariantName, each.CurrentInstanceCount]),
      [
        ["v", 2],
        ["w", 1],
      ],
    );
    assert.equal(during.PendingDeploymentSummary.EndpointConfigName, "next");
    assert.deepEqual(
      during.PendingDeploymentSummary.ProductionVariants.map((each: Record<string, unknown>) => [
        each.VariantName,
        each.DesiredInstanceCount,
      ]),
      [
        ["v", 3],
        ["n", 1],
      ],
    );
    control().clock.advance(5_000);
    control().backend.release();
    const after = await control().settled("changing", "InService");
    assert.equal(after.EndpointConfigName, "next");
    assert.equal(after.PendingDeploymentSummary, undefined);
    assert.equal(Number(after.LastModifiedTime), startMs / 1000 + 10);
    assert.equal(Number(after.CreationTime), startMs / 1000);
  });

  test("a failed one says why and shows no variants", async () => {
    await endpointIn(control(), "Failed", "broken");
    const { FailureReason, ProductionVariants, PendingDeploymentSummary } = await control().call("DescribeEndpoint", {
      EndpointName: "broken",
    });
    assert.equal(FailureReason, "The model is broken.");
    assert.deepEqual([ProductionVariants, PendingDeploymentSummary], [undefined, undefined]);
  });
});
