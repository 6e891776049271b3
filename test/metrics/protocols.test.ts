/** The same metric and the same alarm, read by clients of all of CloudWatch's protocols: botocore of today in each, and one of 2025, which only has Query. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { systemClock } from "../../src/lib/clock.ts";
import { olderPython, pythonClients, pythonMissing } from "../python/venv.ts";
import { type CloudwatchServer, region, startCloudwatch } from "./cloudwatch-server.ts";

const dimensions = [
  { name: "EndpointName", value: "e" },
  { name: "VariantName", value: "AllTraffic" },
];

/** A server that has seen a hundred requests, as the router would report them. */
async function startWithLatency(): Promise<CloudwatchServer> {
  const server = await startCloudwatch(systemClock);
  const key = { region, namespace: "AWS/SageMaker", name: "ModelLatency", dimensions };
  const values = Array.from({ length: 100 }, (_, at) => 1000 * (at + 1));
  server.metrics.record([{ key, atMs: systemClock.now(), unit: "Microseconds", values }]);
  return server;
}

async function read(python: string, protocol: string, server: CloudwatchServer) {
  const script = join(import.meta.dirname, "read_metrics.py");
  const { stdout } = await promisify(execFile)(python, ["-B", script, protocol], {
    env: { ...process.env, ...server.env },
    timeout: 120_000,
  });
  const { sent, ...seen } = JSON.parse(stdout);
  return { sent, seen };
}

/** What every client is to see of the alarm it has made. */
const slowAlarm = {
  AlarmName: "slow",
  AlarmArn: "arn:aws:cloudwatch:us-east-1:111122223333:alarm:slow",
  ActionsEnabled: true,
  OKActions: [],
  AlarmActions: [],
  InsufficientDataActions: [],
  StateValue: "ALARM",
  StateReason: "größer",
  StateReasonData: '{"a":1}',
  MetricName: "ModelLatency",
  Namespace: "AWS/SageMaker",
  ExtendedStatistic: "p99.9",
  Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  Period: 10,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 90_000.5,
  ComparisonOperator: "GreaterThanThreshold",
};

const clients = [
  { client: "botocore of today, as it comes", protocol: "default", contentType: "application/x-amz-json-1.0" },
  { client: "botocore of today in CBOR", protocol: "smithy-rpc-v2-cbor", contentType: "application/cbor" },
  { client: "botocore of today in Query", protocol: "query", contentType: "application/x-www-form-urlencoded" },
  { client: "botocore of 2025, as it comes", protocol: "default", older: true, contentType: "application/x-www-form-urlencoded" },
];

test("clients of every protocol read the same metric and the same alarm, and get the same errors", { skip: pythonMissing() }, async (t) => {
  const { python } = await pythonClients();
  await using server = await startWithLatency();
  await server.call("PutMetricAlarm", {
    AlarmName: "guard",
    Namespace: "AWS/SageMaker",
    MetricName: "ModelLatency",
    Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
    Statistic: "Average",
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 0.1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
  });
  const answers: unknown[] = [];
  for (const { client, protocol, older, contentType } of clients) {
    await t.test(client, async () => {
      const { sent, seen } = await read(older ? await olderPython() : python, protocol, server);
      assert.ok(sent.includes(contentType), `sent ${sent}`);
      assert.ok(sent.includes(`gzip ${contentType}`), `sent ${sent}`);
      assert.deepEqual(seen.own.at(-1)?.at(-1), "Bytes");
      assert.deepEqual(seen.listed, [
        {
          Namespace: "AWS/SageMaker",
          MetricName: "ModelLatency",
          Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
        },
      ]);
      const [[, label, [p90]], [id, , [milliseconds]]] = seen.results;
      assert.deepEqual([label, id], ["Latenz µs", "e1"]);
      assert.ok(Math.abs(p90 - 90_000) <= 900 && milliseconds === p90 / 1000, `${p90} ${milliseconds}`);
      assert.deepEqual(seen.alarm, slowAlarm);
      assert.deepEqual([seen.guard.Threshold, seen.guard.StateValue, seen.guard.OKActions], [0.1, "INSUFFICIENT_DATA", []]);
      assert.deepEqual(seen.tags, [{ Key: "team", Value: "ml" }]);
      const { own: _, times: __, ...same } = seen;
      answers.push(same);
      assert.deepEqual(same, answers[0]);
    });
  }
  const { errors } = answers[0] as { errors: Record<string, [number, string, string]> };
  const codes = Object.fromEntries(Object.entries(errors).map(([name, [status, code]]) => [name, `${status} ${code}`]));
  assert.deepEqual(codes, {
    time: "400 InvalidParameterValue",
    token: "400 InvalidNextToken",
    constraint: "400 ValidationError",
    reserved: "400 InvalidParameterValue",
    alarm: "404 ResourceNotFound",
    period: "400 InvalidParameterValue",
  });
  assert.deepEqual(server.failures, []);
});

test("each region has its metrics for itself, in every protocol", async () => {
  await using server = await startCloudwatch(systemClock);
  const nowMs = systemClock.now();
  const [StartTime, EndTime] = [new Date(nowMs - 3_600_000), new Date(nowMs + 60_000)];
  const put = (value: number) => ({ Namespace: "n", MetricData: [{ MetricName: "m", Value: value }] });
  const asked = { Namespace: "n", MetricName: "m", Period: 3600, Statistics: ["Sum"] };
  const form = (action: string, more: string) => `Action=${action}&Namespace=n&${more}`;
  const queried = `MetricName=m&Period=3600&Statistics.member.1=Sum&StartTime=${StartTime.toISOString()}&EndTime=${EndTime.toISOString()}`;
  const answers = [
    await server.json("PutMetricData", put(1), { at: "eu-west-1" }),
    await server.query(form("PutMetricData", "MetricData.member.1.MetricName=m&MetricData.member.1.Value=20"), { at: "us-west-2" }),
    await server.cbor("PutMetricData", put(300), { at: "ap-south-1" }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  const sum = ({ body }: { body: { Datapoints: { Sum: number }[] } }) => body.Datapoints.reduce((total, { Sum }) => total + Sum, 0);
  for (const [at, value] of [
    ["eu-west-1", 1],
    ["us-west-2", 20],
    ["ap-south-1", 300],
    [region, 0],
  ] as const) {
    const times = { StartTime: StartTime.getTime() / 1000, EndTime: EndTime.getTime() / 1000 };
    assert.equal(sum(await server.json("GetMetricStatistics", { ...asked, ...times }, { at })), value);
    assert.equal(sum(await server.cbor("GetMetricStatistics", { ...asked, StartTime, EndTime }, { at })), value);
    const xml = (await server.query(form("GetMetricStatistics", queried), { at })).body as string;
    assert.equal(
      [...xml.matchAll(/<Sum>([\d.]+)<\/Sum>/g)].reduce((total, [, text]) => total + Number(text), 0),
      value,
    );
    const query = { Id: "q", MetricStat: { Metric: { Namespace: "n", MetricName: "m" }, Period: 3600, Stat: "Sum" } };
    const [result] = (await server.json("GetMetricData", { MetricDataQueries: [query], ...times }, { at })).body.MetricDataResults;
    assert.equal(
      result.Values.reduce((total: number, each: number) => total + each, 0),
      value,
    );
    assert.equal((await server.json("ListMetrics", { Namespace: "n" }, { at })).body.Metrics.length, value === 0 ? 0 : 1);
  }
  assert.deepEqual(server.failures, []);
});
