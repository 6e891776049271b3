import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { limits } from "../../src/limits.ts";
import { ManualClock } from "../harness/manual-clock.ts";
import { type CloudwatchServer, startCloudwatch } from "../metrics/cloudwatch-server.ts";

const minute = 60;
const now = Date.UTC(2026, 0, 2, 3) / 1000;
const clock = new ManualClock(now * 1000);
let server: CloudwatchServer;

/** m1 has 1 to 5 in the five minutes before now; m2 ten times that, without the third; and one metric in two units. */
before(async () => {
  server = await startCloudwatch(clock);
  const at = (minutes: number) => ({ Timestamp: now - minutes * minute });
  const MetricData = [
    ...[1, 2, 3, 4, 5].map((Value) => ({ MetricName: "m1", Value, ...at(6 - Value) })),
    ...[1, 2, 4, 5].map((n) => ({ MetricName: "m2", Value: n * 10, ...at(6 - n) })),
    { MetricName: "units", Value: 60_000, Unit: "Milliseconds", ...at(1) },
    { MetricName: "units", Value: 60, Unit: "Seconds", ...at(1) },
    { MetricName: "units", Value: 5, Unit: "Count", ...at(1) },
    {
      MetricName: "dims",
      Value: 7,
      Dimensions: [
        { Name: "b", Value: "2" },
        { Name: "a", Value: "1" },
      ],
      ...at(1),
    },
    { MetricName: "latency", Values: Array.from({ length: 100 }, (_, n) => n + 1), ...at(1) },
    { MetricName: "summary", StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 }, ...at(1) },
  ];
  await server.call("PutMetricData", { Namespace: "Test", MetricData });
});
after(() => server[Symbol.asyncDispose]());

const metric = (Id: string, MetricName: string, more: object = {}, query: object = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace: "Test", MetricName }, Period: minute, Stat: "Sum", ...more },
  ...query,
});
const range = { StartTime: now - 5 * minute, EndTime: now };
// biome-ignore lint/suspicious/noExplicitAny: as the harness
const get = (queries: object[], more: object = {}): Promise<any> =>
  server.call("GetMetricData", { MetricDataQueries: queries, ...range, ...more });
const ascending = { ScanBy: "TimestampAscending" };

test("a metric comes newest first unless asked otherwise, with its name for a label", async () => {
  const { MetricDataResults, Messages, NextToken } = await get([metric("a", "m1")]);
  assert.deepEqual(MetricDataResults, [
    { Id: "a", Label: "m1", StatusCode: "Complete", Timestamps: [1, 2, 3, 4, 5].map((n) => now - n * minute), Values: [5, 4, 3, 2, 1] },
  ]);
  assert.deepEqual(Messages, []);
  assert.equal(NextToken, undefined);
  const [result] = (await get([metric("a", "m1")], ascending)).MetricDataResults;
  assert.deepEqual(result.Values, [1, 2, 3, 4, 5]);
});

const statistics = [
  { Stat: "Average", want: 50.5, off: 0 },
  { Stat: "Sum", want: 5050, off: 0 },
  { Stat: "Minimum", want: 1, off: 0 },
  { Stat: "Maximum", want: 100, off: 0 },
  { Stat: "SampleCount", want: 100, off: 0 },
  { Stat: "p90", want: 90, off: 0.9 },
  { Stat: "p99.5", want: 100, off: 1 },
];
for (const { Stat, want, off } of statistics) {
  test(`${Stat} of 1 to 100 is ${want}`, async () => {
    const [result] = (await get([metric("a", "latency", { Stat })])).MetricDataResults;
    assert.ok(Math.abs(result.Values[0] - want) <= off, String(result.Values));
  });
}

test("a percentile over statistic sets is not known, and no point", async () => {
  const [result] = (await get([metric("a", "summary", { Stat: "p90" })])).MetricDataResults;
  assert.deepEqual(result.Values, []);
});

