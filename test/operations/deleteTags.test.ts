import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, constraint, controlOfFile, model, refuses, refusesWrongTypes } from "./fixture.ts";

const ResourceArn = arnOf("model", "m");
const Tags = ["a", "b", "c"].map((Key) => ({ Key, Value: "" }));
const control = controlOfFile(async ({ call }) => void (await call("CreateModel", model("m", { Tags }))));

refusesWrongTypes(control, "DeleteTags", { ResourceArn, TagKeys: ["a"] });

describe("DeleteTags: wrong values", () => {
  refuses(control, "DeleteTags", [
    { when: "the keys are absent", input: { ResourceArn }, message: constraint("null", "tagKeys", "Member must not be null") },
    {
      when: "there is no key",
      input: { ResourceArn, TagKeys: [] },
      message: constraint("'[]'", "tagKeys", "Member must have length greater than or equal to 1"),
    },
    {
      when: "there are 51 keys",
      input: { ResourceArn, TagKeys: Array.from({ length: 51 }, (_, at) => `k${at}`) },
      message: /at 'tagKeys' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    },
    {
      when: "a key is null",
      input: { ResourceArn, TagKeys: [null] },
      message: constraint("null", "tagKeys.1.member", "Member must not be null"),
    },
    {
      when: "the resource does not exist",
      input: { ResourceArn: arnOf("model", "none"), TagKeys: ["a"] },
      message: `Could not find model "${arnOf("model", "none")}".`,
    },
  ]);
});

describe("DeleteTags: behaviour", () => {
  test("the answer is an empty object; keys that are not there are ignored, case matters", async () => {
    const answer = await control().send("DeleteTags", { ResourceArn, TagKeys: ["b", "C", "never"] });
    assert.deepEqual([answer.status, answer.text], [200, "{}"]);
    assert.deepEqual(await control().call("ListTags", { ResourceArn }), { Tags: [Tags[0], Tags[2]] });
  });
});
