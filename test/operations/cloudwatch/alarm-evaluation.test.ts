/** The evaluator: when alarms are looked at, what it reads, and what becomes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Alarms, startAlarms } from "../../harness/alarms.ts";
import { region } from "../../harness/control.ts";
import { metricAlarm } from "./alarm-fixture.ts";

/** Samples at the moment before the clock's, so that they lie in the period that is ending. */
function sample(at: Alarms, ...values: number[]): void {
  at.metrics.record([{ key: { region, namespace: "n", name: "m", dimensions: [] }, atMs: at.clock.now() - 3_000, unit: "Count", values }]);
}
const shown = async (at: Alarms, name = "a") => (await at.call("DescribeAlarms", { AlarmNames: [name] })).MetricAlarms[0];
const state = async (at: Alarms, name?: string): Promise<string> => (await shown(at, name)).StateValue;

test("an alarm of a minute: ALARM after a minute above the threshold, OK after a minute below, INSUFFICIENT_DATA when nothing comes any more", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { Unit: "Count" }));
  at.clock.advance(30_000);
  sample(at, 20, 15);
  await at.run(30);
  const alarm = await shown(at);
  assert.deepEqual(
    [alarm.StateValue, alarm.StateReason],
    ["ALARM", "Threshold Crossed: 1 datapoint [35.0 (22/11/26 22:40:00)] was greater than the threshold (30.0)."],
  );
  assert.deepEqual(JSON.parse(alarm.StateReasonData).recentDatapoints, [35]);
  at.clock.advance(30_000);
  sample(at, 1);
  await at.run(30);
  assert.equal(await state(at), "OK");
  await at.run(240);
  assert.equal(await state(at), "INSUFFICIENT_DATA");
  assert.deepEqual(at.failures, []);
});

test("an alarm of ten seconds is in ALARM within ten seconds", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { Period: 10, EvaluationPeriods: 1, TreatMissingData: "notBreaching" }));
  await at.run(10);
  assert.equal(await state(at), "OK");
  at.clock.advance(9_000);
  sample(at, 31);
  at.clock.advance(1_000);
  await at.evaluator.evaluateDue();
  assert.equal(await state(at), "ALARM");
  await at.run(30);
  assert.equal(await state(at), "OK");
});

test("a state that was set is put right by the next evaluation, within a minute", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { TreatMissingData: "notBreaching" }));
  await at.run(10);
  assert.equal(await state(at), "OK", "a new alarm does not wait for the minute");
  await at.call("SetAlarmState", { AlarmName: "a", StateValue: "ALARM", StateReason: "testing" });
  await at.run(30);
  assert.equal(await state(at), "ALARM");
  await at.run(30);
  assert.equal(await state(at), "OK");
});

test("a new definition is evaluated in the next round", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { TreatMissingData: "notBreaching" }));
  await at.run(10);
  await at.call("PutMetricAlarm", metricAlarm("a", { TreatMissingData: "breaching" }));
  await at.run(10);
  const alarm = await shown(at);
  assert.deepEqual(
    [alarm.StateValue, alarm.StateReason],
    ["ALARM", "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching]."],
  );
});

test("the timer goes on by itself", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { Period: 10, TreatMissingData: "breaching" }));
  at.clock.advance(10_000);
  for (let look = 0; look < 200 && (await state(at)) !== "ALARM"; look++);
  assert.equal(await state(at), "ALARM");
  assert.deepEqual(at.logged.length, 1);
});

