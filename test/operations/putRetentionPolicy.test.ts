import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { constraint, refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const policy = { logGroupName: "g", retentionInDays: 1 };

refusesWrongTypes(server, "PutRetentionPolicy", policy, logsModel);

describe("PutRetentionPolicy: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "PutRetentionPolicy", [
    {
      when: "the days are absent",
      input: { logGroupName: "g" },
      code,
      message: constraint("null", "retentionInDays", "Member must not be null"),
    },
    {
      when: "the days are none of AWS's",
      input: { ...policy, retentionInDays: 2 },
      code,
      message: /Value '2' at 'retentionInDays' .* enum value set: \[1, 3, 5,/,
    },
    {
      when: "the group does not exist",
      input: { ...policy, logGroupName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
  ]);
});

test("PutRetentionPolicy hides events when they are too old, and their room is free a little later", async () => {
  const { call, clock, send, store } = server();
  const stream = { logGroupName: "g", logStreamName: "s" };
  await call("PutLogEvents", {
    ...stream,
    logEvents: [
      { timestamp: startMs - 3_600_000, message: "old" },
      { timestamp: startMs, message: "new" },
    ],
  });
  assert.equal((await send("PutRetentionPolicy", policy)).text, "");
  clock.advance(23.5 * 3_600_000);
  const messages = async (): Promise<string[]> =>
    (await call("GetLogEvents", stream)).events.map(({ message }: { message: string }) => message);
  assert.deepEqual(await messages(), ["new"]);
  await store.expire(clock.now());
  assert.deepEqual(await messages(), ["new"]);
  assert.equal((await call("DescribeLogGroups", {})).logGroups[0].storedBytes, 29);
});
