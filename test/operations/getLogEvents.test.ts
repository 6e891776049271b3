import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { accountId, constraint, refuses, refusesWrongTypes, region } from "./fixture.ts";

/** Event `n` of stream `s` was printed `n` seconds after the start of the clock, minus an hour. */
const timeOf = (n: number): number => startMs - 3_600_000 + n * 1000;
const event = (n: number): object => ({ timestamp: timeOf(n), message: `line ${n}` });
const batch = (from: number, to: number): object[] => Array.from({ length: to - from }, (_, at) => event(from + at));

const server = logServerOfFile(async ({ call }) => {
  await call("PutLogEvents", { logGroupName: "g", logStreamName: "s", logEvents: batch(0, 10) });
});
const stream = { logGroupName: "g", logStreamName: "s" };

interface Page {
  events: { timestamp: number; message: string; ingestionTime: number }[];
  nextForwardToken: string;
  nextBackwardToken: string;
}
const get = (more: object = {}): Promise<Page> => server().call("GetLogEvents", { ...stream, ...more });
const lines = ({ events }: Page): string => events.map(({ message }) => message.replace("line ", "")).join(" ");

refusesWrongTypes(server, "GetLogEvents", stream, logsModel);

describe("GetLogEvents: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "GetLogEvents", [
    {
      when: "the stream is absent",
      input: { logGroupName: "g" },
      code,
      message: constraint("null", "logStreamName", "Member must not be null"),
    },
    {
      when: "the limit is 0",
      input: { ...stream, limit: 0 },
      code,
      message: constraint("'0'", "limit", "Member must have value greater than or equal to 1"),
    },
    {
      when: "the limit is above 10,000",
      input: { ...stream, limit: 10_001 },
      code,
      message: constraint("'10001'", "limit", "Member must have value less than or equal to 10000"),
    },
    { when: "a time is negative", input: { ...stream, startTime: -1 }, code, message: /'startTime' failed to satisfy constraint/ },
    { when: "the token is none of ours", input: { ...stream, nextToken: "f/7" }, code, message: "The specified nextToken is invalid." },
    { when: "no group is named", input: { logStreamName: "s" }, code, message: /either logGroupName or logGroupIdentifier/ },
    { when: "the group is named twice", input: { ...stream, logGroupIdentifier: "g" }, code, message: /and not both/ },
    {
      when: "the group does not exist",
      input: { ...stream, logGroupName: "G" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
    {
      when: "the stream does not exist",
      input: { ...stream, logStreamName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    },
  ]);

  test("a group of another region is not there", async () => {
    const { status, body } = await server().send("GetLogEvents", stream, "eu-west-1");
    assert.deepEqual([status, body.__type], [400, "ResourceNotFoundException"]);
  });
});

describe("GetLogEvents: behaviour", () => {
  test("an event has its time, its line and when it came, in milliseconds", async () => {
    assert.deepEqual((await get({ limit: 1 })).events, [{ timestamp: timeOf(9), message: "line 9", ingestionTime: startMs }]);
  });

  test("without a direction the latest come, oldest first", async () => assert.equal(lines(await get({ limit: 3 })), "7 8 9"));

  test("from the head the first come", async () => assert.equal(lines(await get({ limit: 3, startFromHead: true })), "0 1 2"));

  test("the start of a range is inclusive, its end is not", async () => {
    assert.equal(lines(await get({ startTime: timeOf(3), endTime: timeOf(6) })), "3 4 5");
  });

  test("forward tokens walk to the end, where the token repeats", async () => {
    let page = await get({ limit: 4, startFromHead: true });
    const seen = [lines(page)];
    for (let last = ""; page.nextForwardToken !== last; ) {
      last = page.nextForwardToken;
      page = await get({ limit: 4, nextToken: last });
      seen.push(lines(page));
    }
    assert.deepEqual(seen, ["0 1 2 3", "4 5 6 7", "8 9", ""]);
  });

  test("backward tokens walk to the beginning, where the token repeats", async () => {
    let page = await get({ limit: 4 });
    const seen = [lines(page)];
    for (let last = ""; page.nextBackwardToken !== last; ) {
      last = page.nextBackwardToken;
      page = await get({ limit: 4, nextToken: last });
      seen.push(lines(page));
    }
    assert.deepEqual(seen, ["6 7 8 9", "2 3 4 5", "0 1", ""]);
  });

  test("turning round at either end loses no event and repeats none", async () => {
    const end = await get({ nextToken: (await get({ startFromHead: true })).nextForwardToken });
    assert.equal(lines(await get({ nextToken: end.nextBackwardToken, limit: 2 })), "8 9");
    const beginning = await get({ nextToken: (await get()).nextBackwardToken });
    assert.equal(lines(await get({ nextToken: beginning.nextForwardToken, limit: 2 })), "0 1");
  });

  test("the token of an empty stream gives what comes later", async () => {
    const { call } = server();
    await call("CreateLogStream", { logGroupName: "g", logStreamName: "later" });
    const empty: Page = await call("GetLogEvents", { ...stream, logStreamName: "later" });
    assert.deepEqual(empty.events, []);
    await call("PutLogEvents", { logGroupName: "g", logStreamName: "later", logEvents: [event(1)] });
    const next: Page = await call("GetLogEvents", { ...stream, logStreamName: "later", nextToken: empty.nextForwardToken });
    assert.equal(lines(next), "1");
  });

  test("a page is at most 1 MiB, from the end or from the head", async () => {
    const { call } = server();
    const large = { logGroupName: "g", logStreamName: "large" };
    await call("CreateLogStream", large);
    for (const letter of ["a", "b", "c"]) {
      const logEvents = [{ timestamp: startMs, message: letter.repeat(400_000) }];
      await call("PutLogEvents", { ...large, logEvents });
    }
    const begins = ({ events }: Page): string => events.map(({ message }) => message[0]).join("");
    assert.equal(begins(await call("GetLogEvents", large)), "bc");
    const head: Page = await call("GetLogEvents", { ...large, startFromHead: true });
    assert.equal(begins(head), "ab");
    assert.equal(begins(await call("GetLogEvents", { ...large, nextToken: head.nextForwardToken })), "c");
  });

  test("the group may be named by its ARN", async () => {
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:g`;
    for (const logGroupIdentifier of [arn, "g"])
      assert.equal(lines(await server().call("GetLogEvents", { logGroupIdentifier, logStreamName: "s", limit: 1 })), "9");
  });
});
