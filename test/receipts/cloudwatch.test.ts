/** What was invoked, as CloudWatch tells it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { breastCancerRows, clientsOf, createEndpoint, createModel, invoke, variantOf } from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { until } from "../harness/until.ts";

interface Datapoint {
  readonly Sum: number;
  readonly SampleCount: number;
  readonly Average: number;
  readonly Unit: string;
}

/** All that is known of a metric of endpoint `e`, over the last ten minutes. */
async function read({ url, client }: TestHostler, MetricName: string, config?: string): Promise<Datapoint> {
  const now = Date.now();
  const dimension = (Name: string, Value: string) => ({ Name, Value });
  const body = JSON.stringify({
    Namespace: "AWS/SageMaker",
    MetricName,
    Dimensions: [
      dimension("EndpointName", "e"),
      dimension("VariantName", "AllTraffic"),
      ...(config === undefined ? [] : [dimension("EndpointConfigName", config)]),
    ],
    StartTime: now / 1000 - 600,
    EndTime: now / 1000 + 60,
    Period: 60,
    Statistics: ["Sum", "SampleCount", "Average"],
  });
  const headers = {
    host: new URL(url).host,
    "x-amz-target": "GraniteServiceVersion20100801.GetMetricStatistics",
    "content-type": "application/x-amz-json-1.0",
  };
  const { accessKeyId, secretAccessKey: secret } = client.credentials;
  const signer = { accessKeyId, secret, region: client.region, service: "monitoring", nowMs: now };
  const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, Buffer.from(body), signer);
  const response = await fetch(url, { method: "POST", headers: signed, body });
  const answer = await response.text();
  assert.equal(response.status, 200, answer);
  const points = (JSON.parse(answer) as { Datapoints?: Datapoint[] }).Datapoints ?? [];
  const sum = points.reduce((total, { Sum }) => total + Sum, 0);
  const count = points.reduce((total, { SampleCount }) => total + SampleCount, 0);
  return { Sum: sum, SampleCount: count, Average: sum / count, Unit: points[0]?.Unit ?? "" };
}

test("invocations, errors and latencies of an endpoint are metrics, exact in number, with and without its configuration", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 2)]);
  for (let request = 0; request < 9; request++) await invoke(clients, "e", breastCancerRows[request]!);
  await assert.rejects(invoke(clients, "e", "not,numbers"));
  await until("all ten are told", async () => (await read(hostler, "Invocations")).Sum === 10);
  for (const config of [undefined, "e"]) {
    assert.deepEqual(await read(hostler, "Invocations", config), { Sum: 10, SampleCount: 10, Average: 1, Unit: "None" });
    const errors = await read(hostler, "InvocationModelErrors", config);
    assert.deepEqual([errors.Sum, errors.SampleCount, errors.Average], [1, 10, 0.1]);
    const perInstance = await read(hostler, "InvocationsPerInstance", config);
    assert.ok(Math.abs(perInstance.Sum - 5) < 1e-6, `${perInstance.Sum}`);
    for (const name of ["ModelLatency", "OverheadLatency"]) {
      const latency = await read(hostler, name, config);
      assert.deepEqual([latency.SampleCount, latency.Unit], [10, "Microseconds"]);
      assert.ok(latency.Average > 10 && latency.Average < 5_000_000, `${name}: ${latency.Average}`);
    }
  }
  const both = (await read(hostler, "Invocation4XXErrors")).Sum + (await read(hostler, "Invocation5XXErrors")).Sum;
  assert.equal(both, 1);
});
