import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DescribeEndpointOutput } from "../../src/api/gen/sagemaker.gen.ts";
import { arnOf, constraint, controlOfFile, endpointIn, namePattern, prepareConfig, refuses, refusesWrongTypes } from "./fixture.ts";

const operation = "UpdateEndpointWeightsAndCapacities";
const inProgress = ["Creating", "Updating", "RollingBack", "Deleting"];
const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  for (const status of [...inProgress, "Failed", "InService"]) await endpointIn(at, status, status);
});
const wanted = (...each: object[]): object => ({ EndpointName: "InService", DesiredWeightsAndCapacities: each });
const at = (member: string): string => `desiredWeightsAndCapacities.1.member.${member}`;
const shown = ({ ProductionVariants = [] }: DescribeEndpointOutput) =>
  ProductionVariants.map(({ VariantName, CurrentInstanceCount, CurrentWeight }) => [VariantName, CurrentInstanceCount, CurrentWeight]);

refusesWrongTypes(control, operation, wanted({ VariantName: "v" }));

describe(`${operation}: wrong values`, () => {
  refuses(control, operation, [
    {
      when: "everything is absent",
      input: {},
      message:
        "2 validation errors detected: Value null at 'endpointName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'desiredWeightsAndCapacities' failed to satisfy constraint: Member must not be null",
    },
    {
      when: "nothing is wanted",
      input: wanted(),
      message: constraint("'[]'", "desiredWeightsAndCapacities", "Member must have length greater than or equal to 1"),
    },
    {
      when: "no variant is named",
      input: wanted({ DesiredWeight: 1 }),
      message: constraint("null", at("variantName"), "Member must not be null"),
    },
    {
      when: "the variant's name is no name",
      input: wanted({ VariantName: "a b" }),
      message: constraint("'a b'", at("variantName"), namePattern),
    },
    {
      when: "the weight is negative",
      input: wanted({ VariantName: "v", DesiredWeight: -1 }),
      message: constraint("'-1'", at("desiredWeight"), "Member must have value greater than or equal to 0"),
    },
    {
      when: "the count is negative",
      input: wanted({ VariantName: "v", DesiredInstanceCount: -1 }),
      message: constraint("'-1'", at("desiredInstanceCount"), "Member must have value greater than or equal to 0"),
    },
    {
      when: "the count is a fraction",
      input: wanted({ VariantName: "v", DesiredInstanceCount: 1.5 }),
      code: "SerializationException",
      message: "NUMBER_VALUE can not be converted to an Integer",
    },
    {
      when: "there is no such endpoint",
      input: { EndpointName: "None", DesiredWeightsAndCapacities: [{ VariantName: "v" }] },
      message: `Could not find endpoint "${arnOf("endpoint", "none")}".`,
    },
    {
      when: "a variant is named twice",
      input: wanted({ VariantName: "v", DesiredWeight: 1 }, { VariantName: "v", DesiredInstanceCount: 1 }),
      message: 'The variant name "v" was non-unique within the request.',
    },
    {
      when: "a variant does not exist",
      input: wanted({ VariantName: "v", DesiredWeight: 9 }, { VariantName: "other", DesiredWeight: 1 }),
      message: 'The variant name(s) "other" is/are not present within endpoint configuration "c".',
    },
    {
      when: "a variant is to have no instance",
      input: wanted({ VariantName: "v", DesiredInstanceCount: 0 }),
      message: 'The desired instance count of variant "v" must be at least 1 for a real-time endpoint.',
    },
    {
      when: "no weight would be left",
      input: wanted({ VariantName: "v", DesiredWeight: 0 }, { VariantName: "w", DesiredWeight: 0 }),
      message: "At least one production variant must have a weight greater than 0.",
    },
    {
      when: "a serverless update is asked for",
      input: wanted({ VariantName: "v", ServerlessUpdateConfig: { MaxConcurrency: 1 } }),
      message: "Hostler does not support ServerlessUpdateConfig (in variant v) yet. Remove it.",
    },
    {
      when: "the host cannot hold so many",
      input: wanted({ VariantName: "v", DesiredInstanceCount: 500 }),
      code: "ResourceLimitExceeded",
      message: /is 200 Instances, with current utilization of \d+ Instances and a request delta of 498 Instances\./,
    },
    ...inProgress.map((status) => ({
      when: `the endpoint is ${status}`,
      input: { ...wanted({ VariantName: "v", DesiredWeight: 1 }), EndpointName: status },
      message: `Cannot update in-progress endpoint "${arnOf("endpoint", status.toLowerCase())}".`,
    })),
    {
      when: "the endpoint is Failed",
      input: { ...wanted({ VariantName: "v", DesiredWeight: 1 }), EndpointName: "Failed" },
      message: `Cannot update failed endpoint "${arnOf("endpoint", "failed")}". Delete it and create it again.`,
    },
  ]);
});

describe(`${operation}: behaviour`, () => {
  test("the answer is the ARN; weights and counts of many variants change at once, what is absent stays", async () => {
    control().backend.release();
    const { EndpointArn } = await control().call(
      operation,
      wanted({ VariantName: "v", DesiredInstanceCount: 5 }, { VariantName: "w", DesiredWeight: 0.5 }),
    );
    assert.equal(EndpointArn, arnOf("endpoint", "inservice"));
    assert.deepEqual(shown(await control().settled("InService", "InService")), [
      ["v", 5, 1],
      ["w", 1, 0.5],
    ]);
  });

  test("desired differs from current while it works, and there is no pending deployment", async () => {
    await endpointIn(control(), "InService", "growing");
    control().backend.holdStarts = true;
    const input = { ...wanted({ VariantName: "v", DesiredInstanceCount: 4, DesiredWeight: 7 }), EndpointName: "growing" };
    await control().call(operation, input);
    const during = await control().settled("growing", "Updating");
    const { CurrentInstanceCount, DesiredInstanceCount, CurrentWeight, DesiredWeight } = during.ProductionVariants![0]!;
    assert.deepEqual([CurrentInstanceCount, DesiredInstanceCount, CurrentWeight, DesiredWeight], [2, 4, 1, 7]);
    assert.equal(during.PendingDeploymentSummary, undefined);
    control().backend.release();
    assert.deepEqual(shown(await control().settled("growing", "InService"))[0], ["v", 4, 7]);
  });

  test("a weight of 0 takes a variant out of the split and leaves its instances up", async () => {
    await endpointIn(control(), "InService", "drained");
    await control().call(operation, { ...wanted({ VariantName: "w", DesiredWeight: 0 }), EndpointName: "drained" });
    assert.deepEqual(shown(await control().settled("drained", "InService"))[1], ["w", 1, 0]);
    const route = control()
      .routes()
      ?.endpoints.find(({ name }) => name === "drained");
    assert.deepEqual(
      route?.variants.map(({ weight, fleets }) => [weight, fleets[0]?.instances.length]),
      [
        [1, 2],
        [0, 1],
      ],
    );
  });

  test("instances that cannot start roll back to the counts before, with the reason", async () => {
    await endpointIn(control(), "RollingBack", "unlucky");
    control().backend.release();
    const after = await control().settled("unlucky", "InService");
    assert.deepEqual(shown(after)[0], ["v", 2, 1]);
    assert.equal(after.FailureReason, "There is no room.");
  });
});
