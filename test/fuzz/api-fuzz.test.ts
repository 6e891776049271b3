/**
 * Thousands of requests that nobody should send, to every service, signed and not. Whatever comes: an answer within five seconds, no
 * fault of ours (only S3's documented 501), never more than a megabyte, and every process is the one that was there before.
 * The seed is fixed; a run that fails prints the request. What it finds becomes a test of its own.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sagemakerModel } from "../../src/api/gen/sagemaker.gen.ts";
import { hostlerModel } from "../../src/api/hostler-service.ts";
import type { ServiceModel } from "../../src/api/service-model.ts";
import { type HostlerPorts, hostlerHandlers } from "../../src/control/hostler-handlers.ts";
import { type SagemakerPorts, sagemakerHandlers } from "../../src/control/sagemaker-handlers.ts";
import { clientsOf, createEndpoint, createModel, variantOf } from "../harness/deployment.ts";
import { known, mutated, nearly } from "./arbitrary-input.ts";
import { formInserts, formSamples, httpInserts, httpSamples, jsonInserts, jsonSamples, xmlInserts, xmlSamples } from "./hostile-pieces.ts";
import { startTarget, type Target } from "./target.ts";

let target: Target;
let processesBefore: unknown;

before(async () => {
  target = await startTarget();
  const clients = clientsOf(target.hostler);
  await createModel(clients, "live");
  await createEndpoint(clients, "live", [variantOf("live", 1)]);
  await makeKnown();
  processesBefore = await target.processes();
  assert.ok((processesBefore as unknown[]).length > 1);
});
after(() => target?.[Symbol.asyncDispose]());

/** Makes the resources that exist, again when an earlier request has deleted them. */
async function makeKnown(): Promise<void> {
  const { ModelName, EndpointConfigName, EndpointName, VariantName } = known;
  const ProductionVariants = [{ VariantName, ModelName, InstanceType: "ml.m5.large", InitialInstanceCount: 1 }];
  const calls: [string, object][] = [
    ["CreateModel", { ModelName, PrimaryContainer: { Image: "nobody/knows" } }],
    ["CreateEndpointConfig", { EndpointConfigName, ProductionVariants }],
    ["CreateEndpoint", { EndpointName, EndpointConfigName }],
  ];
  for (const [operation, input] of calls) {
    const headers = targeted(sagemakerModel, operation);
    await target.answers({ method: "POST", path: "/", service: "sagemaker", headers, body: JSON.stringify(input) });
  }
}

const fuzz = async <T>(numRuns: number, arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<unknown>): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      await check(value);
    }),
    { seed: 20260101, numRuns, endOnFailure: true },
  );
};

const targeted = (model: ServiceModel, operation: string): Record<string, string> => ({
  "x-amz-target": `${model.targetPrefix}.${operation}`,
  "content-type": "application/x-amz-json-1.1",
});

const served = Object.keys({ ...sagemakerHandlers({} as SagemakerPorts), ...hostlerHandlers({} as HostlerPorts) });

for (const model of [sagemakerModel, hostlerModel]) {
  for (const [operation, { input }] of Object.entries(model.operations)) {
    if (!input || !served.includes(`${model.name}.${operation}`)) continue;
    test(`${model.serviceId} ${operation} takes inputs that are nearly right`, async () => {
      const service = model.name as "sagemaker" | "hostler";
      await makeKnown();
      await fuzz(60, nearly(model, operation, { shape: input }), (value) =>
        target.answers({ method: "POST", path: "/", service, headers: targeted(model, operation), body: JSON.stringify(value) ?? "" }),
      );
    });
  }
}

const operations = ["CreateModel", "ListModels", "UpdateEndpointWeightsAndCapacities", "AddTags", "toString", "", "__proto__"];

