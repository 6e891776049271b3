/** The sentences and the JSON of a state, against what the real service has been seen to write. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AlarmRule } from "./alarm-rule.ts";
import { evaluateAlarm } from "./evaluate-alarm.ts";
import { javaDouble } from "./java-double.ts";
import { significantSamples } from "./low-samples.ts";

const minute = 60_000;
const now = Date.UTC(2026, 10, 22, 22, 41, 30);

const rule = (change: Partial<AlarmRule> = {}): AlarmRule => ({
  statistic: "Average",
  comparison: "GreaterThanThreshold",
  threshold: 21,
  periodMs: minute,
  evaluationPeriods: 1,
  datapointsToAlarm: undefined,
  missingData: "missing",
  unit: undefined,
  ignoreLowSamples: false,
  ...change,
});

/** Values of the last complete periods, the newest last; undefined = missing. The newest began at 22:40. */
function reasonFor(given: AlarmRule, ...values: (number | undefined)[]): string | undefined {
  const points = values
    .toReversed()
    .flatMap((value, age) =>
      value === undefined ? [] : [{ atMs: Date.UTC(2026, 10, 22, 22, 40) - age * given.periodMs, value, sampleCount: 2 }],
    );
  return evaluateAlarm(given, points, now)?.reason;
}

describe("StateReason", () => {
  const cases = [
    {
      when: "one datapoint breaches",
      reason: reasonFor(rule(), 21.5),
      want: "Threshold Crossed: 1 datapoint [21.5 (22/11/26 22:40:00)] was greater than the threshold (21.0).",
    },
    {
      when: "one datapoint is calm",
      reason: reasonFor(rule({ comparison: "GreaterThanOrEqualToThreshold" }), 0),
      want: "Threshold Crossed: 1 datapoint [0.0 (22/11/26 22:40:00)] was not greater than or equal to the threshold (21.0).",
    },
    {
      when: "two datapoints are calm",
      reason: reasonFor(rule({ evaluationPeriods: 2 }), 1, 0),
      want: "Threshold Crossed: 2 datapoints [0.0 (22/11/26 22:40:00), 1.0 (22/11/26 22:39:00)] were not greater than the threshold (21.0).",
    },
    {
      when: "three of three breach",
      reason: reasonFor(rule({ evaluationPeriods: 3, datapointsToAlarm: 3, comparison: "LessThanThreshold" }), 3, 2, 1),
      want: "Threshold Crossed: 3 out of the last 3 datapoints [1.0 (22/11/26 22:40:00), 2.0 (22/11/26 22:39:00), 3.0 (22/11/26 22:38:00)] were less than the threshold (21.0) (minimum 3 datapoints for OK -> ALARM transition).",
    },
    {
      when: "one of three is calm",
      reason: reasonFor(rule({ evaluationPeriods: 3, datapointsToAlarm: 3 }), 30, 1, 30),
      want: "Threshold Crossed: 1 out of the last 3 datapoints [1.0 (22/11/26 22:39:00)] was not greater than the threshold (21.0) (minimum 1 datapoint for ALARM -> OK transition).",
    },
    {
      when: "five breach",
      reason: reasonFor(rule({ evaluationPeriods: 5, datapointsToAlarm: 5, comparison: "LessThanOrEqualToThreshold" }), 0, 0, 0, 0, 0),
      want: "Threshold Crossed: 5 out of the last 5 datapoints were less than or equal to the threshold (21.0). The most recent datapoints which crossed the threshold: [0.0 (22/11/26 22:40:00), 0.0 (22/11/26 22:39:00), 0.0 (22/11/26 22:38:00), 0.0 (22/11/26 22:37:00), 0.0 (22/11/26 22:36:00)] (minimum 5 datapoints for OK -> ALARM transition).",
    },
    {
      when: "nothing was received and missing data breaches",
      reason: reasonFor(rule({ evaluationPeriods: 2, missingData: "breaching" })),
      want: "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].",
    },
    {
      when: "nothing was received and missing data is calm",
      reason: reasonFor(rule({ missingData: "notBreaching" })),
      want: "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    },
    {
      when: "missing data outweighs a calm datapoint",
      reason: reasonFor(rule({ evaluationPeriods: 3, datapointsToAlarm: 2, missingData: "breaching" }), 0, undefined),
      want: "Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].",
    },
    {
      when: "one datapoint breaches among missing ones",
      reason: reasonFor(rule({ evaluationPeriods: 20, datapointsToAlarm: 1, missingData: "notBreaching" }), 613),
      want: "Threshold Crossed: 1 out of the last 20 datapoints [613.0 (22/11/26 22:40:00)] was greater than the threshold (21.0) and 19 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for OK -> ALARM transition).",
    },
    {
      when: "nothing is known",
      reason: reasonFor(rule({ evaluationPeriods: 5 })),
      want: "Insufficient Data: 5 datapoints were unknown.",
    },
    { when: "nothing is known of one period", reason: reasonFor(rule()), want: "Insufficient Data: 1 datapoint was unknown." },
  ];
  for (const { when, reason, want } of cases) test(when, () => assert.equal(reason, want));
});

describe("StateReasonData", () => {
  test("tells what was looked at, newest first, and the values oldest first", () => {
    const given = rule({ evaluationPeriods: 3, missingData: "breaching", unit: "Seconds" });
    const at = Date.UTC(2026, 10, 22, 22, 40);
    const points = [
      { atMs: at, value: 30, sampleCount: 4 },
      { atMs: at - 2 * minute, value: 22.25, sampleCount: 1 },
    ];
    assert.equal(
      evaluateAlarm(given, points, now)?.reasonData,
      '{"version":"1.0","queryDate":"2026-11-22T22:41:30.000+0000","startDate":"2026-11-22T22:38:00.000+0000","unit":"Seconds","statistic":"Average","period":60,' +
        '"recentDatapoints":[22.25,30.0],"threshold":21.0,"evaluatedDatapoints":[{"timestamp":"2026-11-22T22:40:00.000+0000","sampleCount":4.0,"value":30.0},' +
        '{"timestamp":"2026-11-22T22:39:00.000+0000"},{"timestamp":"2026-11-22T22:38:00.000+0000","sampleCount":1.0,"value":22.25}]}',
    );
  });

  test("fits into 4000 characters however many periods there are", () => {
    const points = Array.from({ length: 1440 }, (_, age) => ({
      atMs: now - age * minute - 90_000,
      value: Math.PI * 1e9 + age,
      sampleCount: 1e9,
    }));
    const given = rule({ evaluationPeriods: 1440, datapointsToAlarm: 1440 });
    const { reason, reasonData } = evaluateAlarm(given, points, now)!;
    assert.ok(reasonData.length <= 4000 && reason.length <= 1023, `${reasonData.length} and ${reason.length}`);
    assert.equal(JSON.parse(reasonData).period, 60);
  });
});

test("numbers look as Java prints doubles", () => {
  const cases: [number, string][] = [
    [21, "21.0"],
    [0.1, "0.1"],
    [0, "0.0"],
    [-3, "-3.0"],
    [9_999_999, "9999999.0"],
    [10_000_000, "1.0E7"],
    [123_456_789, "1.23456789E8"],
    [0.0005, "5.0E-4"],
  ];
  for (const [value, text] of cases) assert.equal(javaDouble(value), text);
});

test("a percentile needs more samples the nearer it is to an end", () => {
  const cases = { p99: 1000, p10: 100, p50: 20, "p99.9": 10_000, p100: 1, Average: 1 };
  for (const [statistic, samples] of Object.entries(cases)) assert.equal(significantSamples(statistic), samples, statistic);
});
