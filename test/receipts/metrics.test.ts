/** The page for Prometheus, through the one port. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { breastCancerRows, clientsOf, createEndpoint, createModel, invoke, variantOf } from "../harness/deployment.ts";
import { startHostler } from "../harness/hostler.ts";
import { until } from "../harness/until.ts";

test("GET /metrics tells what was invoked, to whoever is on this machine; a signed request for /metrics is for a bucket", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 2)]);
  for (let request = 0; request < 7; request++) await invoke(clients, "e", breastCancerRows[request]!);
  await assert.rejects(invoke(clients, "e", "not,numbers"));
  const page = await until("the page has all requests", async () => {
    const response = await fetch(`${hostler.url}/metrics`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const total = [...text.matchAll(/^hostler_invocations_total\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    return total === 8 ? text : undefined;
  });
  const served = [...page.matchAll(/^hostler_invocations_total\{.*endpoint="e",variant="AllTraffic",zone=".+",code="2xx"\} (\d+)$/gm)];
  assert.equal(
    served.reduce((sum, [, count]) => sum + Number(count), 0),
    7,
  );
  assert.match(page, /^hostler_model_latency_seconds_count\{.*endpoint="e".*\} 8$/m);
  assert.equal([...page.matchAll(/^hostler_instances_in_service\{.*\} 1$/gm)].length, 2);

  for (const page of ["metrics", "unanswered"]) assert.equal((await fetch(`${hostler.url}/-/${page}`)).status, 404);
  const error = await clients.s3.send(new ListObjectsV2Command({ Bucket: "metrics" })).catch((reason: Error) => reason);
  assert.equal((error as Error).name, "NoSuchBucket");
});
