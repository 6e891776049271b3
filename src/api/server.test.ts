import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { request as httpRequest } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { systemClock } from "../lib/clock.ts";
import { systemRng } from "../lib/rng.ts";
import { iamModel } from "./gen/iam.gen.ts";
import { s3Model } from "./gen/s3.gen.ts";
import { sagemakerModel } from "./gen/sagemaker.gen.ts";
import { sagemakerRuntimeModel } from "./gen/sagemaker-runtime.gen.ts";
import { stsModel } from "./gen/sts.gen.ts";
import type { Handlers } from "./handlers.ts";
import { createApiServer } from "./server.ts";
import { signedHeaders } from "./sigv4-sign.ts";
import { ApiError } from "./wire.ts";

const secret = "a-secret-of-this-test";
const failures: unknown[] = [];
const objects = new Map<string, Buffer>();

const handlers: Handlers = {
  "sagemaker.DescribeModel": async ({ input, principal }) => ({
    ModelName: input.ModelName,
    CreationTime: new Date(1_700_000_000_123),
    ModelArn: `arn:aws:sagemaker:${principal.region}:${principal.accountId}:model/${input.ModelName}`,
  }),
  "sagemaker.DeleteModel": async () => undefined,
  "sagemaker.DescribeEndpoint": async ({ input }) => {
    throw new ApiError("ValidationException", 400, `Could not find endpoint "${input.EndpointName}".`);
  },
  "sagemaker.ListModels": async () => {
    throw new Error("a secret inside");
  },
  "sagemaker-runtime.InvokeEndpoint": async ({ input }) => ({ Body: input.Body, ContentType: input.ContentType ?? "text/plain" }),
  "sts.GetCallerIdentity": async ({ principal }) => ({ Account: principal.accountId, Arn: principal.arn, UserId: principal.accessKeyId }),
  "s3.PutObject": async ({ input, body, trailers, signal }) => {
    const parts: Buffer[] = [];
    if (input.Key === "left") signal.addEventListener("abort", () => setImmediate(() => server.emit("left", true)));
    for await (const part of body) {
      parts.push(part);
      if (input.Key === "left") leaving?.destroy();
    }
    objects.set(`${input.Bucket}/${input.Key}`, Buffer.concat(parts));
    return { ETag: `"${hash("md5", Buffer.concat(parts), "hex")}"`, ChecksumCRC32: trailers()["x-amz-checksum-crc32"] };
  },
  "s3.GetObject": async ({ input }) => {
    const object = objects.get(`${input.Bucket}/${input.Key}`);
    if (!object) throw new ApiError("NoSuchKey", 404, "The specified key does not exist.", { members: { Key: input.Key } });
    return { Body: Readable.from([object]), ContentLength: object.length, Metadata: { color: "blue" } };
  },
  "s3.HeadObject": async () => {
    throw new ApiError("NoSuchKey", 404, "The specified key does not exist.");
  },
};

let server: Server;
let port: number;
/** The client that goes away when the handler has seen the first of its bytes. */
let leaving: Socket | undefined;

