/** The two lanes of the front door answer alike, byte for byte but for the date and the id of the request. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, invocation, LaneWorld, type LaneWorldOptions, ok } from "../../test/harness/lane-world.ts";
import { limits } from "../limits.ts";
import { LinkError, type LinkRequest, type LinkResponse } from "../link/instance-link.ts";

interface Case {
  readonly when: string;
  readonly status: number;
  readonly ask?: Asked;
  readonly model?: (request: LinkRequest) => Promise<LinkResponse>;
  readonly world?: LaneWorldOptions;
  /** What the strict lane does not take although it could read it. */
  readonly left?: boolean;
  /** Something of ours went wrong, and the log says so. */
  readonly logged?: boolean;
}

const answers = (answer: Partial<LinkResponse>) => async (): Promise<LinkResponse> => ({ ...ok("1\n"), ...answer });
const fails = (error: unknown) => async (): Promise<never> => {
  throw error;
};
const echo = async ({ body, contentType, accept, customAttributes, inferenceId }: LinkRequest): Promise<LinkResponse> =>
  ok(JSON.stringify([contentType, accept, customAttributes, inferenceId, body.toString("latin1")]));

const cases: Case[] = [
  { when: "a request is right", status: 200 },
  { when: "nobody has to sign", status: 200, world: { noAuth: true }, ask: { signed: false } },
  { when: "nobody has to sign, and somebody does", status: 200, world: { noAuth: true } },
  {
    when: "nobody has to sign, and somebody signs for a region without that endpoint",
    status: 400,
    world: { noAuth: true },
    ask: { unsigned: { authorization: "AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/sagemaker/aws4_request" } },
  },
  {
    when: "nobody has to sign, and somebody says something else",
    status: 200,
    world: { noAuth: true },
    left: true,
    ask: { unsigned: { authorization: "Basic QTpC" } },
  },
  {
    when: "nobody has to sign, and somebody signs for another service",
    status: 400,
    world: { noAuth: true },
    left: true,
    ask: { unsigned: { authorization: "AWS4-HMAC-SHA256 Credential=A/20260101/r/other/aws4_request" } },
  },
  {
    when: "every header of the API comes",
    status: 200,
    model: echo,
    ask: {
      headers: {
        accept: "a/b,  c/d",
        "x-amzn-sagemaker-custom-attributes": "a=b c",
        "x-amzn-sagemaker-inference-id": "i 1",
        "x-amzn-sagemaker-target-variant": "v",
      },
    },
  },
  { when: "there is no content type", status: 200, model: echo, ask: { unsigned: { "user-agent": "x" } } },
  { when: "the body is empty", status: 200, model: echo, ask: { body: "" } },
  { when: "the body is any bytes", status: 200, model: echo, ask: { body: "\0\r\n\r\n\xff" } },
  { when: "the body is as large as the lane takes", status: 200, ask: { body: "x".repeat(limits.strictBodyBytes) } },
  { when: "the model answers with nothing", status: 200, model: answers({ status: 204, body: Buffer.alloc(0), contentType: undefined }) },
  {
    when: "the model answers with bytes",
    status: 200,
    model: answers({ body: Buffer.from("\0\xff\r\n", "latin1"), contentType: 'a/b; c="d"' }),
  },
  { when: "the model says something besides", status: 200, model: answers({ customAttributes: "a=b; \xe9" }) },
  { when: "the model says what no header may say", status: 200, model: answers({ contentType: "a\r\nb: c", customAttributes: "\0" }) },
  { when: "the model's type is empty", status: 200, model: answers({ contentType: "" }) },
  { when: "the answer is large", status: 200, model: answers({ body: Buffer.alloc(3_000_000, "x") }) },
  { when: "the model refuses", status: 424, model: answers({ status: 400, body: Buffer.from('{"a": "é"}') }) },
  { when: "the model fails", status: 424, model: answers({ status: 500, body: Buffer.from("x".repeat(5000)) }) },
  { when: "the model answers with a status of its own", status: 424, model: answers({ status: 302 }) },
  { when: "the model breaks off", status: 424, model: fails(new LinkError("broken")) },
  { when: "the model takes too long", status: 424, model: fails(new LinkError("timeout")) },
  { when: "the answer is too large", status: 424, model: fails(new LinkError("too-large")) },
  { when: "the instance can not be reached", status: 503, model: fails(new LinkError("not-sent")) },
  { when: "something of ours is broken", status: 500, model: fails(new TypeError("secret")), logged: true },
  { when: "there is no such endpoint", status: 400, ask: { endpoint: "x" } },
  { when: "the endpoint is not there yet", status: 400, world: { status: "Creating", variants: () => [] } },
  { when: "there is no such variant", status: 400, ask: { headers: { "x-amzn-sagemaker-target-variant": "x" } } },
  { when: "no variant takes traffic", status: 503, world: { variants: (usual) => [{ ...usual, weight: 0 }] } },
  {
    when: "a variant has no instance",
    status: 503,
    world: { variants: (usual) => [{ ...usual, fleets: [{ ...usual.fleets[0]!, instances: [] }] }] },
  },
  {
    when: "a member is longer than it may be",
    status: 400,
    left: true,
    ask: { headers: { "x-amzn-sagemaker-inference-id": "x".repeat(65) } },
  },
  {
    when: "a member has not the form it must have",
    status: 400,
    left: true,
    ask: { headers: { "x-amzn-sagemaker-target-variant": "-v" } },
  },
  { when: "a member is not supported", status: 400, left: true, ask: { headers: { "x-amzn-sagemaker-session-id": "NEW_SESSION" } } },
  { when: "nobody has signed", status: 403, left: true, ask: { signed: false } },
  { when: "the signature is wrong", status: 403, left: true, ask: { unsigned: { "content-type": "text/plain" } } },
  { when: "the signature is rubbish", status: 403, left: true, ask: { unsigned: { authorization: "AWS4-HMAC-SHA256 x" } } },
];

const alike = (answer: string): string => answer.replace(/^Date: .*$/m, "Date:").replace(/^x-amzn-requestid: [0-9a-f-]{36}$/m, "id");

for (const { when, status, ask = {}, model, world: options = {}, left = false, logged = false } of cases) {
  test(`both lanes answer alike when ${when}`, async () => {
    await using world = await LaneWorld.open(options);
    if (model) world.model = model;
    const strict = await world.ask(invocation(ask));
    assert.equal(world.byNode, left ? 1 : 0);
    assert.match(strict, new RegExp(`^HTTP/1.1 ${status} `));
    // A header of one hop that nobody signs, and that changes nothing: the strict lane leaves what has it.
    const byNode = await world.ask(invocation({ ...ask, unsigned: { ...ask.unsigned, te: "trailers" } }));
    assert.equal(world.byNode, left ? 2 : 1);
    assert.equal(alike(strict), alike(byNode));
    assert.equal(world.failed.length > 0, logged);
  });
}

test("both lanes count alike", async () => {
  await using world = await LaneWorld.open();
  const counts = async (unsigned: Record<string, string>) => {
    for (const status of [200, 404, 500, 302]) {
      world.model = answers({ status });
      await world.ask(invocation({ unsigned }));
    }
    return world.ledger
      .take()
      .map(({ served, clientErrors, serverErrors, broken, mostInFlight }) => [served, clientErrors, serverErrors, broken, mostInFlight]);
  };
  assert.deepEqual(await counts({}), [[1, 1, 1, 1, 1]]);
  assert.deepEqual(await counts({ te: "trailers" }), [[1, 1, 1, 1, 1]]);
  assert.equal(world.byNode, 4);
});
