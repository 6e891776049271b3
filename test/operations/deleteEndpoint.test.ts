import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, constraint, controlOfFile, endpointIn, namePattern, prepareConfig, refuses, refusesWrongTypes } from "./fixture.ts";

const inProgress = ["Creating", "Updating", "RollingBack", "Deleting"];
const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  for (const status of inProgress) await endpointIn(at, status, status);
});

refusesWrongTypes(control, "DeleteEndpoint", { EndpointName: "e" });

describe("DeleteEndpoint: wrong values", () => {
  refuses(control, "DeleteEndpoint", [
    { when: "the name is absent", input: {}, message: constraint("null", "endpointName", "Member must not be null") },
    { when: "the name is no name", input: { EndpointName: "é" }, message: constraint("'é'", "endpointName", namePattern) },
    { when: "there is none", input: { EndpointName: "None" }, message: `Could not find endpoint "${arnOf("endpoint", "none")}".` },
    ...inProgress.map((status) => ({
      when: `it is ${status}`,
      input: { EndpointName: status },
      message: `Cannot update in-progress endpoint "${arnOf("endpoint", status.toLowerCase())}".`,
    })),
  ]);
});

describe("DeleteEndpoint: behaviour", () => {
  test("the answer is empty; it is Deleting until its instances are gone, then it could not be found and its tags are gone", async () => {
    control().backend.release();
    await control().settled("Creating", "InService");
    const ResourceArn = arnOf("endpoint", "creating");
    await control().call("AddTags", { ResourceArn, Tags: [{ Key: "k", Value: "v" }] });
    control().backend.holdEnds = true;
    const answer = await control().send("DeleteEndpoint", { EndpointName: "Creating" });
    assert.deepEqual([answer.status, answer.text], [200, ""]);
    assert.equal((await control().call("DescribeEndpoint", { EndpointName: "Creating" })).EndpointStatus, "Deleting");
    control().backend.release();
    await control().gone("Creating");
    assert.equal(
      (await control().send("DescribeEndpoint", { EndpointName: "Creating" })).body.message,
      `Could not find endpoint "${ResourceArn}".`,
    );
    await control().call("CreateEndpoint", { EndpointName: "Creating", EndpointConfigName: "c" });
    assert.deepEqual(await control().call("ListTags", { ResourceArn }), { Tags: [] });
    assert.equal((await control().call("DescribeEndpointConfig", { EndpointConfigName: "c" })).EndpointConfigName, "c");
  });

  test("a failed endpoint may be deleted, and nothing else", async () => {
    await endpointIn(control(), "Failed", "broken");
    await control().call("DeleteEndpoint", { EndpointName: "broken" });
    await control().gone("broken");
  });

  test("a deleted endpoint takes no requests from the moment it is Deleting", async () => {
    await endpointIn(control(), "Deleting", "leaving");
    assert.deepEqual(
      control()
        .routes()
        ?.endpoints.find(({ name }) => name === "leaving")?.variants ?? [],
      [],
    );
    control().backend.release();
    await control().gone("leaving");
  });
});
