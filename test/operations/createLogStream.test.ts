import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { constraint, refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const stream = { logGroupName: "g", logStreamName: "new" };

refusesWrongTypes(server, "CreateLogStream", stream, logsModel);

describe("CreateLogStream: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "CreateLogStream", [
    {
      when: "the name is absent",
      input: { logGroupName: "g" },
      code,
      message: constraint("null", "logStreamName", "Member must not be null"),
    },
    {
      when: "the name has a colon",
      input: { ...stream, logStreamName: "a:b" },
      code,
      message: constraint("'a:b'", "logStreamName", "Member must satisfy regular expression pattern: [^:*]*"),
    },
    {
      when: "the group does not exist",
      input: { ...stream, logGroupName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
    {
      when: "it exists",
      input: { ...stream, logStreamName: "s" },
      code: "ResourceAlreadyExistsException",
      message: "The specified log stream already exists",
    },
  ]);
});

test("CreateLogStream makes an empty stream", async () => {
  assert.equal((await server().send("CreateLogStream", stream)).text, "");
  assert.deepEqual((await server().call("GetLogEvents", stream)).events, []);
});
