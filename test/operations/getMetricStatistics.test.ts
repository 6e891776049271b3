import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ManualClock } from "../harness/manual-clock.ts";
import { type CloudwatchServer, startCloudwatch } from "../metrics/cloudwatch-server.ts";

const now = Date.UTC(2026, 0, 2, 3) / 1000;
const clock = new ManualClock(now * 1000);
let server: CloudwatchServer;
before(async () => {
  server = await startCloudwatch(clock);
  const MetricData = [
    { MetricName: "metric", Values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Timestamp: now - 60 },
    { MetricName: "units", Value: 1, Unit: "Seconds", Timestamp: now - 60 },
    { MetricName: "units", Value: 2, Unit: "Bytes", Timestamp: now - 60 },
    { MetricName: "summary", StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 }, Timestamp: now - 60 },
  ];
  await server.call("PutMetricData", { Namespace: "Test", MetricData });
});
after(() => server[Symbol.asyncDispose]());

const input = (more: object = {}) => ({
  Namespace: "Test",
  MetricName: "metric",
  StartTime: now - 120,
  EndTime: now,
  Period: 60,
  Statistics: ["Sum"],
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: as the harness
const get = (more: object): Promise<any> => server.call("GetMetricStatistics", input(more));

test("all five statistics of a period, as recorded from AWS", async () => {
  const answer = await get({ Statistics: ["Average", "Maximum", "Minimum", "SampleCount", "Sum"] });
  assert.deepEqual(answer, {
    Datapoints: [{ Average: 4.5, Maximum: 9, Minimum: 0, SampleCount: 10, Sum: 45, Timestamp: now - 60, Unit: "None" }],
    Label: "metric",
  });
});

test("percentiles stand by their names; over statistic sets there are none", async () => {
  const { Datapoints } = await get({ Statistics: undefined, ExtendedStatistics: ["p50", "p100"] });
  const { p50, p100 } = Datapoints[0].ExtendedStatistics;
  assert.ok(Math.abs(p50 - 4) <= 0.04 && p100 === 9, `${p50} ${p100}`);
  assert.equal(Datapoints[0].Sum, undefined);
  assert.deepEqual((await get({ MetricName: "summary", Statistics: undefined, ExtendedStatistics: ["p50"] })).Datapoints, []);
});

test("each unit has datapoints of its own, unless one is asked for", async () => {
  const units = async (more: object) =>
    (await get({ MetricName: "units", ...more })).Datapoints.map((point: { Unit: string }) => point.Unit);
  assert.deepEqual(await units({}), ["Bytes", "Seconds"]);
  assert.deepEqual(await units({ Unit: "Seconds" }), ["Seconds"]);
});

test("a metric that is not there has its label and no datapoints", async () => {
  assert.deepEqual(await get({ MetricName: "metric_name" }), { Datapoints: [], Label: "metric_name" });
});

test("periods begin with the start of the range", async () => {
  const { Datapoints } = await get({ StartTime: now - 42 * 60 + 1.5, Period: 3600 });
  assert.deepEqual(
    Datapoints.map(({ Timestamp, Sum }: { Timestamp: number; Sum: number }) => [Timestamp, Sum]),
    [[now - 42 * 60, 45]],
  );
});

const refused = [
  {
    what: "a day by the second",
    more: { StartTime: now - 86_400, Period: 1 },
    code: "InvalidParameterCombination",
    message:
      "You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
  },
  {
    what: "an end before the start",
    more: { EndTime: now - 600 },
    code: "InvalidParameterValue",
    message: "The parameter StartTime must be less than the parameter EndTime.",
  },
  {
    what: "a period of 7 seconds",
    more: { Period: 7 },
    code: "InvalidParameterValue",
    message: "The value 7 for parameter Period is invalid.",
  },
  { what: "no statistic", more: { Statistics: undefined }, code: "MissingParameter", message: "You must specify either Statistics or" },
  {
    what: "both kinds of statistics",
    more: { ExtendedStatistics: ["p50"] },
    code: "InvalidParameterCombination",
    message: "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.",
  },
  {
    what: "a trimmed mean",
    more: { Statistics: undefined, ExtendedStatistics: ["tm99"] },
    code: "ValidationError",
    message: "Hostler does not support the statistic tm99.",
  },
  {
    what: "an unknown statistic",
    more: { Statistics: ["Median"] },
    code: "ValidationError",
    message: "1 validation error detected: Value 'Median'",
  },
];
for (const { what, more, code, message } of refused) {
  test(`${what} is refused with ${code}`, async () => {
    const { status, headers, body } = await server.json("GetMetricStatistics", input(more));
    assert.equal(status, 400);
    assert.equal(headers.get("x-amzn-query-error"), `${code};Sender`);
    assert.ok(body.message.startsWith(message), body.message);
  });
}
