import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { constraint, refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const stream = { logGroupName: "g", logStreamName: "s" };

refusesWrongTypes(server, "DeleteLogStream", stream, logsModel);

describe("DeleteLogStream: wrong values", () => {
  const code = "ResourceNotFoundException";
  refuses(server, "DeleteLogStream", [
    {
      when: "the stream is absent",
      input: { logGroupName: "g" },
      code: "InvalidParameterException",
      message: constraint("null", "logStreamName", "Member must not be null"),
    },
    { when: "the group does not exist", input: { ...stream, logGroupName: "n" }, code, message: "The specified log group does not exist." },
    {
      when: "the stream does not exist",
      input: { ...stream, logStreamName: "n" },
      code,
      message: "The specified log stream does not exist.",
    },
  ]);
});

test("DeleteLogStream removes a stream with its events, and no other", async () => {
  const { call, send } = server();
  const other = { ...stream, logStreamName: "other" };
  await call("CreateLogStream", other);
  for (const each of [stream, other])
    await call("PutLogEvents", { ...each, logEvents: [{ timestamp: startMs, message: each.logStreamName }] });
  assert.equal((await send("DeleteLogStream", stream)).text, "");
  const { events } = await call("FilterLogEvents", { logGroupName: "g" });
  assert.deepEqual(
    events.map(({ message }: { message: string }) => message),
    ["other"],
  );
  assert.equal((await call("DescribeLogGroups", {})).logGroups[0].storedBytes, 31);
});
