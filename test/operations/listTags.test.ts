import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, constraint, controlOfFile, model, refuses, refusesWrongTypes } from "./fixture.ts";

const ResourceArn = arnOf("model", "m");
const control = controlOfFile(async ({ call }) => void (await call("CreateModel", model("m"))));

refusesWrongTypes(control, "ListTags", { ResourceArn });

describe("ListTags: wrong values", () => {
  refuses(control, "ListTags", [
    { when: "the resource is absent", input: {}, message: constraint("null", "resourceArn", "Member must not be null") },
    {
      when: "the resource does not exist",
      input: { ResourceArn: arnOf("endpoint-config", "none") },
      message: `Could not find endpoint configuration "${arnOf("endpoint-config", "none")}".`,
    },
    {
      when: "a page is to have fewer than 50",
      input: { ResourceArn, MaxResults: 49 },
      message: constraint("'49'", "maxResults", "Member must have value greater than or equal to 50"),
    },
  ]);
});

describe("ListTags: behaviour", () => {
  test("a resource without tags has an empty list", async () => {
    assert.deepEqual(await control().call("ListTags", { ResourceArn }), { Tags: [] });
  });

  test("fifty tags come in one page, without a token", async () => {
    const Tags = Array.from({ length: 50 }, (_, at) => ({ Key: `k${at + 10}`, Value: `${at}` }));
    await control().call("AddTags", { ResourceArn, Tags: Tags.toReversed() });
    assert.deepEqual(await control().call("ListTags", { ResourceArn, MaxResults: 50 }), { Tags });
  });
});
