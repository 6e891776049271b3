import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { limits } from "../../src/limits.ts";
import { ManualClock } from "../harness/manual-clock.ts";
import { type CloudwatchServer, startCloudwatch } from "../metrics/cloudwatch-server.ts";

const now = Date.UTC(2026, 0, 2, 3) / 1000;
const clock = new ManualClock(now * 1000);
const dimension = (Name: string, Value: string) => ({ Name, Value });
let server: CloudwatchServer;
before(async () => {
  server = await startCloudwatch(clock);
  const MetricData = [
    { MetricName: "requests", Value: 1, Dimensions: [dimension("uri", "/"), dimension("error", "none")] },
    { MetricName: "requests", Value: 1, Dimensions: [dimension("uri", "/")] },
    { MetricName: "old", Value: 1, Timestamp: now - 4 * 3600 },
  ];
  await server.call("PutMetricData", { Namespace: "Test", MetricData });
  for (const from of [0, 600]) {
    const many = Array.from({ length: 600 }, (_, at) => ({ MetricName: `m${from + at}`, Value: 1 }));
    await server.call("PutMetricData", { Namespace: "Many", MetricData: many });
  }
});
after(() => server[Symbol.asyncDispose]());

const cases = [
  { what: "namespace", filter: { Namespace: "Test" }, want: ["old", "requests error uri", "requests uri"] },
  { what: "name", filter: { MetricName: "requests" }, want: ["requests error uri", "requests uri"] },
  { what: "a dimension", filter: { Dimensions: [{ Name: "error" }] }, want: ["requests error uri"] },
  {
    what: "a dimension and its value",
    filter: { Namespace: "Test", Dimensions: [dimension("uri", "/")] },
    want: ["requests error uri", "requests uri"],
  },
  { what: "another value", filter: { Dimensions: [dimension("uri", "/other")] }, want: [] },
  { what: "the last three hours", filter: { Namespace: "Test", RecentlyActive: "PT3H" }, want: ["requests error uri", "requests uri"] },
];
for (const { what, filter, want } of cases) {
  test(`metrics are found by ${what}`, async () => {
    const { Metrics } = await server.call("ListMetrics", filter);
    const found = Metrics.map(({ MetricName, Dimensions }: { MetricName: string; Dimensions: { Name: string }[] }) =>
      [MetricName, ...Dimensions.map(({ Name }) => Name)].join(" "),
    );
    assert.deepEqual(found, want);
  });
}

test("dimensions are listed by name, with namespace and name", async () => {
  const { Metrics } = await server.call("ListMetrics", { Dimensions: [{ Name: "error" }] });
  assert.deepEqual(Metrics, [
    { Namespace: "Test", MetricName: "requests", Dimensions: [dimension("error", "none"), dimension("uri", "/")] },
  ]);
});

test("pages of 500 hold every metric once", async () => {
  const names: string[] = [];
  const sizes: number[] = [];
  let NextToken: string | undefined;
  do {
    const page = await server.call("ListMetrics", { Namespace: "Many", NextToken });
    sizes.push(page.Metrics.length);
    names.push(...page.Metrics.map(({ MetricName }: { MetricName: string }) => MetricName));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(sizes, [limits.metrics.listPage, limits.metrics.listPage, 200]);
  assert.equal(new Set(names).size, 1200);
});

test("a token of another request is no token", async () => {
  const { NextToken } = await server.call("ListMetrics", { Namespace: "Many" });
  const { status, headers } = await server.json("ListMetrics", { NextToken });
  assert.equal(status, 400);
  assert.equal(headers.get("x-amzn-query-error"), "InvalidNextToken;Sender");
});
