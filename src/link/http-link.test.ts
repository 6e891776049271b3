import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { test } from "node:test";
import { systemClock } from "../lib/clock.ts";
import { openHttpLink } from "./http-link.ts";
import { type InstanceLink, LinkError, type LinkRequest } from "./instance-link.ts";

const request: LinkRequest = {
  contentType: undefined,
  accept: undefined,
  customAttributes: undefined,
  inferenceId: undefined,
  body: Buffer.from("a body"),
  timeoutMs: 10_000,
  maxResponseBytes: 1000,
  signal: new AbortController().signal,
};

/** An instance that answers with `answer`; `seen` counts the requests that reached it. */
async function instance(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    seen.push(incoming);
    incoming.resume();
    incoming.once("end", () => answer(incoming, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const link = openHttpLink({ port: (server.address() as AddressInfo).port }, systemClock);
  return {
    link,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await link.close();
    },
  };
}

const fails = (link: InstanceLink, trouble: LinkError["trouble"], change: Partial<LinkRequest> = {}): Promise<void> =>
  assert.rejects(link.invoke({ ...request, ...change }), (error) => error instanceof LinkError && error.trouble === trouble);

test("an answer comes back whole, whatever its status", async () => {
  await using at = await instance((_, response) => response.writeHead(418, { "content-type": "x/y; z=1" }).end("teapot"));
  const { status, contentType, body } = await at.link.invoke(request);
  assert.deepEqual([status, contentType, body.toString()], [418, "x/y; z=1", "teapot"]);
});

test("no header is invented: only length, host and connection are added", async () => {
  await using at = await instance((_, response) => response.end());
  await at.link.invoke({ ...request, accept: "a, b" });
  const [seen] = at.seen;
  assert.deepEqual([seen?.method, seen?.url], ["POST", "/invocations"]);
  assert.deepEqual(Object.keys(seen?.headers ?? {}).sort(), ["accept", "connection", "content-length", "host"]);
  assert.equal(seen?.headers["content-length"], "6");
});

test("an empty body is sent as one, with its length", async () => {
  await using at = await instance((_, response) => response.end());
  await at.link.invoke({ ...request, body: Buffer.alloc(0) });
  assert.equal(at.seen[0]?.headers["content-length"], "0");
});

test("an instance that does not answer in time is given up, and asked once", async () => {
  await using at = await instance(() => undefined);
  await fails(at.link, "timeout", { timeoutMs: 30 });
  assert.equal(at.seen.length, 1);
});

test("the time is for the whole answer, not for its beginning", async () => {
  await using at = await instance((_, response) => void response.writeHead(200).write("a beginning"));
  await fails(at.link, "timeout", { timeoutMs: 30 });
});

test("an answer of exactly the limit is taken, a byte more is too large", async () => {
  await using at = await instance(({ headers }, response) => response.end(Buffer.alloc(Number(headers["x-size"]))));
  assert.equal((await at.link.invoke({ ...request, further: [["x-size", "1000"]] })).body.length, 1000);
  await fails(at.link, "too-large", { further: [["x-size", "1001"]] });
});

test("an answer without end is cut off at the limit", async () => {
  await using at = await instance((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(100)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  await fails(at.link, "too-large");
});

test("a client that leaves ends the request at the instance", async () => {
  const leaving = new AbortController();
  let closed: Promise<unknown> | undefined;
  await using at = await instance((_, response) => {
    closed = once(response, "close");
    leaving.abort();
  });
  await fails(at.link, "gone", { signal: leaving.signal });
  await closed;
});

test("a client that has left already costs the instance nothing", async () => {
  await using at = await instance((_, response) => response.end());
  await fails(at.link, "gone", { signal: AbortSignal.abort() });
  assert.equal(at.seen.length, 0);
});

const breaks: readonly { when: string; answer: (response: ServerResponse) => void }[] = [
  { when: "closes without an answer", answer: (response) => response.socket?.destroy() },
  {
    when: "dies in the middle of its answer",
    answer: (response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.socket?.destroy());
    },
  },
  { when: "answers something that is no HTTP", answer: (response) => response.socket?.end("I am no web server\r\n\r\n") },
];
for (const { when, answer } of breaks) {
  test(`an instance that ${when} has broken the request, and is not asked again`, async () => {
    await using at = await instance((_, response) => answer(response));
    await fails(at.link, "broken");
    assert.equal(at.seen.length, 1);
  });
}

test("an instance that nobody listens at has not been sent the request", async () => {
  const probe = createNetServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  for (const address of [{ port }, { socket: "/tmp/hostler-no-such.sock" }]) {
    const link = openHttpLink(address, systemClock);
    await fails(link, "not-sent");
    await link.close();
  }
});

test("closing lets what is in flight finish", async () => {
  const answers: ServerResponse[] = [];
  const reached = Promise.withResolvers<void>();
  await using at = await instance((_, response) => {
    answers.push(response);
    reached.resolve();
  });
  const answer = at.link.invoke(request);
  await reached.promise;
  const closed = at.link.close();
  answers[0]!.end("late");
  assert.equal((await answer).body.toString(), "late");
  await closed;
});