before(async () => {
  server = createApiServer({
    services: [sagemakerModel, sagemakerRuntimeModel, s3Model, stsModel, iamModel],
    handlers,
    credentials: (id) => (id === "AKTEST" ? { secret, accountId: "111122223333", arn: "arn:aws:iam::111122223333:user/test" } : undefined),
    defaultRegion: "us-east-1",
    accountId: "111122223333",
    clock: systemClock,
    rng: systemRng,
    log: { failed: ({ error }) => void failures.push(error) },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

interface Sent {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  service?: string;
  accessKeyId?: string;
  secret?: string;
  nowMs?: number;
  unsigned?: boolean;
  /** Sent instead of what was signed. */
  forgedBody?: string;
  headersAfter?: Record<string, string>;
}

async function send(
  sent: Sent,
): Promise<{ status: number; headers: Record<string, string>; text: string; json: () => Record<string, unknown> }> {
  const body = Buffer.from(sent.body ?? "");
  const url = sent.url ?? "/";
  const [path = "/", query = ""] = url.split("?");
  const plain = { host: `127.0.0.1:${port}`, ...sent.headers };
  const request = { method: sent.method ?? "POST", path, query, headers: plain };
  const signer = {
    accessKeyId: sent.accessKeyId ?? "AKTEST",
    secret: sent.secret ?? secret,
    region: "eu-test-1",
    service: sent.service ?? "sagemaker",
    nowMs: sent.nowMs ?? Date.now(),
  };
  const headers = { ...(sent.unsigned ? plain : signedHeaders(request, body, signer)), ...sent.headersAfter };
  const outgoing = httpRequest({
    port,
    host: "127.0.0.1",
    method: request.method,
    path: url,
    headers: { ...headers, ...(body.length ? { "content-length": String(Buffer.byteLength(sent.forgedBody ?? body)) } : {}) },
  });
  outgoing.end(sent.forgedBody ?? body);
  const [incoming] = await once(outgoing, "response");
  let text = "";
  for await (const part of incoming.setEncoding("utf8")) text += part;
  return { status: incoming.statusCode, headers: incoming.headers, text, json: () => JSON.parse(text) as Record<string, unknown> };
}

const target = (operation: string) => ({ "x-amz-target": `SageMaker.${operation}`, "content-type": "application/x-amz-json-1.1" });

test("a signed JSON request reaches its handler, with region and account of the signature", async () => {
  const answer = await send({ headers: target("DescribeModel"), body: '{"ModelName":"m"}' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "application/x-amz-json-1.1");
  assert.match(answer.headers["x-amzn-requestid"]!, /^[0-9a-f-]{36}$/);
  assert.deepEqual(answer.json(), {
    ModelName: "m",
    CreationTime: 1_700_000_000.123,
    ModelArn: "arn:aws:sagemaker:eu-test-1:111122223333:model/m",
  });
});

test("an operation without output answers with an empty body", async () => {
  const answer = await send({ headers: target("DeleteModel"), body: '{"ModelName":"m"}' });
  assert.deepEqual([answer.status, answer.text], [200, ""]);
});

const refused: { when: string; sent: Sent; status: number; code: string; message?: RegExp }[] = [
  {
    when: "a JSON request is unsigned",
    sent: { headers: target("DescribeModel"), body: "{}", unsigned: true },
    status: 400,
    code: "MissingAuthenticationTokenException",
  },
  {
    when: "the key is unknown",
    sent: { headers: target("DescribeModel"), body: "{}", accessKeyId: "AKOTHER" },
    status: 400,
    code: "UnrecognizedClientException",
  },
  {
    when: "the secret is wrong",
    sent: { headers: target("DescribeModel"), body: "{}", secret: "x" },
    status: 400,
    code: "InvalidSignatureException",
  },
  {
    when: "the body is not what was signed",
    sent: { headers: target("DescribeModel"), body: '{"ModelName":"m"}', forgedBody: '{"ModelName":"n"}' },
    status: 400,
    code: "InvalidSignatureException",
  },
  {
    when: "the signature is an hour old",
    sent: { headers: target("DescribeModel"), body: "{}", nowMs: Date.now() - 3_600_000 },
    status: 400,
    code: "InvalidSignatureException",
    message: /^Signature expired: \d{8}T\d{6}Z is now earlier than/,
  },
  {
    when: "the signature is from ahead",
    sent: { headers: target("DescribeModel"), body: "{}", nowMs: Date.now() + 3_600_000 },
    status: 400,
    code: "InvalidSignatureException",
    message: /^Signature not yet current/,
  },
  {
    when: "the signature is for another service",
    sent: { headers: target("DescribeModel"), body: "{}", service: "s3" },
    status: 400,
    code: "InvalidSignatureException",
    message: /correct service: 'sagemaker'/,
  },
  {
    when: "the target is unknown",
    sent: { headers: target("CreateCompilationJob"), body: "{}" },
    status: 400,
    code: "UnknownOperationException",
  },
  {
    when: "the target's service is unknown",
    sent: { headers: { "x-amz-target": "Weather_2020.Tell" }, body: "{}", service: "weather" },
    status: 400,
    code: "UnknownOperationException",
  },
  { when: "the service is unknown", sent: { body: "{}", service: "weather" }, status: 400, code: "UnknownOperationException" },
  {
    when: "the operation has no handler",
    sent: { headers: target("CreateModel"), body: "{}" },
    status: 400,
    code: "UnknownOperationException",
    message: /does not serve SageMaker CreateModel/,
  },
  { when: "the body is no JSON", sent: { headers: target("DescribeModel"), body: "{" }, status: 400, code: "SerializationException" },
  {
    when: "the body is a list",
    sent: { headers: target("DescribeModel"), body: "[]" },
    status: 400,
    code: "SerializationException",
    message: /Start of list/,
  },
  {
    when: "a member has the wrong type",
    sent: { headers: target("DescribeModel"), body: '{"ModelName":1}' },
    status: 400,
    code: "SerializationException",
    message: /NUMBER_VALUE can not be converted to a String/,
  },
  {
    when: "the body nests too deep",
    sent: { headers: target("DescribeModel"), body: `{"X":${"[".repeat(5000)}${"]".repeat(5000)}}` },
    status: 400,
    code: "SerializationException",
    message: /deeper/,
  },
  {
    when: "a member is missing",
    sent: { headers: target("DescribeModel"), body: "{}" },
    status: 400,
    code: "ValidationException",
    message: /^1 validation error detected: Value null at 'modelName' failed to satisfy constraint: Member must not be null$/,
  },
  {
    when: "the body is too large",
    sent: { headers: target("DescribeModel"), body: `{"ModelName":"${"m".repeat(5_000_000)}"}` },
    status: 413,
    code: "RequestEntityTooLargeException",
  },
  {
    when: "the content encoding is unknown",
    sent: { headers: { ...target("DescribeModel"), "content-encoding": "br" }, body: "{}" },
    status: 415,
    code: "UnsupportedMediaTypeException",
  },
  {
    when: "the handler refuses",
    sent: { headers: target("DescribeEndpoint"), body: '{"EndpointName":"e"}' },
    status: 400,
    code: "ValidationException",
    message: /^Could not find endpoint "e"\.$/,
  },
];
for (const { when, sent, status, code, message } of refused) {
  test(`when ${when}, the answer is ${status} ${code}`, async () => {
    const answer = await send(sent);
    assert.equal(answer.status, status, answer.text);
    const body = answer.json();
    assert.equal(body.__type, code);
    assert.equal(body.message, body.Message);
    assert.match(String(body.message), message ?? /./);
    assert.ok(answer.headers["x-amzn-requestid"]);
  });
}

test("an unexpected error is InternalFailure, logged, and its text stays inside", async () => {
  failures.length = 0;
  const answer = await send({ headers: target("ListModels"), body: "{}" });
  assert.equal(answer.status, 500);
  assert.equal(answer.json().__type, "InternalFailure");
  assert.ok(!answer.text.includes("secret"));
  assert.equal((failures[0] as Error).message, "a secret inside");
});

test("two Authorization headers are refused, not guessed at", async () => {
  const answer = await raw(
    `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: SageMaker.ListModels\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/sagemaker/aws4_request\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*IncompleteSignatureException[\s\S]*more than once/);
});

test("malformed HTTP and huge headers are answered, and the server lives on", async () => {
  assert.match(await raw("NONSENSE\r\n\r\n"), /^HTTP\/1\.1 400 /);
  assert.match(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${"y".repeat(100_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.equal((await send({ headers: target("DeleteModel"), body: '{"ModelName":"m"}' })).status, 200);
});

test("a gzip body is read, and a bomb is not", async () => {
  const headers = { ...target("DescribeModel"), "content-encoding": "gzip" };
  assert.equal((await send({ headers, body: gzipSync('{"ModelName":"zipped"}') })).json().ModelName, "zipped");
  assert.equal((await send({ headers, body: gzipSync(Buffer.alloc(50_000_000)) })).status, 413);
});

test("the runtime answers errors in its own form", async () => {
  const url = "/endpoints/e/invocations";
  assert.equal((await send({ url, body: "1,2", headers: { "content-type": "text/csv" } })).text, "1,2");
  const unsigned = await send({ url, body: "1,2", unsigned: true });
  assert.equal(unsigned.status, 403);
  assert.equal(unsigned.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
  assert.deepEqual(unsigned.json(), { Message: "Missing Authentication Token" });
  const invalid = await send({ url: "/endpoints/-e/invocations", body: "1" });
  assert.equal(invalid.headers["x-amzn-errortype"], "ValidationError");
  assert.equal((await send({ url: "/FeatureGroup/f", body: "1" })).headers["x-amzn-errortype"], "UnknownOperationException");
});

test("STS answers a form with XML", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  const answer = await send({ service: "sts", headers, body: "Action=GetCallerIdentity&Version=2011-06-15" });
  assert.equal(answer.headers["content-type"], "text/xml");
  assert.match(
    answer.text,
    /<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>.*<Account>111122223333<\/Account>.*<ResponseMetadata><RequestId>/s,
  );
  assert.match((await send({ service: "sts", headers, body: "Action=Nothing" })).text, /<Code>InvalidAction<\/Code>/);
  const wrong = await send({ service: "sts", headers, body: "Action=GetCallerIdentity", secret: "x" });
  assert.equal(wrong.status, 403);
  assert.match(wrong.text, /<ErrorResponse xmlns=.*<Code>SignatureDoesNotMatch<\/Code>/s);
});

test("S3 stores and streams an object", async () => {
  const put = await send({ service: "s3", method: "PUT", url: "/bucket/a%20key/%C3%A9", body: "content" });
  assert.equal(put.status, 200, put.text);
  assert.equal(put.headers.etag, `"${hash("md5", "content", "hex")}"`);
  assert.ok(put.headers["x-amz-request-id"]);
  const got = await send({ service: "s3", method: "GET", url: "/bucket/a%20key/%C3%A9" });
  assert.deepEqual([got.text, got.headers["x-amz-meta-color"], got.headers["content-length"]], ["content", "blue", "7"]);
  const virtual = await send({ service: "s3", method: "GET", url: "/a%20key/%C3%A9", headers: { host: "bucket.localhost:9400" } });
  assert.equal(virtual.text, "content");
});

const s3Refused: { when: string; sent: Sent; status: number; code: string }[] = [
  { when: "nobody signed", sent: { method: "GET", url: "/bucket/k", unsigned: true }, status: 403, code: "AccessDenied" },
  {
    when: "the key is unknown",
    sent: { method: "GET", url: "/bucket/k", accessKeyId: "AKOTHER" },
    status: 403,
    code: "InvalidAccessKeyId",
  },
  { when: "the secret is wrong", sent: { method: "GET", url: "/bucket/k", secret: "x" }, status: 403, code: "SignatureDoesNotMatch" },
  {
    when: "the clock is off",
    sent: { method: "GET", url: "/bucket/k", nowMs: Date.now() - 3_600_000 },
    status: 403,
    code: "RequestTimeTooSkewed",
  },
  { when: "there is no such object", sent: { method: "GET", url: "/bucket/none" }, status: 404, code: "NoSuchKey" },
  {
    when: "the body is not the signed one",
    sent: { method: "PUT", url: "/bucket/k", body: "abc", forgedBody: "abd" },
    status: 400,
    code: "XAmzContentSHA256Mismatch",
  },
  { when: "a sub-resource is not served", sent: { method: "GET", url: "/bucket?acl" }, status: 501, code: "NotImplemented" },
  { when: "an operation has no handler", sent: { method: "GET", url: "/bucket?location" }, status: 501, code: "NotImplemented" },
  { when: "the path is malformed", sent: { method: "GET", url: "/bucket/%zz" }, status: 400, code: "InvalidURI" },
  {
    when: "a header is not signed",
    sent: { method: "GET", url: "/bucket/k", headersAfter: { "x-amz-acl": "public-read" } },
    status: 403,
    code: "AccessDenied",
  },
];
for (const { when, sent, status, code } of s3Refused) {
  test(`S3: when ${when}, the answer is ${status} ${code}`, async () => {
    const answer = await send({ service: "s3", ...sent });
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.text, new RegExp(`<Error><Code>${code}</Code><Message>.*<RequestId>`, "s"));
  });
}

test("S3: an object whose hash is wrong was not stored", () => {
  assert.equal(objects.has("bucket/k"), false);
});

test("S3: an error of HEAD is status and headers only", async () => {
  const answer = await send({ service: "s3", method: "HEAD", url: "/bucket/none" });
  assert.deepEqual([answer.status, answer.text], [404, ""]);
});

test("S3: a refused upload is answered before it is sent when the client waits for 100", async () => {
  const answer = await raw("PUT /bucket/k HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 403 /);
});

test("S3: an accepted upload is asked for", async () => {
  const headers = { host: "x", expect: "100-continue" };
  const signed = signedHeaders({ method: "PUT", path: "/bucket/asked", query: "", headers }, Buffer.from("abc"), {
    accessKeyId: "AKTEST",
    secret,
    region: "r",
    service: "s3",
    nowMs: Date.now(),
  });
  const head = Object.entries(signed)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const answer = await raw(`PUT /bucket/asked HTTP/1.1\r\n${head}Content-Length: 3\r\nConnection: close\r\n\r\n`, "abc");
  assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  assert.equal(objects.get("bucket/asked")?.toString(), "abc");
});

test("S3: an aws-chunked upload reaches the handler as if it had come plain", async () => {
  const headers = {
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": "5",
    "x-amz-trailer": "x-amz-checksum-crc32",
    "content-encoding": "aws-chunked",
  };
  const put = await send({
    service: "s3",
    method: "PUT",
    url: "/bucket/chunked",
    headers,
    body: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
  });
  assert.equal(put.status, 200, put.text);
  assert.equal(put.headers["x-amz-checksum-crc32"], "NhCmhg==");
  assert.equal(objects.get("bucket/chunked")?.toString(), "hello");
  const short = await send({ service: "s3", method: "PUT", url: "/bucket/short", headers, body: "4\r\nhell\r\n0\r\n\r\n" });
  assert.match(short.text, /<Code>IncompleteBody<\/Code>/);
});

test("a client that leaves in the middle of its body ends the handler, and nothing is logged as ours", async () => {
  failures.length = 0;
  const signed = signedHeaders(
    { method: "PUT", path: "/bucket/left", query: "", headers: { host: "x", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } },
    "UNSIGNED-PAYLOAD",
    {
      accessKeyId: "AKTEST",
      secret,
      region: "r",
      service: "s3",
      nowMs: Date.now(),
    },
  );
  const head = Object.entries(signed)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const socket = connect(port, "127.0.0.1");
  socket.write(`PUT /bucket/left HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\nhalf`);
  leaving = socket;
  const left = await once(server, "left");
  assert.equal(left[0], true);
  assert.equal(objects.has("bucket/left"), false);
  assert.deepEqual(failures, []);
});

/** Sends bytes as they are; `afterFirst` once something has come back. */
async function raw(text: string, afterFirst?: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  let received = "";
  for await (const part of socket) {
    if (received === "" && afterFirst) socket.write(afterFirst);
    received += String(part);
    if (!afterFirst && received.includes("\r\n\r\n")) break;
  }
  return received;
}
