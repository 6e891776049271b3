import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ManualClock } from "../harness/manual-clock.ts";
import { type CloudwatchServer, region, startCloudwatch } from "../metrics/cloudwatch-server.ts";

const startMs = Date.UTC(2026, 0, 2, 3);
const clock = new ManualClock(startMs);
let server: CloudwatchServer;
before(async () => {
  server = await startCloudwatch(clock);
});
after(() => server[Symbol.asyncDispose]());

const put = (...MetricData: object[]) => server.json("PutMetricData", { Namespace: "Refused", MetricData });
const m = { MetricName: "m" };

const wrongTypes = [
  { what: "a value that is text", datum: { ...m, Value: "ten" } },
  { what: "values that are no list", datum: { ...m, Values: 1 } },
  { what: "a time that is no time", datum: { ...m, Value: 1, Timestamp: "yesterday" } },
];
for (const { what, datum } of wrongTypes) {
  test(`${what} is refused`, async () => {
    const { status, body } = await put(datum);
    assert.equal(status, 400);
    assert.equal(body.__type, "SerializationException");
  });
}

const combination = "InvalidParameterCombination";
const value = "InvalidParameterValue";
const wrongValues: { what: string; datum: object; code: string; message: string }[] = [
  {
    what: "value and values",
    datum: { ...m, Value: 1, Values: [1] },
    code: combination,
    message: "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.",
  },
  {
    what: "value and statistics",
    datum: { ...m, Value: 1, StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 } },
    code: combination,
    message:
      "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.",
  },
  {
    what: "counts of another length",
    datum: { ...m, Values: [1, 2], Counts: [1] },
    code: value,
    message: "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.",
  },
  {
    what: "too many values",
    datum: { ...m, Values: Array(151).fill(1) },
    code: value,
    message: "The collection MetricData.member.1.Values must not have a size greater than 150.",
  },
  { what: "NaN", datum: { ...m, Value: "NaN" }, code: value, message: "The value NaN for parameter MetricData.member.1.Value is invalid." },
  {
    what: "infinity",
    datum: { ...m, Values: [1, "Infinity"] },
    code: value,
    message: "The value Infinity for parameter MetricData.member.1.Values.member.2 is invalid.",
  },
  {
    what: "a value beyond 2^360",
    datum: { ...m, Value: 2 ** 361 },
    code: value,
    message: `The value ${2 ** 361} for parameter MetricData.member.1.Value is invalid.`,
  },
  {
    what: "a count of zero",
    datum: { ...m, Values: [1], Counts: [0] },
    code: value,
    message: "The value 0 for parameter MetricData.member.1.Counts.member.1 is invalid.",
  },
  {
    what: "another resolution",
    datum: { ...m, Value: 1, StorageResolution: 30 },
    code: value,
    message: "The value 30 for parameter MetricData.member.1.StorageResolution is invalid.",
  },
  {
    what: "a time three weeks ago",
    datum: { ...m, Value: 1, Timestamp: startMs / 1000 - 21 * 86_400 },
    code: value,
    message: "The parameter MetricData.member.1.Timestamp must specify a time no more than two weeks in the past.",
  },
  {
    what: "a time three hours ahead",
    datum: { ...m, Value: 1, Timestamp: startMs / 1000 + 3 * 3600 },
    code: value,
    message: "The parameter MetricData.member.1.Timestamp must specify a time no more than two hours in the future.",
  },
  {
    what: "no value",
    datum: m,
    code: "MissingParameter",
    message:
      "One of the parameters MetricData.member.1.Value, MetricData.member.1.Values and MetricData.member.1.StatisticValues is required.",
  },
  {
    what: "an unknown unit",
    datum: { ...m, Value: 1, Unit: "Parsecs" },
    code: "ValidationError",
    message: "1 validation error detected: Value 'Parsecs' at 'metricData.1.member.unit' failed to satisfy constraint:",
  },
  {
    what: "no name",
    datum: { Value: 1 },
    code: "ValidationError",
    message:
      "1 validation error detected: Value null at 'metricData.1.member.metricName' failed to satisfy constraint: Member must not be null",
  },
];
for (const { what, datum, code, message } of wrongValues) {
  test(`${what} is refused with ${code}`, async () => {
    const { status, headers, body } = await put(datum);
    assert.equal(status, 400);
    assert.equal(headers.get("x-amzn-query-error"), `${code};Sender`);
    assert.ok(body.message.startsWith(message), body.message);
    assert.deepEqual(await server.metrics.list({ region, namespace: "Refused" }), []);
  });
}

test("the namespaces of AWS are not for users, and a request needs data, not too much of it", async () => {
  const reserved = await server.json("PutMetricData", { Namespace: "AWS/SageMaker", MetricData: [{ ...m, Value: 1 }] });
  assert.equal(reserved.body.message, "The value AWS/ for parameter Namespace is invalid.");
  assert.equal((await put()).body.message, "The parameter MetricData is required.");
  const many = await put(...Array(1001).fill({ ...m, Value: 1 }));
  assert.equal(many.body.message, "The collection MetricData must not have a size greater than 1000.");
});

test("one datum that is wrong refuses all of them", async () => {
  await put({ ...m, Value: 1 }, { ...m, Value: "NaN" });
  assert.deepEqual(await server.metrics.list({ region, namespace: "Refused" }), []);
});

test("values, counts, statistic sets and times arrive; the answer is empty", async () => {
  const MetricData = [
    { ...m, Value: 5 },
    { ...m, Values: [1, 2], Counts: [3, 1] },
    { ...m, StatisticValues: { SampleCount: 2, Sum: 30, Minimum: -10, Maximum: 40 } },
    { ...m, Value: 100, Timestamp: startMs / 1000 - 120, StorageResolution: 1 },
  ];
  const { status, body } = await server.json("PutMetricData", { Namespace: "Taken", MetricData });
  assert.equal(status, 200);
  assert.equal(body, undefined);
  const key = { region, namespace: "Taken", name: "m", dimensions: [] };
  const periods = await server.metrics.read(key, { startMs: startMs - 600_000, endMs: startMs + 1, periodMs: 60_000 });
  assert.deepEqual(
    periods.map(({ atMs, sum, sampleCount, minimum, maximum, unit }) => [atMs - startMs, sum, sampleCount, minimum, maximum, unit]),
    [
      [-120_000, 100, 1, 100, 100, "None"],
      [0, 40, 7, -10, 40, "None"],
    ],
  );
});

test("a compressed body is read", async () => {
  const MetricData = [{ ...m, Value: 5 }];
  assert.equal((await server.json("PutMetricData", { Namespace: "Gzip/Json", MetricData }, { gzip: true })).status, 200);
  const form = "Action=PutMetricData&Namespace=Gzip%2FQuery&MetricData.member.1.MetricName=m&MetricData.member.1.Value=5";
  assert.equal((await server.query(form, { gzip: true })).status, 200);
  for (const namespace of ["Gzip/Json", "Gzip/Query"]) assert.equal((await server.metrics.list({ region, namespace })).length, 1);
  assert.deepEqual(server.failures, []);
});
