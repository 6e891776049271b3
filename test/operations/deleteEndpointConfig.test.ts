import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, config, constraint, controlOfFile, endpointIn, namePattern, prepareConfig, refuses, refusesWrongTypes } from "./fixture.ts";

const control = controlOfFile(prepareConfig);

refusesWrongTypes(control, "DeleteEndpointConfig", { EndpointConfigName: "c" });

describe("DeleteEndpointConfig: wrong values", () => {
  refuses(control, "DeleteEndpointConfig", [
    { when: "the name is absent", input: {}, message: constraint("null", "endpointConfigName", "Member must not be null") },
    {
      when: "the name has a dot",
      input: { EndpointConfigName: "a.b" },
      message: constraint("'a.b'", "endpointConfigName", namePattern),
    },
    {
      when: "there is none",
      input: { EndpointConfigName: "None" },
      message: `Could not find endpoint configuration "${arnOf("endpoint-config", "none")}".`,
    },
  ]);
});

describe("DeleteEndpointConfig: behaviour", () => {
  test("the answer is empty, the configuration and its tags are gone", async () => {
    await control().call("CreateEndpointConfig", config("gone", undefined, { Tags: [{ Key: "k", Value: "v" }] }));
    const answer = await control().send("DeleteEndpointConfig", { EndpointConfigName: "GONE" });
    assert.deepEqual([answer.status, answer.text], [200, ""]);
    const { EndpointConfigArn } = await control().call("CreateEndpointConfig", config("gone"));
    assert.deepEqual(await control().call("ListTags", { ResourceArn: EndpointConfigArn }), { Tags: [] });
  });

  test("one in use may be deleted: its endpoint still names it, scales, and is updated to another", async () => {
    await endpointIn(control(), "InService", "uses-c");
    await control().call("CreateEndpointConfig", config("next"));
    await control().call("DeleteEndpointConfig", { EndpointConfigName: "c" });
    assert.equal((await control().settled("uses-c", "InService")).EndpointConfigName, "c");
    const DesiredWeightsAndCapacities = [{ VariantName: "v", DesiredInstanceCount: 3 }];
    await control().call("UpdateEndpointWeightsAndCapacities", { EndpointName: "uses-c", DesiredWeightsAndCapacities });
    assert.equal((await control().settled("uses-c", "InService")).ProductionVariants?.[0]?.CurrentInstanceCount, 3);
    await control().call("UpdateEndpoint", { EndpointName: "uses-c", EndpointConfigName: "next" });
    assert.equal((await control().settled("uses-c", "InService")).EndpointConfigName, "next");
  });
});
