/** PutMetricAlarm: what is refused, and how an alarm is shown afterwards. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { alarmsStartMs } from "../../harness/alarms.ts";
import { alarmsOfFile, arnOf, metricAlarm, refuses } from "./alarm-fixture.ts";

const alarms = alarmsOfFile(async (at) => void (await at.call("PutMetricAlarm", metricAlarm("there"))));
const invalid = "InvalidParameterValue";
const combination = "InvalidParameterCombination";
const put = (more: object): object => metricAlarm("there", more);
const stat = (more: object = {}): object => ({ Metric: { Namespace: "n", MetricName: "m" }, Period: 10, Stat: "Average", ...more });
const inMetrics = (...Metrics: object[]): object =>
  put({ Metrics, Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined });

describe("PutMetricAlarm: wrong values", () => {
  refuses(alarms, "PutMetricAlarm", [
    {
      when: "the operator is none",
      input: put({ ComparisonOperator: "Above" }),
      code: "ValidationError",
      message: /^1 validation error detected: Value 'Above' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum/,
    },
    {
      when: "it is to compare with an anomaly band",
      input: put({ ComparisonOperator: "GreaterThanUpperThreshold", ThresholdMetricId: "ad1" }),
      code: invalid,
      message: "Hostler does not support anomaly detection yet. Give Threshold and one of the four operators that compare with it.",
    },
    {
      when: "two of its queries return data",
      input: inMetrics({ Id: "e1", Expression: "m1 * 2" }, { Id: "m1", MetricStat: stat() }),
      code: "ValidationError",
      message: "Exactly one element of the metrics list should return data.",
    },
    {
      when: "an expression is none",
      input: inMetrics({ Id: "e1", Expression: "m1 *" }, { Id: "m1", MetricStat: stat(), ReturnData: false }),
      code: "ValidationError",
      message: /^Error in expression 'e1': /,
    },
    {
      when: "it has more than ten metrics",
      input: inMetrics(...Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, MetricStat: stat(), ReturnData: index === 0 }))),
      code: invalid,
      message: "The parameter Metrics may hold 10 metrics and 10 expressions.",
    },
    ...(["ComparisonOperator", "EvaluationPeriods", "Threshold", "Statistic", "Period", "MetricName", "Namespace"] as const).map(
      (name) => ({
        when: `${name} is missing`,
        input: put({ [name]: undefined }),
        code: "MissingParameter",
        message: `The parameter ${name} is required.`,
      }),
    ),
    {
      when: "there are both kinds of statistic",
      input: put({ ExtendedStatistic: "p99" }),
      code: combination,
      message: "The parameters Statistic and ExtendedStatistic are mutually exclusive and you have specified both.",
    },
    {
      when: "there are both forms of metric",
      input: put({ Metrics: [{ Id: "m1", MetricStat: stat() }] }),
      code: combination,
      message: "The parameters Metrics and MetricName are mutually exclusive and you have specified both.",
    },
    {
      when: "the extended statistic is one that is not there",
      input: put({ Statistic: undefined, ExtendedStatistic: "tm90" }),
      code: invalid,
      message: /^The value tm90 for parameter ExtendedStatistic is not supported\./,
    },
    {
      when: "the period is no multiple of a minute",
      input: put({ Period: 90 }),
      code: invalid,
      message: "The value 90 for parameter Period is not supported. Use 10, 20, 30 or a multiple of 60.",
    },
    {
      when: "more datapoints are to alarm than there are periods",
      input: put({ EvaluationPeriods: 2, DatapointsToAlarm: 3 }),
      code: combination,
      message: "The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods.",
    },
    {
      when: "it would look back more than a day",
      input: put({ Period: 300, EvaluationPeriods: 289 }),
      code: combination,
      message: "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
    },
    {
      when: "the treatment of missing data is none",
      input: put({ TreatMissingData: "hope" }),
      code: invalid,
      message: "The value hope for parameter TreatMissingData is not supported. Use missing, ignore, breaching, notBreaching.",
    },
    {
      when: "an action is no ARN",
      input: put({ OKActions: ["me@example.com"] }),
      code: invalid,
      message: "Invalid arn syntax: me@example.com",
    },
    {
      when: "a dimension is named twice",
      input: put({ Dimensions: ["1", "2"].map((Value) => ({ Name: "a", Value })) }),
      code: invalid,
      message: "The parameter Dimensions names a dimension more than once.",
    },
    {
      when: "there are too many actions",
      input: put({ AlarmActions: Array(6).fill("arn:aws:sns:r:1:t") }),
      code: "ValidationError",
      message: /alarmActions' failed to satisfy constraint: Member must have length less than or equal to 5$/,
    },
  ]);
});

describe("PutMetricAlarm: behaviour", () => {
  const describeOne = async (name: string) => (await alarms().call("DescribeAlarms", { AlarmNames: [name] })).MetricAlarms[0];

  test("a new alarm is shown as the real service shows it", async () => {
    assert.equal(await alarms().call("PutMetricAlarm", metricAlarm("new", { Period: 10 })), undefined);
    const now = alarmsStartMs / 1000;
    assert.deepEqual(await describeOne("new"), {
      ActionsEnabled: true,
      AlarmActions: [],
      AlarmArn: arnOf("new"),
      AlarmConfigurationUpdatedTimestamp: now,
      AlarmName: "new",
      ComparisonOperator: "GreaterThanThreshold",
      Dimensions: [],
      EvaluationPeriods: 1,
      InsufficientDataActions: [],
      MetricName: "m",
      Namespace: "n",
      OKActions: [],
      Period: 10,
      StateReason: "Unchecked: Initial alarm creation",
      StateTransitionedTimestamp: now,
      StateUpdatedTimestamp: now,
      StateValue: "INSUFFICIENT_DATA",
      Statistic: "Sum",
      Threshold: 30,
    });
  });

  test("putting it again overwrites all but its state and tags", async () => {
    const full = metricAlarm("again", {
      AlarmDescription: "d",
      Unit: "Count",
      TreatMissingData: "ignore",
      Tags: [{ Key: "k", Value: "1" }],
    });
    await alarms().call("PutMetricAlarm", full);
    await alarms().call("SetAlarmState", { AlarmName: "again", StateValue: "ALARM", StateReason: "testing" });
    await alarms().call("PutMetricAlarm", metricAlarm("again", { Threshold: 7, Tags: [{ Key: "other", Value: "2" }] }));
    const shown = await describeOne("again");
    assert.deepEqual(
      [shown.Threshold, shown.AlarmDescription, shown.Unit, shown.StateValue, shown.StateReason],
      [7, undefined, undefined, "ALARM", "testing"],
    );
    assert.deepEqual((await alarms().call("ListTagsForResource", { ResourceARN: arnOf("again") })).Tags, [{ Key: "k", Value: "1" }]);
  });

  test("an alarm in the form of Metrics is shown in it", async () => {
    const queries = [{ Id: "m1", MetricStat: stat({ Unit: "Count" }), ReturnData: true }];
    await alarms().call("PutMetricAlarm", { ...inMetrics(...queries), AlarmName: "metrics" });
    const shown = await describeOne("metrics");
    assert.deepEqual([shown.Metrics, shown.Dimensions, shown.MetricName], [queries, [], undefined]);
  });

  test("names that differ in case are two alarms with tags of their own", async () => {
    for (const name of ["case", "CASE"]) await alarms().call("PutMetricAlarm", metricAlarm(name, { Tags: [{ Key: "name", Value: name }] }));
    for (const name of ["case", "CASE"])
      assert.deepEqual((await alarms().call("ListTagsForResource", { ResourceARN: arnOf(name) })).Tags, [{ Key: "name", Value: name }]);
  });
});
