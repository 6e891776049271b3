import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { constraint, refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const logGroupName = "doomed";

refusesWrongTypes(server, "DeleteLogGroup", { logGroupName }, logsModel);

describe("DeleteLogGroup: wrong values", () => {
  refuses(server, "DeleteLogGroup", [
    {
      when: "the name is absent",
      input: {},
      code: "InvalidParameterException",
      message: constraint("null", "logGroupName", "Member must not be null"),
    },
    {
      when: "the group does not exist",
      input: { logGroupName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
  ]);
});

describe("DeleteLogGroup: behaviour", () => {
  test("a group made again under the same name is empty", async () => {
    const { call, send, store } = server();
    const stream = { logGroupName, logStreamName: "s" };
    const make = async (): Promise<void> => {
      await call("CreateLogGroup", { logGroupName });
      await call("CreateLogStream", stream);
    };
    await make();
    await call("PutLogEvents", { ...stream, logEvents: [{ timestamp: startMs, message: "m" }] });
    assert.equal((await send("DeleteLogGroup", { logGroupName })).text, "");
    assert.equal((await send("GetLogEvents", stream)).body.message, "The specified log group does not exist.");
    await make();
    assert.deepEqual((await call("GetLogEvents", stream)).events, []);
    assert.deepEqual((await call("FilterLogEvents", { logGroupName })).events, []);
    await store.expire(startMs);
  });

  test("that of an endpoint comes back with the next line, and without those before", async () => {
    const { call, print } = server();
    const group = { logGroupName: "/aws/sagemaker/Endpoints/e" };
    print("e/v/i-1", "before\n");
    await call("DeleteLogGroup", group);
    print("e/v/i-1", "after\n");
    const { events } = await call("FilterLogEvents", group);
    assert.deepEqual(
      events.map(({ message }: { message: string }) => message),
      ["after"],
    );
  });
});
