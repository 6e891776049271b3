import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { test } from "node:test";
import { systemClock } from "../lib/clock.ts";
import { openHttpLink } from "./http-link.ts";
import { LinkError, type LinkRequest, type StreamingLink } from "./instance-link.ts";

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

const fails = (link: StreamingLink, trouble: LinkError["trouble"], change: Partial<LinkRequest> = {}): Promise<void> =>
  assert.rejects(link.invoke({ ...request, ...change }), (error) => error instanceof LinkError && error.trouble === trouble);

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

test("an instance that answers something that is no HTTP has broken the request, and is not asked again", async () => {
  await using at = await instance((_, response) => response.socket?.end("I am no web server\r\n\r\n"));
  await fails(at.link, "broken");
  assert.equal(at.seen.length, 1);
});

test("a header that comes twice means nothing", async () => {
  await using at = await instance((_, response) => response.setHeader("x-amzn-sagemaker-custom-attributes", ["a", "b"]).end());
  assert.equal((await at.link.invoke(request)).customAttributes, undefined);
});

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