test("a metric that is not there is complete and empty; dimensions match as a whole, in any order", async () => {
  const dimensions = (...Dimensions: object[]) => ({ Metric: { Namespace: "Test", MetricName: "dims", Dimensions } });
  const [a, b] = [
    { Name: "a", Value: "1" },
    { Name: "b", Value: "2" },
  ];
  const { MetricDataResults } = await get([
    metric("none", "absent"),
    metric("part", "dims", dimensions(a)),
    metric("whole", "dims", dimensions(a, b)),
  ]);
  assert.deepEqual(
    MetricDataResults.map(({ Values, StatusCode }: { Values: number[]; StatusCode: string }) => [Values, StatusCode]),
    [
      [[], "Complete"],
      [[], "Complete"],
      [[7], "Complete"],
    ],
  );
});

test("of several units the first is answered and the others are named, as recorded from AWS", async () => {
  const [any, seconds] = (await get([metric("a", "units"), metric("s", "units", { Unit: "Seconds" })])).MetricDataResults;
  assert.deepEqual(any.Values, [5]);
  assert.deepEqual(any.Messages, [{ Code: "MultipleUnits", Value: "Multiple units returned: '[Count, Milliseconds, Seconds]'" }]);
  assert.deepEqual(seconds.Values, [60]);
  assert.equal(seconds.Messages, undefined);
});

const labels: { what: string; others: object[]; want: string[] }[] = [
  { what: "statistic and period", others: [{ Stat: "Sum" }, { Stat: "Minimum", Period: 30 }], want: ["m1 Sum 60", "m1 Minimum 30"] },
  { what: "the statistic", others: [{ Stat: "Sum" }, { Stat: "Minimum" }], want: ["m1 Sum", "m1 Minimum"] },
  { what: "the period", others: [{}, { Period: 30 }], want: ["m1 60", "m1 30"] },
  { what: "the unit", others: [{}, { Unit: "Seconds" }], want: ["m1", "m1"] },
];
for (const { what, others, want } of labels) {
  test(`queries that differ in ${what} are called ${want.join(" and ")}`, async () => {
    const { MetricDataResults } = await get(others.map((more, at) => metric(`q${at}`, "m1", more)));
    assert.deepEqual(
      MetricDataResults.map(({ Label }: { Label: string }) => Label),
      want,
    );
  });
}

test("expressions use metrics and each other, and what is only needed for them is left out", async () => {
  const hidden = { ReturnData: false };
  const { MetricDataResults } = await get(
    [
      { Id: "share", Expression: "100 * a / total", Label: "Share of a" },
      metric("a", "m1", {}, hidden),
      metric("b", "m2", {}, hidden),
      { Id: "total", Expression: "SUM(METRICS())", ReturnData: false },
      { Id: "all", Expression: "FILL(METRICS(), 0)" },
    ],
    ascending,
  );
  const found = MetricDataResults.map(({ Id, Label, Values }: { Id: string; Label: string; Values: number[] }) => [
    Id,
    Label,
    Values.map((value) => Math.round(value)),
  ]);
  assert.deepEqual(found, [
    ["share", "Share of a", [9, 9, 100, 9, 9]],
    ["all", "m1", [1, 2, 3, 4, 5]],
    ["all", "m2", [10, 20, 0, 40, 50]],
  ]);
});

test("periods begin with the start of the range, whatever it is", async () => {
  const five = await get([metric("a", "m1", { Period: 300 })], { StartTime: now - 5 * minute + 12.5 });
  assert.deepEqual(five.MetricDataResults[0].Values, [15]);
  assert.deepEqual(five.MetricDataResults[0].Timestamps, [now - 5 * minute]);
  const two = await get([metric("a", "m1", { Period: 120 })], ascending);
  assert.deepEqual(two.MetricDataResults[0].Values, [3, 7, 5]);
});

