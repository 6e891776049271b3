import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { limits } from "../../src/limits.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { refuses, refusesWrongTypes } from "./fixture.ts";

const lines = (stream: string, from: number): object[] =>
  Array.from({ length: 5 }, (_, at) => ({
    timestamp: startMs - 60_000 + from + at * 10,
    message: `${stream} line ${at} ${at % 2 ? "ERROR" : "fine"}`,
  }));

/** Lines of `v/a` come at 0, 10, … ms of the minute before the clock's start, those of `v/b` 5 ms after them. */
const server = logServerOfFile(async ({ call }) => {
  for (const [name, from] of [
    ["v/a", 0],
    ["v/b", 5],
    ["w/c", 100],
  ] as const) {
    await call("CreateLogStream", { logGroupName: "g", logStreamName: name });
    await call("PutLogEvents", { logGroupName: "g", logStreamName: name, logEvents: lines(name, from) });
  }
});

interface Page {
  events: { logStreamName: string; timestamp: number; message: string; ingestionTime: number; eventId: string }[];
  searchedLogStreams: [];
  nextToken?: string;
}
const filter = (more: object = {}): Promise<Page> => server().call("FilterLogEvents", { logGroupName: "g", ...more });
const messages = ({ events }: Page): string[] => events.map(({ message }) => message);

refusesWrongTypes(server, "FilterLogEvents", { logGroupName: "g" }, logsModel);

describe("FilterLogEvents: wrong values", () => {
  const code = "InvalidParameterException";
  const noGroup = { code: "ResourceNotFoundException", message: "The specified log group does not exist." };
  refuses(server, "FilterLogEvents", [
    { when: "the group does not exist", input: { logGroupName: "none" }, ...noGroup },
    { when: "no instance of the endpoint has printed anything", input: { logGroupName: "/aws/sagemaker/Endpoints/none" }, ...noGroup },
    { when: "no group is named", input: {}, code, message: /either logGroupName or logGroupIdentifier/ },
    { when: "the ARN is of another account", input: { logGroupIdentifier: "arn:aws:logs:us-east-1:000000000001:log-group:g" }, ...noGroup },
    { when: "the ARN is none of a group", input: { logGroupIdentifier: "arn:aws:logs:g" }, code, message: /is not the ARN of a log group/ },
    {
      when: "names and a prefix are given",
      input: { logGroupName: "g", logStreamNames: ["s"], logStreamNamePrefix: "s" },
      code,
      message: "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.",
    },
    {
      when: "there are more than 100 streams",
      input: { logGroupName: "g", logStreamNames: Array(101).fill("s") },
      code,
      message: /length less than or equal to 100/,
    },
    {
      when: "a stream does not exist",
      input: { logGroupName: "g", logStreamNames: ["s", "none"] },
      code: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    },
    {
      when: "the pattern is too long",
      input: { logGroupName: "g", filterPattern: "x".repeat(1025) },
      code,
      message: /length less than or equal to 1024/,
    },
    {
      when: "the pattern is over JSON",
      input: { logGroupName: "g", filterPattern: "{ $.a = 1 }" },
      code,
      message: /^Hostler does not support filter patterns over JSON fields/,
    },
    { when: "the pattern is broken", input: { logGroupName: "g", filterPattern: '"a' }, code, message: /^Invalid filter pattern: / },
    {
      when: "the token is none of ours",
      input: { logGroupName: "g", nextToken: "x" },
      code,
      message: "The specified nextToken is invalid.",
    },
  ]);

  test("the token of another query is refused", async () => {
    const { nextToken } = await filter({ limit: 1 });
    const { status, body } = await server().send("FilterLogEvents", { logGroupName: "g", filterPattern: "ERROR", nextToken });
    assert.deepEqual([status, body.message], [400, "The specified nextToken is invalid."]);
  });
});

describe("FilterLogEvents: behaviour", () => {
  test("streams are mixed by time, and each event says where it comes from", async () => {
    const page = await filter({ limit: 3 });
    assert.deepEqual(messages(page), ["v/a line 0 fine", "v/b line 0 fine", "v/a line 1 ERROR"]);
    const [first] = page.events;
    assert.deepEqual([first?.logStreamName, first?.timestamp, first?.ingestionTime], ["v/a", startMs - 60_000, startMs]);
    assert.match(first?.eventId ?? "", /^\d{56}$/);
  });

  test("without a next page there is no token, and never a list of searched streams", async () => {
    const page = await filter();
    assert.equal(page.events.length, 15);
    assert.deepEqual([page.nextToken, page.searchedLogStreams], [undefined, []]);
  });

  test("pages follow one another without a gap, whatever their size", async () => {
    const all = messages(await filter());
    for (const limit of [1, 4, 15]) {
      const seen: string[] = [];
      for (let page = await filter({ limit }); ; page = await filter({ limit, nextToken: page.nextToken })) {
        seen.push(...messages(page));
        if (page.nextToken === undefined) break;
      }
      assert.deepEqual(seen, all);
    }
  });

  test("a pattern chooses lines", async () => {
    assert.deepEqual(messages(await filter({ filterPattern: "ERROR -v/b ?w/c ?3" })), [
      "v/a line 3 ERROR",
      "w/c line 1 ERROR",
      "w/c line 3 ERROR",
    ]);
  });

  test("streams are chosen by name or by prefix", async () => {
    assert.equal((await filter({ logStreamNames: ["v/b", "w/c"] })).events.length, 10);
    assert.equal((await filter({ logStreamNamePrefix: "v/" })).events.length, 10);
    assert.equal((await filter({ logStreamNamePrefix: "w" })).events.length, 5);
    assert.equal((await filter({ logStreamNamePrefix: "V/" })).events.length, 0);
  });

  test("both ends of a time range are inclusive", async () => {
    const startTime = startMs - 60_000 + 10;
    assert.deepEqual(messages(await filter({ startTime, endTime: startTime + 10 })), [
      "v/a line 1 ERROR",
      "v/b line 1 ERROR",
      "v/a line 2 fine",
    ]);
  });

  test("one call looks at a bounded number of events, and goes on with its token", async () => {
    const key = { region: "us-east-1", name: "g" };
    const events = Array.from({ length: limits.logFilterEvents }, () => ({ atMs: startMs + 1, message: "hay" }));
    await server().store.append(key, "s", events, startMs);
    await server().store.append(key, "s", [{ atMs: startMs + 2, message: "needle" }], startMs);
    const first = await filter({ filterPattern: "needle" });
    assert.deepEqual(first.events, []);
    assert.deepEqual(messages(await filter({ filterPattern: "needle", nextToken: first.nextToken })), ["needle"]);
  });
});
