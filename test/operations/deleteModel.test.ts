import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, constraint, controlOfFile, endpointIn, model, prepareConfig, refuses, refusesWrongTypes } from "./fixture.ts";

const control = controlOfFile(prepareConfig);

refusesWrongTypes(control, "DeleteModel", { ModelName: "m" });

describe("DeleteModel: wrong values", () => {
  refuses(control, "DeleteModel", [
    { when: "the name is absent", input: {}, message: constraint("null", "modelName", "Member must not be null") },
    {
      when: "the name is too long",
      input: { ModelName: "m".repeat(64) },
      message: constraint(`'${"m".repeat(64)}'`, "modelName", "Member must have length less than or equal to 63"),
    },
    { when: "there is no such model", input: { ModelName: "None" }, message: `Could not find model "${arnOf("model", "none")}".` },
  ]);
});

describe("DeleteModel: behaviour", () => {
  test("the answer is empty, the model and its tags are gone, its name is free", async () => {
    await control().call("CreateModel", model("gone", { Tags: [{ Key: "k", Value: "v" }] }));
    const answer = await control().send("DeleteModel", { ModelName: "gone" });
    assert.deepEqual([answer.status, answer.text, answer.headers.get("content-length")], [200, "", "0"]);
    assert.equal(
      (await control().send("DescribeModel", { ModelName: "gone" })).body.message,
      `Could not find model "${arnOf("model", "gone")}".`,
    );
    const { ModelArn } = await control().call("CreateModel", model("gone"));
    assert.deepEqual(await control().call("ListTags", { ResourceArn: ModelArn }), { Tags: [] });
  });

  test("a model that an endpoint uses may be deleted, and the endpoint grows all the same", async () => {
    await endpointIn(control(), "InService", "uses-m");
    await control().call("DeleteModel", { ModelName: "m" });
    const DesiredWeightsAndCapacities = [{ VariantName: "v", DesiredInstanceCount: 4 }];
    await control().call("UpdateEndpointWeightsAndCapacities", { EndpointName: "uses-m", DesiredWeightsAndCapacities });
    const { ProductionVariants } = await control().settled("uses-m", "InService");
    assert.equal(ProductionVariants?.[0]?.CurrentInstanceCount, 4);
  });

  test("a configuration whose model is gone makes no endpoint", async () => {
    const answer = await control().send("CreateEndpoint", { EndpointName: "late", EndpointConfigName: "c" });
    assert.equal(answer.body.message, `Could not find model "${arnOf("model", "m")}".`);
  });
});
