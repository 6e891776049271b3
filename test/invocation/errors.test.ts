/** The error set of InvokeEndpoint: whose fault it was, in AWS's words, and that nothing is sent twice. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CreateModelCommand } from "@aws-sdk/client-sagemaker";
import { limits } from "../../src/limits.ts";
import { createEndpoint, variantOf } from "../harness/deployment.ts";
import { until } from "../harness/until.ts";
import { accountId, EndpointName, errorOf, startContrary, type World } from "./contrary.ts";
import type { Order } from "./servers/contrary.ts";

let world: World;
before(async () => {
  world = await startContrary();
});
after(() => world?.[Symbol.asyncDispose]());

const seeLogs = `See hostler logs ${EndpointName} in account ${accountId} for more information.`;
const LogStreamArn = `arn:aws:logs:us-east-1:${accountId}:log-group:/aws/sagemaker/Endpoints/${EndpointName}`;
const noAnswer = `Received server error (0) from model with message "Amazon SageMaker could not get a response from the ${EndpointName} endpoint. This can occur when CPU or memory utilization is high. ${seeLogs}"`;

describe("ModelError", () => {
  const statuses = [
    { status: 400, whose: "client", code: "CLIENT_ERROR_FROM_MODEL" },
    { status: 404, whose: "client", code: "CLIENT_ERROR_FROM_MODEL" },
    { status: 429, whose: "client", code: "CLIENT_ERROR_FROM_MODEL" },
    { status: 500, whose: "server", code: "INTERNAL_FAILURE_FROM_MODEL" },
    { status: 503, whose: "server", code: "INTERNAL_FAILURE_FROM_MODEL" },
    { status: 302, whose: "server", code: "INTERNAL_FAILURE_FROM_MODEL" },
  ];
  for (const { status, whose, code } of statuses) {
    test(`the container answers ${status}: a ${whose} error, all five members`, async () => {
      const text = '{"e":"a "quoted"\nword"}';
      const answer = await world.order({ status, text, headers: { location: "/elsewhere" } });
      assert.equal(answer.status, 424);
      assert.deepEqual(errorOf(answer), {
        code: "ModelError",
        ErrorCode: code,
        LogStreamArn,
        Message: `Received ${whose} error (${status}) from primary with message "${text}". ${seeLogs}`,
        OriginalMessage: text,
        OriginalStatusCode: status,
      });
    });
  }

  test("a long error body is cut, and the words around it are not", async () => {
    const { Message, OriginalMessage } = errorOf(await world.order({ status: 500, text: "x".repeat(100_000) }));
    assert.equal(String(Message).length, 2048);
    assert.ok(String(Message).startsWith('Received server error (500) from primary with message "xxx'));
    assert.ok(String(Message).endsWith(`xxx". ${seeLogs}`));
    assert.equal(String(OriginalMessage).length, 2048);
  });

  test("an error body that is no text is still an answer", async () => {
    const { OriginalStatusCode } = errorOf(await world.order({ status: 500, everyByte: true }));
    assert.equal(OriginalStatusCode, 500);
  });

  const broken: readonly { when: string; order: Order }[] = [
    { when: "closes the connection without an answer", order: { close: "first" } },
    { when: "breaks off in the middle of its answer", order: { half: true } },
    { when: "answers something that is no HTTP", order: { garbage: true } },
  ];
  for (const { when, order } of broken) {
    test(`the container ${when}: status 0`, async () => {
      const answer = await world.order(order);
      assert.equal(answer.status, 424);
      const { code, Message, OriginalStatusCode, ErrorCode } = errorOf(answer);
      assert.deepEqual([code, Message, OriginalStatusCode, ErrorCode], ["ModelError", noAnswer, 0, "INTERNAL_FAILURE_FROM_MODEL"]);
    });
  }

  test("what may have reached the model is never sent a second time", async () => {
    await world.order({ close: "once" });
    await world.invoke();
    assert.equal(world.journal().filter((line) => line === "reached once").length, 1);
  });

  test("an answer that is too large", async () => {
    const answer = await world.order({ bytes: limits.invocationBodyBytes + 1 });
    assert.equal(answer.status, 424);
    const { Message, OriginalStatusCode } = errorOf(answer);
    assert.equal(Message, `Received server error (500) from primary and could not load the entire response body. ${seeLogs}`);
    assert.equal(OriginalStatusCode, 500);
  });

  test("a container that dies is started again, and only what was in flight is lost", async () => {
    const { Message } = errorOf(await world.order({ exit: 1 }));
    assert.equal(Message, noAnswer);
    await until("the endpoint answers again", async () => {
      const answer = await world.invoke();
      if (answer.status === 200) return true;
      // Until it is back there is no healthy instance, or a connection that nobody takes. Before, while it dies, a request may still get
      // through to it by another connection that was kept open, and is lost with it.
      const { code, Message: why } = errorOf(answer);
      if (why !== noAnswer) assert.deepEqual([answer.status, code], [503, "ServiceUnavailable"]);
      return undefined;
    });
  });
});

describe("sizes", () => {
  test("a body of 7 MiB, above the service model's old limit, and one of exactly 25 MiB come back whole", async () => {
    for (const bytes of [7 * 1024 * 1024, limits.invocationBodyBytes]) {
      const received = await world.invoke({ body: Buffer.alloc(bytes) });
      assert.equal(JSON.parse(received.body.toString()).bytes, bytes);
      const answer = await world.order({ bytes });
      assert.deepEqual([answer.status, answer.body.length], [200, bytes]);
    }
  });

  for (const chunked of [false, true]) {
    test(`a body of one byte more is refused${chunked ? ", also when its length is not told" : ""}`, async () => {
      const answer = await world.invoke({ body: Buffer.alloc(limits.invocationBodyBytes + 1), chunked });
      assert.equal(answer.status, 413);
      const { code, Message } = errorOf(answer);
      assert.deepEqual([code, Message], ["413", `HTTP content length exceeded ${limits.invocationBodyBytes} bytes.`]);
    });
  }
});

describe("ValidationError", () => {
  const refused: readonly {
    when: string;
    endpoint?: string;
    headers?: Record<string, string>;
    message: string | RegExp;
    ErrorCode?: string;
  }[] = [
    { when: "the endpoint does not exist", endpoint: "nope", message: `Endpoint nope of account ${accountId} not found.` },
    { when: "the name is in another case", endpoint: "contrary", message: `Endpoint contrary of account ${accountId} not found.` },
    {
      when: "the name is no name",
      endpoint: "a_b",
      message:
        "1 validation error detected: Value 'a_b' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*",
    },
    {
      when: "the variant does not exist",
      headers: { "x-amzn-sagemaker-target-variant": "other" },
      message: `Variant other not found for endpoint ${EndpointName} of account ${accountId}.`,
    },
    {
      when: "a model of a multi-model endpoint is named",
      headers: { "x-amzn-sagemaker-target-model": "m.tar.gz" },
      message: `Endpoint ${EndpointName} is not a multi-model endpoint and does not support target model header.`,
      ErrorCode: "TARGET_MODEL_HEADER_NOT_SUPPORTED",
    },
    ...(
      [
        ["target-container-hostname", "TargetContainerHostname", "host"],
        ["inference-component", "InferenceComponentName", "component"],
        ["session-id", "SessionId", "NEW_SESSION"],
        ["enable-explanations", "EnableExplanations", "`true`"],
      ] as const
    ).map(([name, member, value]) => ({
      when: `${member} is given`,
      headers: { [`x-amzn-sagemaker-${name}`]: value },
      message: `Hostler does not support ${member} yet. Remove it.`,
    })),
    ...(
      [
        ["content-type", "contentType", "x".repeat(1025), "Member must have length less than or equal to 1024"],
        ["accept", "accept", "x".repeat(1025), "Member must have length less than or equal to 1024"],
        ["x-amzn-sagemaker-custom-attributes", "customAttributes", "x".repeat(1025), "Member must have length less than or equal to 1024"],
        ["x-amzn-sagemaker-inference-id", "inferenceId", "x".repeat(65), "Member must have length less than or equal to 64"],
        ["x-amzn-sagemaker-target-variant", "targetVariant", "v".repeat(64), "Member must have length less than or equal to 63"],
        ["x-amzn-sagemaker-target-variant", "targetVariant", "a b", "Member must satisfy regular expression pattern: .*"],
        ["x-amzn-sagemaker-session-id", "sessionId", "s".repeat(257), "Member must have length less than or equal to 256"],
      ] as const
    ).map(([name, member, value, constraint]) => ({
      when: `${name} is ${value.length > 10 ? "too long" : `"${value}"`}`,
      headers: { [name]: value },
      message: new RegExp(`^1 validation error detected: Value '.*' at '${member}' failed to satisfy constraint: ${constraint}$`),
    })),
  ];
  for (const { when, endpoint, headers, message, ErrorCode } of refused) {
    test(`when ${when}`, async () => {
      const answer = await world.invoke({ ...(endpoint && { endpoint }), headers: { "content-type": "text/plain", ...headers } });
      assert.equal(answer.status, 400, answer.body.toString());
      const error = errorOf(answer);
      assert.equal(error.code, "ValidationError");
      if (typeof message === "string") assert.equal(error.Message, message);
      else assert.match(String(error.Message), message);
      assert.equal(error.ErrorCode, ErrorCode);
    });
  }

  test("headers at their limits are taken", async () => {
    const headers = {
      accept: "x".repeat(1024),
      "x-amzn-sagemaker-custom-attributes": "x".repeat(1024),
      "x-amzn-sagemaker-inference-id": "x".repeat(64),
    };
    assert.equal((await world.invoke({ headers })).status, 200);
  });

  test("when the endpoint has failed, with its status", async () => {
    const { sagemaker } = world.clients;
    const ExecutionRoleArn = `arn:aws:iam::${accountId}:role/test`;
    await sagemaker.send(new CreateModelCommand({ ModelName: "nobody", ExecutionRoleArn, PrimaryContainer: { Image: "nobody/knows" } }));
    await createEndpoint(world.clients, "failed", [variantOf("nobody", 1)]);
    const { code, Message } = errorOf(await world.invoke({ endpoint: "failed" }));
    assert.deepEqual(
      [code, Message],
      ["ValidationError", `Endpoint failed of account ${accountId} is not in service: its status is Failed.`],
    );
  });

  for (const operation of ["invocations-response-stream", "async-invocations"]) {
    test(`${operation} is not served yet and says so`, async () => {
      const answer = await world.invoke({ path: `/endpoints/${EndpointName}/${operation}` });
      const { code, Message } = errorOf(answer);
      assert.deepEqual([answer.status, code], [400, "UnknownOperationException"]);
      assert.match(String(Message), /^Hostler does not serve SageMaker Runtime InvokeEndpoint(WithResponseStream|Async)\.$/);
    });
  }
});

test("a client that leaves ends its request at the container", async () => {
  const leaving = new AbortController();
  const answer = world.invoke({ body: JSON.stringify({ hang: "a client" }), signal: leaving.signal });
  await world.written("reached a client");
  leaving.abort();
  await assert.rejects(answer, { name: "AbortError" });
  await world.written("left a client");
});
