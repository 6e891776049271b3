/** What becomes of a request over HTTP whose instance dies: sent again elsewhere only if it cannot have been read. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import { openHttpLink } from "../../src/link/http-link.ts";
import type { LinkError, LinkTrouble } from "../../src/link/instance-link.ts";
import { onePieceBytes, UnreadRequests } from "../../src/link/unread-requests.ts";

const request = {
  contentType: "text/csv",
  accept: undefined,
  customAttributes: undefined,
  inferenceId: undefined,
  body: Buffer.from("1,2,3"),
  timeoutMs: 30_000,
  maxResponseBytes: 1000,
  signal: new AbortController().signal,
};

async function begun(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "one-request-server.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const heard = async (): Promise<string> => String((await lines.next()).value);
  return {
    port: Number((await heard()).split(" ")[1]),
    heard,
    pid: child.pid!,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** A link with one idle connection to a server. */
async function linked(...args: string[]) {
  const server = await begun(...args);
  const link = openHttpLink({ port: server.port }, systemClock);
  await link.invoke(request);
  await new Promise((idle) => setTimeout(idle)); // the connection is free for the next request
  return {
    ...server,
    link,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await link.close();
    },
  };
}

/** Kills it and looks at nothing else until its last thread is dead, so that no event of its connections is seen before. */
function killNow(pid: number): void {
  const lives = (): boolean =>
    !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8")) || readdirSync(`/proc/${pid}/task`).length > 1;
  process.kill(pid, "SIGKILL");
  const giveUp = performance.now() + 10_000;
  while (lives()) if (performance.now() > giveUp) throw new Error("It lives.");
}

/** It failed for this reason on a connection that there was, and not because there was none. */
const failed = (answer: Promise<unknown>, trouble: LinkTrouble, code: string): Promise<void> =>
  assert.rejects(answer, (error: LinkError) => {
    assert.deepEqual([error.trouble, (error.cause as NodeJS.ErrnoException).code], [trouble, code]);
    return true;
  });

const written = (): Promise<void> => new Promise((then) => setImmediate(() => setImmediate(then)));

/** What undici says when the other side has closed. */
const ended = "UND_ERR_SOCKET";

test("a request that the instance left unread in its socket when it died has not been sent", async () => {
  await using at = await linked();
  process.kill(at.pid, "SIGSTOP");
  const answer = at.link.invoke(request);
  await written();
  killNow(at.pid);
  await failed(answer, "not-sent", "ECONNRESET");
});

test("one that may have arrived in pieces is broken", async () => {
  await using at = await linked();
  process.kill(at.pid, "SIGSTOP");
  const answer = at.link.invoke({ ...request, body: Buffer.alloc(onePieceBytes + 1) });
  await written();
  killNow(at.pid);
  await failed(answer, "broken", "ECONNRESET");
});

test("one that was read before the instance died is broken", async () => {
  await using at = await linked();
  const answer = at.link.invoke(request);
  await at.heard();
  killNow(at.pid);
  await failed(answer, "broken", ended);
});

test("one on a connection that a living instance resets is broken, for it may have been read", async () => {
  await using at = await linked("reset");
  await failed(at.link.invoke(request), "broken", "ECONNRESET");
});

/** Ends a connection as undici does after `scene`, which kills its server; tells if a request on it was unread. */
async function unreadAfter(scene: (server: Awaited<ReturnType<typeof begun>>, send: () => void) => Promise<void>): Promise<boolean> {
  await using server = await begun("silent");
  const unread = new UnreadRequests(server.port, systemClock);
  const socket = await new Promise<Socket>((resolve, reject) => {
    const target = { hostname: "127.0.0.1", protocol: "http:", port: String(server.port) };
    unread.connector({})(target, (...[error, connected]) => (error ? reject(error) : resolve(connected)));
  });
  socket.on("end", () => socket.destroy(new Error("other side closed"))).resume();
  const error = new Promise((resolve) => socket.once("error", resolve));
  assert.equal(await server.heard(), "accepted");
  await scene(server, () => socket.write("POST /invocations HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\n\r\n1"));
  return unread.unread(await error);
}

test("a connection that ended before the request came to it leaves the request unread", async () => {
  const unread = await unreadAfter(async ({ pid }, send) => {
    killNow(pid);
    send();
  });
  assert.equal(unread, true);
});

test("one that ended after it was read does not", async () => {
  const unread = await unreadAfter(async ({ pid, heard }, send) => {
    send();
    assert.equal(await heard(), "read");
    killNow(pid);
  });
  assert.equal(unread, false);
});
