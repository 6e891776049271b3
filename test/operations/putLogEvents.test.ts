import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { refuses, refusesWrongTypes } from "./fixture.ts";

const server = logServerOfFile();
const stream = { logGroupName: "g", logStreamName: "s" };
const hourMs = 3_600_000;
const at = (hours: number, message = `${hours} h`): object => ({ timestamp: startMs + hours * hourMs, message });
const put = (...logEvents: object[]): object => ({ ...stream, logEvents });

refusesWrongTypes(server, "PutLogEvents", put(at(0)), logsModel);

describe("PutLogEvents: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "PutLogEvents", [
    { when: "there is no event", input: put(), code, message: /length greater than or equal to 1/ },
    {
      when: "there are more than 10,000 events",
      input: put(...Array(10_001).fill(at(0))),
      code,
      message: /length less than or equal to 10000/,
    },
    { when: "a message is empty", input: put(at(0, "")), code, message: /'logEvents.1.member.message' failed to satisfy constraint/ },
    { when: "a time is negative", input: put({ timestamp: -1, message: "m" }), code, message: /'logEvents.1.member.timestamp'/ },
    { when: "events are out of order", input: put(at(0), at(-1)), code, message: /must be in chronological order/ },
    { when: "events span more than a day", input: put(at(-25), at(0)), code, message: /cannot span more than 24 hours/ },
    {
      when: "an event is too large",
      input: put(at(0, "x".repeat(1024 ** 2 - 25))),
      code,
      message: "Log event too large: 1048577 bytes exceeds limit of 1048576",
    },
    {
      when: "all events together are too large",
      input: put(at(0, "x".repeat(600_000)), at(0, "€".repeat(200_000))),
      code,
      message: "Upload too large: 1200052 bytes exceeds limit of 1048576",
    },
    {
      when: "the group does not exist",
      input: { ...put(at(0)), logGroupName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
    {
      when: "the stream does not exist",
      input: { ...put(at(0)), logStreamName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    },
  ]);
});

describe("PutLogEvents: behaviour", () => {
  const begin = async (logStreamName: string, logGroupName = "g"): Promise<object> => {
    await server().call("CreateLogStream", { logGroupName, logStreamName });
    return { logGroupName, logStreamName };
  };
  const messages = async (of: object): Promise<string[]> =>
    (await server().call("GetLogEvents", of)).events.map(({ message }: { message: string }) => message);

  test("batches are put in any order, and any sequence token is taken", async () => {
    const of = await begin("order");
    const { nextSequenceToken, rejectedLogEventsInfo } = await server().call("PutLogEvents", { ...of, logEvents: [at(-2), at(-1)] });
    assert.equal(rejectedLogEventsInfo, undefined);
    await server().call("PutLogEvents", { ...of, logEvents: [at(-3), at(0)], sequenceToken: nextSequenceToken });
    await server().call("PutLogEvents", { ...of, logEvents: [at(0, "again")], sequenceToken: "whatever" });
    assert.deepEqual(await messages(of), ["-3 h", "-2 h", "-1 h", "0 h", "again"]);
  });

  test("events too far in the future or the past are left out and counted, the others taken", async () => {
    const of = await begin("bounds");
    const old = await server().call("PutLogEvents", { ...of, logEvents: [at(-14 * 24 - 1), at(-14 * 24 - 0.5), at(-14 * 24 + 1)] });
    assert.deepEqual(old.rejectedLogEventsInfo, { tooOldLogEventEndIndex: 2 });
    const ahead = await server().call("PutLogEvents", { ...of, logEvents: [at(1.9), at(2.1), at(3)] });
    assert.deepEqual(ahead.rejectedLogEventsInfo, { tooNewLogEventStartIndex: 1 });
    assert.deepEqual(await messages(of), ["-335 h", "1.9 h"]);
  });

  test("events older than the retention are left out and counted", async () => {
    await server().call("CreateLogGroup", { logGroupName: "short" });
    await server().call("PutRetentionPolicy", { logGroupName: "short", retentionInDays: 1 });
    const of = await begin("s", "short");
    const { rejectedLogEventsInfo } = await server().call("PutLogEvents", { ...of, logEvents: [at(-25), at(-2)] });
    assert.deepEqual(rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 });
    assert.deepEqual(await messages(of), ["-2 h"]);
  });

  test("a message is kept as it is", async () => {
    const of = await begin("text");
    const text = 'tab\tnew\nline "quotes" \u0000 €😀 ';
    await server().call("PutLogEvents", { ...of, logEvents: [at(0, text)] });
    assert.deepEqual(await messages(of), [text]);
  });
});
