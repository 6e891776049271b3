import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { startMs } from "../harness/control.ts";
import { logServerOfFile } from "../harness/log-server.ts";
import { accountId, refuses, refusesWrongTypes, region } from "./fixture.ts";

const server = logServerOfFile(async ({ call }) => {
  for (const at of [3, 1, 2]) await call("CreateLogGroup", { logGroupName: `/app/Group-${at}` });
  await call("CreateLogGroup", { logGroupName: "cold", logGroupClass: "INFREQUENT_ACCESS" });
});

interface Groups {
  logGroups: { logGroupName: string }[];
  nextToken?: string;
}
const list = (input: object = {}): Promise<Groups> => server().call("DescribeLogGroups", input);
const names = ({ logGroups }: Groups): string[] => logGroups.map(({ logGroupName }) => logGroupName);

refusesWrongTypes(server, "DescribeLogGroups", {}, logsModel);

describe("DescribeLogGroups: wrong values", () => {
  const code = "InvalidParameterException";
  refuses(server, "DescribeLogGroups", [
    { when: "the limit is above 50", input: { limit: 51 }, code, message: /less than or equal to 50/ },
    {
      when: "prefix and pattern are given",
      input: { logGroupNamePrefix: "a", logGroupNamePattern: "a" },
      code,
      message: /mutually exclusive/,
    },
    {
      when: "identifiers and a prefix are given",
      input: { logGroupIdentifiers: ["g"], logGroupNamePrefix: "a" },
      code,
      message: /only be combined/,
    },
    {
      when: "other accounts are asked for",
      input: { includeLinkedAccounts: true },
      code,
      message: /does not support includeLinkedAccounts/,
    },
    { when: "the token is none of ours", input: { nextToken: "bm8" }, code, message: "The specified nextToken is invalid." },
  ]);
});

describe("DescribeLogGroups: behaviour", () => {
  test("groups come in the order of their names, without paging when they fit", async () => {
    const all = await list();
    assert.deepEqual(names(all), ["/app/Group-1", "/app/Group-2", "/app/Group-3", "cold", "g"]);
    assert.equal(all.nextToken, undefined);
    assert.deepEqual((await server().call("DescribeLogGroups", {}, "eu-west-1")).logGroups, []);
  });

  test("pages follow one another", async () => {
    const first = await list({ logGroupNamePrefix: "/app/", limit: 2 });
    const second = await list({ logGroupNamePrefix: "/app/", limit: 2, nextToken: first.nextToken });
    assert.deepEqual([names(first), names(second), second.nextToken], [["/app/Group-1", "/app/Group-2"], ["/app/Group-3"], undefined]);
  });

  test("a pattern is found anywhere and ignores case, a prefix minds it", async () => {
    assert.deepEqual(names(await list({ logGroupNamePattern: "group-2" })), ["/app/Group-2"]);
    assert.deepEqual(names(await list({ logGroupNamePrefix: "/APP" })), []);
    assert.deepEqual(names(await list({ logGroupIdentifiers: ["g", "none", `arn:aws:logs:${region}:${accountId}:log-group:cold`] })), [
      "cold",
      "g",
    ]);
    assert.deepEqual(names(await list({ logGroupClass: "INFREQUENT_ACCESS" })), ["cold"]);
  });

  test("a group is described as on AWS, its ARN with a star, its size with 26 bytes an event", async () => {
    const { call } = server();
    await call("PutRetentionPolicy", { logGroupName: "g", retentionInDays: 7 });
    await call("PutLogEvents", { logGroupName: "g", logStreamName: "s", logEvents: [{ timestamp: startMs, message: "four" }] });
    const logGroupArn = `arn:aws:logs:${region}:${accountId}:log-group:g`;
    assert.deepEqual((await list({ logGroupNamePrefix: "g" })).logGroups, [
      {
        logGroupName: "g",
        creationTime: startMs,
        retentionInDays: 7,
        metricFilterCount: 0,
        arn: `${logGroupArn}:*`,
        storedBytes: 30,
        logGroupClass: "STANDARD",
        logGroupArn,
        deletionProtectionEnabled: false,
      },
    ]);
  });
});