test("JSON bodies that are broken, under any target, content type and encoding", async () => {
  const requests = fc.record({
    operation: fc.constantFrom(...operations),
    prefix: fc.constantFrom("SageMaker", "Hostler", "Logs_20140328", ""),
    body: fc.oneof(mutated(jsonSamples, jsonInserts), fc.uint8Array({ maxLength: 300 }), fc.json()),
    type: fc.constantFrom(
      "application/x-amz-json-1.1",
      "application/x-amz-json-1.0",
      "application/json",
      "text/plain",
      "application/cbor",
      "",
    ),
    encoding: fc.constantFrom("", "", "gzip", "br", "identity", "gzip, gzip"),
    service: fc.constantFrom("sagemaker" as const, "hostler" as const, "sts" as const, undefined),
  });
  await fuzz(400, requests, ({ operation, prefix, body, type, encoding, service }) =>
    target.answers({
      method: "POST",
      path: "/",
      body,
      service,
      headers: { "x-amz-target": `${prefix}.${operation}`, "content-type": type, ...(encoding && { "content-encoding": encoding }) },
    }),
  );
});

const headerText = fc.string({ unit: fc.constantFrom(..."abcXYZ019 -_=/,;:\"'%\t\u00e9\u00ff"), maxLength: 60 }).map((text) => text.trim());
const methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"];

test("invocations of any path, with any header", async () => {
  const path = fc.oneof(
    fc.constantFrom("/endpoints/e/invocations", "/endpoints/none/invocations", "/endpoints//invocations", "/endpoints/%zz/invocations"),
    fc.constantFrom(
      "/endpoints/e/async-invocations",
      "/endpoints/e/invocations-response-stream",
      "/endpoints/",
      "/endpoints/e",
      "/endpoints/%2e%2e/x",
    ),
    fc
      .array(fc.constantFrom("a", "%", "%2F", "..", "?", "&", "=", "~", "é".normalize("NFD").slice(0, 1), "x".repeat(3000)), {
        maxLength: 5,
      })
      .map((parts) => `/endpoints/${parts.join("/")}`),
  );
  const header = fc.constantFrom(
    "content-type",
    "accept",
    ...["custom-attributes", "target-model", "target-variant", "inference-id", "session-id", "enable-explanations"].map(
      (name) => `x-amzn-sagemaker-${name}`,
    ),
    "x-amz-target",
    "x-amz-content-sha256",
    "content-encoding",
  );
  const requests = fc.record({
    method: fc.constantFrom("POST", "POST", "POST", ...methods),
    path,
    headers: fc.dictionary(header, fc.oneof(headerText, fc.constant("x".repeat(2000))), { maxKeys: 4 }),
    body: fc.uint8Array({ maxLength: 200 }),
    service: fc.constantFrom("sagemaker" as const, "s3" as const, undefined),
  });
  await fuzz(400, requests, (request) => target.answers(request));
});

test("invocations that reach the model, with bodies that are broken", async () => {
  const ascii = fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.trim());
  const header = fc.constantFrom("content-type", "accept", "x-amzn-sagemaker-custom-attributes", "x-amzn-sagemaker-inference-id");
  const rows = mutated(
    ["17.06,21.0,111.8,918.6\n1,2,3,4", '{"instances":[{"features":[1,2,3]}]}', "1 1:0.5 2:7 30:1"],
    ["nan", ",,", "\n\n", "1e999", "-", '"', "[", "\u0000", "é"],
  );
  const requests = fc.record({
    headers: fc
      .tuple(
        fc.constantFrom("text/csv", "application/json", "text/libsvm", "application/x-recordio-protobuf", "text/csv; charset=x", "a/b"),
        fc.dictionary(header, ascii, { maxKeys: 2 }),
      )
      .map(([type, others]) => ({ "content-type": type, ...others })),
    body: fc.oneof(rows, fc.uint8Array({ maxLength: 400 })),
  });
  await fuzz(400, requests, (request) =>
    target.answers({ method: "POST", path: "/endpoints/live/invocations", service: "sagemaker", ...request }),
  );
});

