import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { constraint, refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const logGroupName = "new";

refusesWrongTypes(server, "CreateLogGroup", { logGroupName }, logsModel);

describe("CreateLogGroup: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "CreateLogGroup", [
    { when: "the name is absent", input: {}, code, message: constraint("null", "logGroupName", "Member must not be null") },
    { when: "the name is empty", input: { logGroupName: "" }, code, message: /length greater than or equal to 1/ },
    { when: "the name is too long", input: { logGroupName: "x".repeat(513) }, code, message: /length less than or equal to 512/ },
    {
      when: "the name has a blank",
      input: { logGroupName: "a b" },
      code,
      message: constraint("'a b'", "logGroupName", "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"),
    },
    { when: "the name is reserved", input: { logGroupName: "aws/x" }, code, message: /reserved for AWS/ },
    {
      when: "the class does not exist",
      input: { logGroupName, logGroupClass: "CHEAP" },
      code,
      message: /Member must satisfy enum value set/,
    },
    {
      when: "it is to be encrypted",
      input: { logGroupName, kmsKeyId: "k" },
      code,
      message: "Hostler does not support kmsKeyId yet. Remove it.",
    },
    { when: "it is to be protected", input: { logGroupName, deletionProtectionEnabled: true }, code, message: /deletionProtectionEnabled/ },
    {
      when: "it exists",
      input: { logGroupName: "g" },
      code: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    },
  ]);
});

describe("CreateLogGroup: behaviour", () => {
  test("a group is made in its region, and the answer is empty", async () => {
    assert.equal((await server().send("CreateLogGroup", { logGroupName, tags: { a: "b" }, Unknown: 1 })).text, "");
    assert.equal((await server().send("CreateLogGroup", { logGroupName }, "eu-west-1")).status, 200);
  });

  test("names mind the case", async () => assert.equal((await server().send("CreateLogGroup", { logGroupName: "G" })).status, 200));
});