test("pages have no more points than asked for, and together all of them", async () => {
  const queries = [metric("a", "m1"), metric("none", "absent"), metric("b", "m2")];
  const pages: [string, number[], string][][] = [];
  let NextToken: string | undefined;
  do {
    const page = await get(queries, { ...ascending, MaxDatapoints: 3, NextToken });
    pages.push(
      page.MetricDataResults.map((result: { Id: string; Values: number[]; StatusCode: string }) => [
        result.Id,
        result.Values,
        result.StatusCode,
      ]),
    );
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(pages, [
    [["a", [1, 2, 3], "PartialData"]],
    [
      ["a", [4, 5], "Complete"],
      ["none", [], "Complete"],
    ],
    [["b", [10, 20, 40], "PartialData"]],
    [["b", [50], "Complete"]],
  ]);
});

test("a token of another request is no token", async () => {
  const { NextToken } = await get([metric("a", "m1")], { MaxDatapoints: 2 });
  const other = { MetricDataQueries: [metric("a", "m2")], ...range, MaxDatapoints: 2 };
  for (const token of [NextToken, "nonsense"]) {
    const { status, headers } = await server.json("GetMetricData", { ...other, NextToken: token });
    assert.equal(status, 400);
    assert.equal(headers.get("x-amzn-query-error"), "InvalidNextToken;Sender");
  }
});

const refused: { what: string; queries: object[]; more?: object; why: string }[] = [
  { what: "no query", queries: [], why: "at least one query" },
  {
    what: "501 queries",
    queries: Array.from({ length: 501 }, (_, at) => metric(`q${at}`, "m1")),
    why: "must not have a size greater than 500",
  },
  { what: "an id in capitals", queries: [metric("A", "m1")], why: "must begin with a lower-case letter" },
  { what: "an id twice", queries: [metric("a", "m1"), metric("a", "m2")], why: "must be unique; a is not" },
  { what: "neither metric nor expression", queries: [{ Id: "a" }], why: "either MetricStat or Expression" },
  { what: "both metric and expression", queries: [metric("a", "m1", {}, { Expression: "b" })], why: "either MetricStat or Expression" },
  { what: "a period of 7 seconds", queries: [metric("a", "m1", { Period: 7 })], why: "The value 7 for parameter" },
  { what: "an unknown statistic", queries: [metric("a", "m1", { Stat: "Median" })], why: "The value Median for parameter" },
  { what: "a percentile beyond 100", queries: [metric("a", "m1", { Stat: "p101" })], why: "The value p101 for parameter" },
  { what: "a trimmed mean", queries: [metric("a", "m1", { Stat: "tm90" })], why: "Hostler does not support the statistic tm90" },
  { what: "an unknown id", queries: [{ Id: "e", Expression: "a + 1" }], why: "Error in expression 'e': There is no query with the id a" },
  {
    what: "a circle",
    queries: [
      { Id: "e", Expression: "f" },
      { Id: "f", Expression: "e" },
    ],
    why: "e depends on itself",
  },
  { what: "a search", queries: [{ Id: "e", Expression: "SEARCH('{Test}', 'Sum')" }], why: "Hostler does not support SEARCH" },
  { what: "SQL", queries: [{ Id: "e", Expression: "SELECT AVG(m1) FROM Test" }], why: "Hostler does not support SELECT" },
  {
    what: "a range that ends before it begins",
    queries: [metric("a", "m1")],
    more: { EndTime: now - 600 },
    why: "The parameter StartTime must be less",
  },
  { what: "pages of nothing", queries: [metric("a", "m1")], more: { MaxDatapoints: 0 }, why: "parameter MaxDatapoints" },
  {
    what: "too many points",
    queries: Array.from({ length: 100 }, (_, at) => metric(`q${at}`, "m1", { Period: 1 })),
    more: { StartTime: 0 },
    why: `exceeds the limit of ${limits.metrics.queryPoints}`,
  },
];
for (const { what, queries, more, why } of refused) {
  test(`${what} is refused`, async () => {
    const { status, headers, body } = await server.json("GetMetricData", { MetricDataQueries: queries, ...range, ...more });
    assert.equal(status, 400);
    assert.equal(headers.get("x-amzn-query-error"), "ValidationError;Sender");
    assert.ok(body.message.includes(why), body.message);
  });
}

test("nothing went wrong inside", () => assert.deepEqual(server.failures, []));