test("S3 requests of any method, path and subresource, with XML bodies that are broken", async () => {
  const segment = fc.constantFrom(
    "",
    "bucket",
    "fuzzed",
    "-",
    "a",
    "a b",
    "%",
    "%zz",
    "%00",
    "..",
    ".",
    "é",
    "x".repeat(1100),
    "key",
    "+",
    "%2F",
  );
  const parameter = fc.constantFrom(
    ...["uploads", "uploadId=x", "partNumber=1", "partNumber=0", "partNumber=x", "delete", "list-type=2", "max-keys=-1", "max-keys=1e9"],
    ...[
      "acl",
      "policy",
      "versioning",
      "location",
      "tagging",
      "prefix=%zz",
      "delimiter=/",
      "continuation-token=x",
      "marker=%F0%9F%98%80",
      "encoding-type=url",
    ],
    ...["X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Signature=0", "X-Amz-Expires=-1", "X-Amz-Credential=a%2Fs3%2Faws4_request", "=", "&&"],
  );
  const header = fc.constantFrom(
    ...["range", "if-match", "if-none-match", "if-modified-since", "x-amz-copy-source", "x-amz-copy-source-range", "content-md5"],
    ...["x-amz-checksum-crc32", "x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm", "x-amz-decoded-content-length", "x-amz-trailer"],
    ...["content-encoding", "x-amz-meta-a", "x-amz-content-sha256", "x-amz-expected-bucket-owner", "x-amz-tagging", "content-type"],
  );
  const value = fc.oneof(
    headerText,
    fc.constantFrom(
      "bytes=0-",
      "bytes=5-1",
      "*",
      '"x"',
      "/fuzzed/key",
      "%zz",
      "aws-chunked",
      "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "-1",
      "CRC32",
      "é",
    ),
  );
  const requests = fc.record({
    method: fc.constantFrom(...methods),
    path: fc
      .tuple(fc.array(segment, { maxLength: 3 }), fc.array(parameter, { maxLength: 3 }))
      .map(([segments, query]) => encodeSpaces(`/${segments.join("/")}${query.length > 0 ? `?${query.join("&")}` : ""}`)),
    headers: fc.dictionary(header, value, { maxKeys: 3 }),
    body: fc.oneof(mutated(xmlSamples, xmlInserts), fc.constant("")),
    service: fc.constantFrom("s3" as const, "s3" as const, "s3" as const, "sagemaker" as const, undefined),
  });
  await fuzz(1200, requests, (request) => target.answers(request));
});

/** What an HTTP client cannot send in a path is sent encoded; the rest stays as wrong as it is. */
const encodeSpaces = (path: string): string => path.replace(/[^\x21-\x7e]/g, encodeURIComponent);

test("forms for STS and IAM, and query strings", async () => {
  const requests = fc.record({
    method: fc.constantFrom("POST", "POST", "GET"),
    query: fc.oneof(
      fc.constant(""),
      mutated(formSamples, formInserts).map((text) => `?${encodeSpaces(text).replace(/#/g, "%23")}`),
    ),
    body: mutated(formSamples, formInserts),
    service: fc.constantFrom("sts" as const, "iam" as const, "sagemaker" as const, undefined),
    type: fc.constantFrom("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "text/xml", ""),
  });
  await fuzz(400, requests, ({ method, query, body, service, type }) =>
    target.answers({ method, path: `/${query}`, body, service, headers: { "content-type": type } }),
  );
});

test("signatures that are none", async () => {
  const authorization = mutated(
    [
      "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
      "AWS AKID:signature",
      "Bearer token",
    ],
    ["/", ",", "=", ";", " ", "Credential=", "%", "é", "x".repeat(5000)],
  );
  const requests = fc.record({
    authorization: authorization.map((text) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, "").trim()),
    date: fc.constantFrom("20260101T000000Z", "", "now", "99999999T999999Z"),
    path: fc.constantFrom("/", "/endpoints/e/invocations", "/bucket/key", "/?Action=GetCallerIdentity"),
    hash: fc.constantFrom("", "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "00"),
  });
  await fuzz(300, requests, async ({ authorization, date, path, hash }) => {
    const headers = {
      authorization,
      "x-amz-date": date,
      ...(hash && { "x-amz-content-sha256": hash }),
      "x-amz-target": "SageMaker.ListModels",
    };
    const status = await target.answers({ method: "POST", path, headers, body: "{}" });
    assert.ok(status >= 400, `${authorization} was let in`);
  });
});

test("bytes that are hardly HTTP", async () => {
  await fuzz(300, mutated(httpSamples, httpInserts), (text) => target.survives(Buffer.from(text, "latin1")));
});

test("every process is still the one that was there before", async () => {
  assert.deepEqual(await target.processes(), processesBefore);
});
