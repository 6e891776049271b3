/** Metrics through the whole of Hostler: over the router, in each protocol's own way, and over a restart. */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseCbor } from "../../src/api/cbor-reader.ts";
import { cborStructure } from "../../src/api/cbor-writer.ts";
import { cloudwatchModel } from "../../src/api/gen/cloudwatch.gen.ts";
import { structureOf } from "../../src/api/service-model.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { startHostler, type TestHostler, temporaryFolder } from "../harness/hostler.ts";

async function send({ url, client }: TestHostler, path: string, body: Buffer, own: Record<string, string>): Promise<Buffer> {
  const { accessKeyId, secretAccessKey: secret } = client.credentials;
  const headers = { ...own, host: new URL(url).host };
  const signer = { accessKeyId, secret, region: client.region, service: "monitoring", nowMs: systemClock.now() };
  const signed = signedHeaders({ method: "POST", path, query: "", headers }, body, signer);
  const response = await fetch(url + path, { method: "POST", body, headers: signed });
  const answer = Buffer.from(await response.arrayBuffer());
  assert.equal(response.status, 200, String(answer));
  return answer;
}

test("a metric put before a restart is read after it", async () => {
  const dataFolder = temporaryFolder();
  try {
    const nowMs = systemClock.now();
    {
      await using hostler = await startHostler({ dataFolder });
      const form = "Action=PutMetricData&Version=2010-08-01&Namespace=Kept&MetricData.member.1.MetricName=m&MetricData.member.1.Value=42";
      await send(hostler, "/", Buffer.from(form), { "content-type": "application/x-www-form-urlencoded; charset=utf-8" });
    }
    assert.ok(existsSync(join(dataFolder, "metrics.db")));
    await using hostler = await startHostler({ dataFolder });
    const input = {
      Namespace: "Kept",
      MetricName: "m",
      StartTime: new Date(nowMs - 60_000),
      EndTime: new Date(nowMs + 60_000),
      Period: 3600,
      Statistics: ["Sum", "SampleCount"],
    };
    const body = cborStructure(cloudwatchModel, structureOf(cloudwatchModel, "GetMetricStatisticsInput"), input);
    const own = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };
    const answer = await send(hostler, "/service/GraniteServiceVersion20100801/operation/GetMetricStatistics", body, own);
    const { Datapoints, Label } = parseCbor(answer) as { Datapoints: { Sum: number; SampleCount: number }[]; Label: string };
    assert.deepEqual([Label, Datapoints.length, Datapoints[0]!.Sum, Datapoints[0]!.SampleCount], ["m", 1, 42, 1]);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
