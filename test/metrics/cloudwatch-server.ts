/** CloudWatch for tests: the real API with signatures on, the real stores in memory, and a client for each of its protocols. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { parseCbor } from "../../src/api/cbor-reader.ts";
import { cborStructure } from "../../src/api/cbor-writer.ts";
import { cloudwatchModel } from "../../src/api/gen/cloudwatch.gen.ts";
import { createApiServer } from "../../src/api/server.ts";
import { structureOf } from "../../src/api/service-model.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { cloudwatchAlarmHandlers } from "../../src/control/operations/cloudwatch/cloudwatch-alarm-handlers.ts";
import { cloudwatchMetricHandlers } from "../../src/control/operations/cloudwatch/cloudwatch-metric-handlers.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { systemRng } from "../../src/lib/rng.ts";
import { SqliteMetricStore } from "../../src/store/sqlite/metric-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";

const accountId = "111122223333";
/** Where every request is for, unless it says otherwise. */
export const region = "us-east-1";
const credentials = { accessKeyId: "AKIDTEST", secret: "a-secret-of-this-test" };
const targetPrefix = "GraniteServiceVersion20100801";

export interface CloudwatchAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body of JSON and CBOR, the text of XML. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as their clients do, without a schema
  readonly body: any;
}

interface SendOptions {
  readonly gzip?: boolean;
  /** Another region than that of the tests. */
  readonly at?: string;
}

export interface CloudwatchServer extends AsyncDisposable {
  readonly metrics: SqliteMetricStore;
  /** What AWS clients read from the environment to find the server and to sign. */
  readonly env: Record<string, string>;
  /** Unexpected errors the server had. */
  readonly failures: readonly unknown[];
  /** JSON 1.0, as current boto3 sends it. */
  json(operation: string, input: object, options?: SendOptions): Promise<CloudwatchAnswer>;
  /** JSON 1.0; the operation has to succeed, and this is its output. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  call(operation: string, input: object): Promise<any>;
  /** Query, as SDKs before 2025 send it. */
  query(form: string, options?: SendOptions): Promise<CloudwatchAnswer>;
  /** RPC v2 CBOR; times in the input are Dates. */
  cbor(operation: string, input: Record<string, unknown>, options?: SendOptions): Promise<CloudwatchAnswer>;
}

export async function startCloudwatch(clock: Clock): Promise<CloudwatchServer> {
  const failures: unknown[] = [];
  const metrics = await SqliteMetricStore.open({
    path: ":memory:",
    defaultRegion: region,
    clock,
    log: { warn: (fields) => void failures.push(fields) },
  });
  const store = await openSqliteStore(":memory:");
  const alarmPorts = { store, clock, log: { info: () => undefined }, wake: () => undefined };
  const server = createApiServer({
    services: [cloudwatchModel],
    handlers: { ...cloudwatchMetricHandlers({ metrics, clock }), ...cloudwatchAlarmHandlers(alarmPorts) },
    credentials: (id) =>
      id === credentials.accessKeyId ? { secret: credentials.secret, accountId, arn: `arn:aws:iam::${accountId}:user/test` } : undefined,
    defaultRegion: region,
    accountId,
    clock,
    rng: systemRng,
    log: { failed: ({ error }) => void failures.push(error) },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = async (path: string, plain: Buffer, own: Record<string, string>, { gzip = false, at = region }: SendOptions = {}) => {
    const body = gzip ? gzipSync(plain) : plain;
    const headers = { ...own, ...(gzip ? { "content-encoding": "gzip" } : {}), host: new URL(url).host };
    const signer = { ...credentials, region: at, service: "monitoring", nowMs: clock.now() };
    const signed = signedHeaders({ method: "POST", path, query: "", headers }, body, signer);
    return fetch(url + path, { method: "POST", body, headers: signed });
  };
  const json: CloudwatchServer["json"] = async (operation, input, options) => {
    const own = {
      "x-amz-target": `${targetPrefix}.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-mode": "true",
    };
    const { status, headers, ...response } = await answered(await send("/", Buffer.from(JSON.stringify(input)), own, options));
    return { status, headers, body: response.bytes.length > 0 ? JSON.parse(String(response.bytes)) : undefined };
  };
  return {
    metrics,
    failures,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secret,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    },
    json,
    async call(operation, input) {
      const { status, body } = await json(operation, input);
      assert.equal(status, 200, `${operation}: ${JSON.stringify(body)}`);
      return body;
    },
    async query(form, options) {
      const own = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
      const { status, headers, bytes } = await answered(await send("/", Buffer.from(`${form}&Version=2010-08-01`), own, options));
      return { status, headers, body: String(bytes) };
    },
    async cbor(operation, input, options) {
      const shape = structureOf(cloudwatchModel, cloudwatchModel.operations[operation]!.input!);
      const own = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor", accept: "application/cbor" };
      const path = `/service/${targetPrefix}/operation/${operation}`;
      const { status, headers, bytes } = await answered(await send(path, cborStructure(cloudwatchModel, shape, input), own, options));
      return { status, headers, body: bytes.length > 0 ? parseCbor(bytes) : undefined };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await metrics[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

async function answered(response: Response): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}