test("a percentile and dimensions are read as they were given", async () => {
  await using at = await startAlarms();
  const dimensions = ["b", "a"].map((Name) => ({ Name, Value: "1" }));
  await at.call("PutMetricAlarm", metricAlarm("a", { Statistic: undefined, ExtendedStatistic: "p90", Dimensions: dimensions, Period: 10 }));
  const key = { region, namespace: "n", name: "m", dimensions: ["a", "b"].map((name) => ({ name, value: "1" })) };
  at.metrics.record([{ key, atMs: at.clock.now(), unit: "None", values: Array.from({ length: 100 }, (_, index) => index) }]);
  await at.run(10);
  assert.match((await shown(at)).StateReason, /^Threshold Crossed: 1 datapoint \[(88|89|90)\./);
});

test("of samples with several units the unit with the most samples counts, unless the alarm names one", async () => {
  await using at = await startAlarms();
  for (const [name, Unit] of [
    ["any", undefined],
    ["one", "Seconds"],
  ])
    await at.call("PutMetricAlarm", metricAlarm(name!, { Period: 10, Unit }));
  const key = { region, namespace: "n", name: "m", dimensions: [] };
  at.metrics.record([
    { key, atMs: at.clock.now(), unit: "Count", values: [1, 2] },
    { key, atMs: at.clock.now(), unit: "Seconds", values: [50] },
  ]);
  await at.run(10);
  assert.deepEqual([await state(at, "any"), await state(at, "one")], ["OK", "ALARM"]);
});

test("metrics that cannot be read change no state, and are tried again in the next round", async () => {
  await using at = await startAlarms();
  await at.call("PutMetricAlarm", metricAlarm("a", { TreatMissingData: "breaching" }));
  const { read } = at.metrics;
  at.metrics.read = () => Promise.reject(new Error("the disk is gone"));
  await at.run(10);
  assert.equal(await state(at), "INSUFFICIENT_DATA");
  assert.ok(at.failures.length > 0);
  at.metrics.read = read;
  await at.run(10);
  assert.equal(await state(at), "ALARM");
});

test("an expression over metrics is evaluated like a metric: the rate of errors, with periods without requests missing", async () => {
  await using at = await startAlarms();
  const metric = (Id: string, MetricName: string): object => ({
    Id,
    MetricStat: { Metric: { Namespace: "n", MetricName }, Period: 10, Stat: "Sum" },
    ReturnData: false,
  });
  const given = { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, Threshold: 5 };
  const Metrics = [metric("errors", "errors"), metric("all", "all"), { Id: "rate", Expression: "100 * errors / all" }];
  await at.call("PutMetricAlarm", metricAlarm("a", { ...given, Metrics }));
  for (const [name, value] of [
    ["errors", 3],
    ["all", 20],
  ] as const)
    at.metrics.record([{ key: { region, namespace: "n", name, dimensions: [] }, atMs: at.clock.now(), unit: "Count", values: [value] }]);
  await at.run(10);
  const alarm = await shown(at);
  assert.deepEqual(
    [alarm.StateValue, alarm.StateReason],
    ["ALARM", "Threshold Crossed: 1 datapoint [15.0 (22/11/26 22:40:00)] was greater than the threshold (5.0)."],
  );
  const { statistic, evaluatedDatapoints } = JSON.parse(alarm.StateReasonData);
  assert.deepEqual([statistic, evaluatedDatapoints], [undefined, [{ timestamp: "2026-11-22T22:40:00.000+0000", value: 15 }]]);
  assert.deepEqual(
    alarm.Metrics.map(({ Id }: { Id: string }) => Id),
    ["errors", "all", "rate"],
  );
  await at.run(60);
  assert.equal(await state(at), "INSUFFICIENT_DATA");
});

test("alarms of two regions with the same name on the same metric each watch their own region", async () => {
  await using at = await startAlarms();
  const other = "eu-west-1";
  for (const where of [region, other]) assert.equal((await at.send("PutMetricAlarm", metricAlarm("a", { Period: 10 }), where)).status, 200);
  const key = { namespace: "n", name: "m", dimensions: [] };
  for (const [where, value] of [
    [region, 100_000],
    [other, 0],
  ] as const)
    at.metrics.record([{ key: { ...key, region: where }, atMs: at.clock.now(), unit: "Count", values: [value] }]);
  await at.run(10);
  const stateIn = async (where: string): Promise<string> =>
    (await at.send("DescribeAlarms", { AlarmNames: ["a"] }, where)).body.MetricAlarms[0].StateValue;
  assert.deepEqual([await stateIn(region), await stateIn(other)], ["ALARM", "OK"]);
});
