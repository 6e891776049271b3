/** DeleteAlarms, and the tags of alarms. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { alarmsOfFile, arnOf, metricAlarm, refuses } from "./alarm-fixture.ts";

const alarms = alarmsOfFile(async (at) => {
  for (const name of ["a", "b", "tagged"]) await at.call("PutMetricAlarm", metricAlarm(name, { Tags: [{ Key: "k", Value: name }] }));
});
const tagsOf = async (name: string) => (await alarms().call("ListTagsForResource", { ResourceARN: arnOf(name) })).Tags;

describe("DeleteAlarms", () => {
  refuses(alarms, "DeleteAlarms", [
    { when: "none of the alarms exists", input: { AlarmNames: ["nobody"] }, code: "ResourceNotFound", message: "", status: 404 },
    {
      when: "there are no names",
      input: {},
      code: "ValidationError",
      message: /'alarmNames' failed to satisfy constraint: Member must not be null/,
    },
  ]);

  test("deletes those that exist, with their tags", async () => {
    assert.equal(await alarms().call("DeleteAlarms", { AlarmNames: ["a", "nobody", "b"] }), undefined);
    const left = (await alarms().call("DescribeAlarms", {})).MetricAlarms;
    assert.deepEqual(
      left.map(({ AlarmName }: { AlarmName: string }) => AlarmName),
      ["tagged"],
    );
    assert.deepEqual(await tagsOf("a"), []);
    await alarms().call("PutMetricAlarm", metricAlarm("a"));
    assert.deepEqual(await tagsOf("a"), [], "a new alarm of the name does not inherit them");
  });
});

describe("tags of alarms", () => {
  const ResourceARN = arnOf("tagged");

  test("are added, overwritten and taken away", async () => {
    const tags = ["1", "2"].map((Value, index) => ({ Key: index === 0 ? "k" : "l", Value }));
    await alarms().call("TagResource", { ResourceARN, Tags: tags });
    assert.deepEqual(await tagsOf("tagged"), tags);
    await alarms().call("UntagResource", { ResourceARN, TagKeys: ["k", "nobody"] });
    assert.deepEqual(await tagsOf("tagged"), tags.slice(1));
  });

  test("of an alarm that does not exist are none", async () => assert.deepEqual(await tagsOf("nobody"), []));

  const one = [{ Key: "k", Value: "v" }];
  refuses(alarms, "TagResource", [
    {
      when: "the alarm does not exist",
      input: { ResourceARN: arnOf("nobody"), Tags: one },
      code: "ResourceNotFoundException",
      message: `Could not find the alarm ${arnOf("nobody")}.`,
      status: 404,
    },
    {
      when: "the ARN is of another account",
      input: { ResourceARN: ResourceARN.replace("111122223333", "999999999999"), Tags: one },
      code: "InvalidParameterValue",
      message: /is not the ARN of an alarm of account 111122223333\.$/,
    },
    {
      when: "the key is reserved",
      input: { ResourceARN, Tags: [{ Key: "aws:k", Value: "v" }] },
      code: "ValidationError",
      message: /^The tag key "aws:k" is reserved/,
    },
  ]);
  refuses(alarms, "UntagResource", [
    {
      when: "the alarm does not exist",
      input: { ResourceARN: arnOf("nobody"), TagKeys: ["k"] },
      code: "ResourceNotFoundException",
      message: `Could not find the alarm ${arnOf("nobody")}.`,
      status: 404,
    },
  ]);
});
