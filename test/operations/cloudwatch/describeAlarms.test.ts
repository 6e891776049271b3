/** DescribeAlarms and DescribeAlarmsForMetric: filters, pages, and what is refused. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { alarmsOfFile, metricAlarm, refuses } from "./alarm-fixture.ts";

const topic = "arn:aws:sns:us-east-1:111122223333:topic";
const dimensions = ["a", "b"].map((Name) => ({ Name, Value: "1" }));
const alarms = alarmsOfFile(async (at) => {
  await at.call("PutMetricAlarm", metricAlarm("cpu-1", { AlarmActions: [topic] }));
  await at.call("PutMetricAlarm", metricAlarm("cpu-2", { OKActions: [`${topic}-2`] }));
  await at.call("PutMetricAlarm", metricAlarm("memory", { MetricName: "other", Dimensions: dimensions }));
  await at.call(
    "PutMetricAlarm",
    metricAlarm("p99", { MetricName: "other", Statistic: undefined, ExtendedStatistic: "p99", Unit: "Count" }),
  );
  await at.call("SetAlarmState", { AlarmName: "cpu-2", StateValue: "ALARM", StateReason: "testing" });
});
const names = async (input: object, operation = "DescribeAlarms"): Promise<string[]> =>
  (await alarms().call(operation, input)).MetricAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName);

describe("DescribeAlarms", () => {
  const cases = [
    { when: "nothing is asked for", input: {}, want: ["cpu-1", "cpu-2", "memory", "p99"] },
    { when: "names are given, one of them of nobody", input: { AlarmNames: ["p99", "nobody", "cpu-1"] }, want: ["cpu-1", "p99"] },
    { when: "a prefix is given", input: { AlarmNamePrefix: "cpu" }, want: ["cpu-1", "cpu-2"] },
    { when: "the prefix holds a wildcard of SQL", input: { AlarmNamePrefix: "cpu_" }, want: [] },
    { when: "a state is given", input: { StateValue: "ALARM" }, want: ["cpu-2"] },
    { when: "a name and a state are given", input: { AlarmNames: ["cpu-1"], StateValue: "ALARM" }, want: [] },
    { when: "the prefix of an action is given", input: { ActionPrefix: topic }, want: ["cpu-1", "cpu-2"] },
    {
      when: "metric alarms are asked for",
      input: { AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
      want: ["cpu-1", "cpu-2", "memory", "p99"],
    },
    { when: "composite alarms are asked for", input: { AlarmTypes: ["CompositeAlarm"] }, want: [] },
    { when: "the parents of an alarm are asked for", input: { ParentsOfAlarmName: "cpu-1" }, want: [] },
  ];
  for (const { when, input, want } of cases) test(when, async () => assert.deepEqual(await names(input), want));

  test("pages cover everything once, also with a filter", async () => {
    for (const filter of [{}, { ActionPrefix: topic }, { AlarmNames: ["p99", "memory", "cpu-1"] }]) {
      const seen: string[] = [];
      for (let NextToken: string | undefined; ; ) {
        const page = await alarms().call("DescribeAlarms", { ...filter, MaxRecords: 1, NextToken });
        assert.equal(page.MetricAlarms.length, 1);
        assert.deepEqual(page.CompositeAlarms, []);
        seen.push(page.MetricAlarms[0].AlarmName);
        NextToken = page.NextToken;
        if (NextToken === undefined) break;
      }
      assert.deepEqual(seen, await names(filter));
    }
  });

  test("a token of another query is refused", async () => {
    const { NextToken } = await alarms().call("DescribeAlarms", { MaxRecords: 1 });
    const answer = await alarms().send("DescribeAlarms", { MaxRecords: 1, AlarmNamePrefix: "cpu", NextToken });
    assert.deepEqual([answer.status, answer.headers.get("x-amzn-query-error")], [400, "InvalidNextToken;Sender"]);
  });

  refuses(alarms, "DescribeAlarms", [
    {
      when: "names and a prefix are given",
      input: { AlarmNames: ["a"], AlarmNamePrefix: "b" },
      code: "InvalidParameterCombination",
      message: "The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have specified both.",
    },
    {
      when: "the token is none",
      input: { NextToken: "none" },
      code: "InvalidNextToken",
      message: "The next token is not one that this request has given.",
    },
    {
      when: "the page is too large",
      input: { MaxRecords: 101 },
      code: "ValidationError",
      message: /'maxRecords' failed to satisfy constraint: Member must have value less than or equal to 100$/,
    },
  ]);
});

describe("DescribeAlarmsForMetric", () => {
  const cases = [
    { when: "a metric without dimensions", input: { MetricName: "m" }, want: ["cpu-1", "cpu-2"] },
    { when: "dimensions in another order", input: { MetricName: "other", Dimensions: dimensions.toReversed() }, want: ["memory"] },
    { when: "only some of the dimensions", input: { MetricName: "other", Dimensions: dimensions.slice(1) }, want: [] },
    { when: "a percentile and a unit", input: { MetricName: "other", ExtendedStatistic: "p99", Unit: "Count" }, want: ["p99"] },
    { when: "another statistic", input: { MetricName: "m", Statistic: "Average" }, want: [] },
    { when: "another period", input: { MetricName: "m", Period: 300 }, want: [] },
  ];
  for (const { when, input, want } of cases)
    test(when, async () => assert.deepEqual(await names({ Namespace: "n", ...input }, "DescribeAlarmsForMetric"), want));
});
