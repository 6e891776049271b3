import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { limits } from "../limits.ts";
import type { InvocationRequest, InvocationResponse } from "./contract.ts";
import { serveModel } from "./model-http.ts";

type Invoke = (request: InvocationRequest) => InvocationResponse | Promise<InvocationResponse>;

async function start(t: TestContext, invoke: Invoke) {
  const lines: string[] = [];
  const http = serveModel({ invoke }, (line) => lines.push(line));
  const agent = new Agent({ keepAlive: true });
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  t.after(() => {
    agent.destroy();
    http.server.close();
    http.server.closeAllConnections();
  });
  const { port } = http.server.address() as { port: number };
  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) => {
    const outgoing = httpRequest({ port, host: "127.0.0.1", method, path, headers, agent }).end(body);
    const [response] = (await once(outgoing, "response")) as [AsyncIterable<Buffer> & { statusCode: number; headers: IncomingHttpHeaders }];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
  };
  return { ...http, call, lines, port };
}

const echo: Invoke = (request) => ({
  status: 200,
  contentType: "application/json",
  body: JSON.stringify({ ...request, body: String(request.body) }),
});

test("a ping is answered 200 with an empty body", async (t) => {
  const { call } = await start(t, echo);
  const { status, body, headers } = await call("GET", "/ping");
  assert.deepEqual({ status, body, keepAlive: headers["keep-alive"] }, { status: 200, body: "", keepAlive: undefined });
});

test("it says what a batch transform job asks", async (t) => {
  const { call } = await start(t, echo);
  const { status, body, headers } = await call("GET", "/execution-parameters");
  const { MaxConcurrentTransforms: most, ...rest } = JSON.parse(body);
  assert.deepEqual(
    [status, headers["content-type"], rest],
    [200, "application/json", { BatchStrategy: "MULTI_RECORD", MaxPayloadInMB: 6 }],
  );
  assert.ok(Number.isInteger(most) && most >= 1, `${most}`);
  assert.equal((await call("POST", "/execution-parameters")).status, 405);
});

test("the model sees the headers as they were sent", async (t) => {
  const { call } = await start(t, echo);
  const headers = { "Content-Type": "text/csv; header=absent", Accept: "a/b;q=0.5", "X-Amzn-SageMaker-Custom-Attributes": "trace=1" };
  const { body } = await call("POST", "/invocations?x=1", headers, "1,2");
  assert.deepEqual(JSON.parse(body), {
    contentType: "text/csv; header=absent",
    accept: "a/b;q=0.5",
    customAttributes: "trace=1",
    body: "1,2",
  });
});

test("a body in many pieces arrives whole, and an absent one is empty", async (t) => {
  const { call } = await start(t, ({ body }) => ({ status: 200, body: String(body.length) }));
  assert.equal((await call("POST", "/invocations", { "Transfer-Encoding": "chunked" }, Buffer.alloc(3_000_000))).body, "3000000");
  assert.equal((await call("POST", "/invocations")).body, "0");
});

test("a model without content answers 204 with no length", async (t) => {
  const { call } = await start(t, () => ({ status: 204, body: "" }));
  const { status, headers } = await call("POST", "/invocations");
  assert.deepEqual([status, headers["content-length"], headers["content-type"]], [204, undefined, undefined]);
});

for (const [how, headers] of [
  ["announced", { "Content-Length": String(limits.invocationBodyBytes + 1) }],
  ["discovered", { "Transfer-Encoding": "chunked" }],
] as const) {
  test(`a body that is too large is answered 413 when ${how}`, async (t) => {
    const { call } = await start(t, echo);
    const { status, body } = await call("POST", "/invocations", headers, Buffer.alloc(limits.invocationBodyBytes + 1));
    assert.equal(status, 413);
    assert.match(JSON.parse(body).error, /larger than/);
  });
}

test("a model that throws costs one request, not the process", async (t) => {
  let calls = 0;
  const { call, lines } = await start(t, () => {
    if (calls++ === 0) throw new Error("boom");
    return { status: 200, body: "fine" };
  });
  const first = await call("POST", "/invocations", {}, "x");
  assert.equal(first.status, 500);
  assert.doesNotMatch(first.body, /boom/);
  assert.match(lines.join(), /boom/);
  assert.equal((await call("POST", "/invocations", {}, "x")).body, "fine");
});

test("other paths and methods are refused", async (t) => {
  const { call } = await start(t, echo);
  assert.equal((await call("GET", "/models")).status, 404);
  assert.equal((await call("GET", "/invocations")).status, 405);
});

test("draining answers what is in flight and then takes no more", async (t) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived = (): void => {};
  const inFlight = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { call, drain, port } = await start(t, async () => {
    arrived();
    await held;
    return { status: 200, body: "late" };
  });
  const answer = call("POST", "/invocations", {}, "x");
  await inFlight;
  const drained = drain();
  release();
  assert.equal((await answer).body, "late");
  await drained;
  const [refusal] = await once(connect(port, "127.0.0.1"), "error");
  assert.equal((refusal as { code: string }).code, "ECONNREFUSED");
});
