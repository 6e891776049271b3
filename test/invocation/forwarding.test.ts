/** What of an invocation reaches the container, and what of its answer reaches the client. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startContrary, type World } from "./contrary.ts";

let world: World;
before(async () => {
  world = await startContrary();
});
after(() => world?.[Symbol.asyncDispose]());

const headerNames = ({ rawHeaders }: { rawHeaders: readonly string[] }): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
const header = ({ rawHeaders }: { rawHeaders: readonly string[] }, name: string): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);

test("the headers of the API reach the container unchanged, on POST /invocations", async () => {
  const sent = {
    "content-type": "text/csv; charset=UTF-8",
    accept: "text/csv, application/json",
    "x-amzn-sagemaker-custom-attributes": "trace=7, c000b4f9-df62-4c85-a0bf-7c525f9104a4",
    "x-amzn-sagemaker-inference-id": "an inference",
  };
  const received = await world.received(sent, "1,2,3");
  assert.deepEqual([received.method, received.url, received.bytes], ["POST", "/invocations", 5]);
  for (const [name, value] of Object.entries(sent)) assert.deepEqual(header(received, name), [value]);
});

test("nothing else reaches it: no signature, no other amz header, no cookie, not the client's host", async () => {
  const received = await world.received({
    "content-type": "text/csv",
    cookie: "session=1",
    "user-agent": "aws-sdk",
    "x-amz-meta-anything": "x",
    "amz-sdk-invocation-id": "i",
    "amz-sdk-request": "attempt=1",
    "x-forwarded-for": "1.2.3.4",
    "x-my-own": "header",
    "x-amzn-sagemaker-unheard-of": "x",
    "accept-encoding": "gzip",
    te: "trailers",
  });
  assert.deepEqual(headerNames(received).sort(), ["connection", "content-length", "content-type", "host"]);
  assert.notDeepEqual(header(received, "host"), [`127.0.0.1:${world.hostler.port}`]);
});

test("what the client did not send is not invented: no Content-Type, no Accept", async () => {
  assert.deepEqual(headerNames(await world.received({})).sort(), ["connection", "content-length", "host"]);
});

test("an empty body is passed on as one", async () => {
  assert.equal((await world.received({}, "")).bytes, 0);
});

test("a body in chunks arrives whole", async () => {
  const answer = await world.invoke({ body: "x".repeat(200_000), chunked: true });
  assert.equal(JSON.parse(answer.body.toString()).bytes, 200_000);
});

test("the answer's body comes back byte for byte, its content type with its parameters, and the variant and an id beside it", async () => {
  const answer = await world.order({ headers: { "content-type": 'application/x-thing; a=1;b="2"' }, everyByte: true });
  assert.equal(answer.status, 200);
  assert.deepEqual(
    [...answer.body],
    Array.from({ length: 256 }, (_, byte) => byte),
  );
  assert.equal(answer.headers["content-type"], 'application/x-thing; a=1;b="2"');
  assert.equal(answer.headers["x-amzn-invoked-production-variant"], "main");
  assert.match(String(answer.headers["x-amzn-requestid"]), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test("of the container's headers only content type and custom attributes come back; the client's attributes are not echoed", async () => {
  const headers = { "x-amzn-sagemaker-custom-attributes": "from the model", "set-cookie": "a=1", server: "contrary", "x-my-own": "header" };
  const sent = { "x-amzn-sagemaker-custom-attributes": "from the client" };
  const answer = await world.order({ headers, text: "ok" }, sent);
  assert.equal(answer.headers["x-amzn-sagemaker-custom-attributes"], "from the model");
  for (const name of ["set-cookie", "server", "x-my-own"]) assert.equal(answer.headers[name], undefined);
  const silent = await world.order({ text: "ok" }, sent);
  assert.equal(silent.headers["x-amzn-sagemaker-custom-attributes"], undefined);
});

const successes = [
  { when: "200 without a content type", order: { text: "ok" }, body: "ok", type: "application/octet-stream" },
  { when: "204", order: { status: 204 }, body: "", type: "application/octet-stream" },
  {
    when: "201 with a body",
    order: { status: 201, headers: { "content-type": "text/plain" }, text: "made" },
    body: "made",
    type: "text/plain",
  },
  { when: "an empty answer", order: { headers: { "content-type": "text/csv" } }, body: "", type: "text/csv" },
];
for (const { when, order, body, type } of successes) {
  test(`the container answers ${when}: the client gets 200`, async () => {
    const answer = await world.order(order);
    assert.deepEqual([answer.status, answer.body.toString(), answer.headers["content-type"]], [200, body, type]);
    assert.equal(answer.headers["content-length"], String(body.length));
  });
}
