import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { accountId, refuses, refusesWrongTypes, region } from "./fixture.ts";

/** Streams by name: b1, b2, s; by their last event: s (none), b2, b1. */
const server = logServerOfFile(async ({ call }) => {
  for (const [logStreamName, atMs] of [
    ["b2", startMs - 2],
    ["b1", startMs - 1],
  ] as const) {
    await call("CreateLogStream", { logGroupName: "g", logStreamName });
    const logEvents = [
      { timestamp: startMs - 5, message: "m" },
      { timestamp: atMs, message: "m" },
    ];
    await call("PutLogEvents", { logGroupName: "g", logStreamName, logEvents });
  }
});

interface Streams {
  logStreams: { logStreamName: string }[];
  nextToken?: string;
}
const list = (input: object = {}): Promise<Streams> => server().call("DescribeLogStreams", { logGroupName: "g", ...input });
const names = ({ logStreams }: Streams): string => logStreams.map(({ logStreamName }) => logStreamName).join(" ");

refusesWrongTypes(server, "DescribeLogStreams", { logGroupName: "g" }, logsModel);

describe("DescribeLogStreams: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "DescribeLogStreams", [
    { when: "no group is named", input: {}, code, message: /either logGroupName or logGroupIdentifier/ },
    { when: "the limit is above 50", input: { logGroupName: "g", limit: 51 }, code, message: /less than or equal to 50/ },
    { when: "the order is unknown", input: { logGroupName: "g", orderBy: "Size" }, code, message: /Member must satisfy enum value set/ },
    {
      when: "a prefix is ordered by time",
      input: { logGroupName: "g", orderBy: "LastEventTime", logStreamNamePrefix: "b" },
      code,
      message: "Cannot order by LastEventTime with a logStreamNamePrefix.",
    },
    {
      when: "the token is none of ours",
      input: { logGroupName: "g", nextToken: "no" },
      code,
      message: "The specified nextToken is invalid.",
    },
    {
      when: "the group does not exist",
      input: { logGroupName: "none" },
      code: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    },
  ]);
});

describe("DescribeLogStreams: behaviour", () => {
  const orders = [
    { input: {}, want: "b1 b2 s" },
    { input: { descending: true }, want: "s b2 b1" },
    { input: { orderBy: "LastEventTime" }, want: "s b2 b1" },
    { input: { orderBy: "LastEventTime", descending: true }, want: "b1 b2 s" },
    { input: { logStreamNamePrefix: "b" }, want: "b1 b2" },
    { input: { logStreamNamePrefix: "B" }, want: "" },
  ];
  for (const { input, want } of orders) {
    test(`${JSON.stringify(input)} gives ${want || "none"}, in one page or one by one`, async () => {
      assert.equal(names(await list(input)), want);
      const seen: string[] = [];
      for (let page = await list({ ...input, limit: 1 }); ; page = await list({ ...input, limit: 1, nextToken: page.nextToken })) {
        seen.push(names(page));
        if (page.nextToken === undefined) break;
      }
      assert.equal(seen.join(" "), want);
    });
  }

  test("a stream is described as on AWS; one without events has no times of events", async () => {
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:g:log-stream:`;
    const [first, , last] = (await list()).logStreams;
    assert.deepEqual(first, {
      logStreamName: "b1",
      creationTime: startMs,
      firstEventTimestamp: startMs - 5,
      lastEventTimestamp: startMs - 1,
      lastIngestionTime: startMs,
      arn: `${arn}b1`,
      storedBytes: 0,
    });
    assert.deepEqual(last, { logStreamName: "s", creationTime: startMs, arn: `${arn}s`, storedBytes: 0 });
  });
});
