/** CloudWatch Logs inside the test: the real API server, operations and store; instances only pretend, and a test writes what they print. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { logsModel } from "../../src/api/gen/logs.gen.ts";
import { createApiServer } from "../../src/api/server.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { InstanceLogs } from "../../src/control/instance-logs.ts";
import { logsHandlers } from "../../src/control/operations/logs/logs-handlers.ts";
import { systemRng as rng } from "../../src/lib/rng.ts";
import type { LogStore } from "../../src/store/log-store.ts";
import { openSqliteLogStore } from "../../src/store/sqlite/log-store.ts";
import { type Answer, accountId, region, startMs } from "./control.ts";
import { FakeBackend } from "./fake-backend.ts";
import { ManualClock } from "./manual-clock.ts";

const credentials = { accessKeyId: "AKIDTEST", secret: "a-secret-of-this-test", service: "logs" };

export interface LogServer extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly store: LogStore;
  readonly instanceLogs: InstanceLogs;
  /** Unexpected errors. */
  readonly failures: readonly unknown[];
  /** Sends an operation, signed for the region. A text is sent as it is, anything else as JSON. */
  send(operation: string, input: unknown, at?: string): Promise<Answer>;
  /** Sends an operation that has to succeed, and gives its output. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as their clients do, without a schema
  call(operation: string, input: unknown, at?: string): Promise<any>;
  /** Every group, stream and event, to see whether a refused request has changed them. */
  remembered(): Promise<unknown>;
  /** Appends to the log of an instance: `ENDPOINT/VARIANT/INSTANCE`. */
  print(file: string, text: string | Buffer): void;
  /** Moves the log of an instance aside, as the agent does when it is too large. */
  rotate(file: string): void;
  /** Takes instances up anew, as after a restart of control. */
  restart(): Promise<void>;
}

export async function startLogServer(maxBytes?: number): Promise<LogServer> {
  const dir = mkdtempSync(join(tmpdir(), "hostler-l-"));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(dir, { recursive: true, force: true }));
  const clock = new ManualClock(startMs);
  const failures: unknown[] = [];
  const store = stack.use(await openSqliteLogStore(":memory:", maxBytes));
  const backend = stack.use(new FakeBackend());
  const log = { warn: (fields: object) => void failures.push(fields) };
  const openInstances = () => InstanceLogs.open({ logs: dir, logStore: store, backend, clock, defaultRegion: region, log });
  let instanceLogs = await openInstances();
  const server = createApiServer({
    services: [logsModel],
    handlers: logsHandlers({ logStore: store, instanceLogs: { catchUp: (endpoint) => instanceLogs.catchUp(endpoint) }, clock }),
    credentials: (id) =>
      id === credentials.accessKeyId ? { secret: credentials.secret, accountId, arn: `arn:aws:iam::${accountId}:user/test` } : undefined,
    defaultRegion: region,
    accountId,
    clock,
    rng,
    log: { failed: ({ error }) => void failures.push(error) },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = async (operation: string, input: unknown, at = region): Promise<Answer> => {
    const body = typeof input === "string" ? input : JSON.stringify(input);
    const headers = { host, "x-amz-target": `Logs_20140328.${operation}`, "content-type": "application/x-amz-json-1.1" };
    const signer = { ...credentials, region: at, nowMs: clock.now() };
    const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, Buffer.from(body), signer);
    const response = await fetch(`http://${host}`, { method: "POST", body, headers: signed });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
  };
  const path = (file: string): string => join(dir, "endpoints", `${file}.log`);
  return {
    clock,
    store,
    get instanceLogs() {
      return instanceLogs;
    },
    failures,
    send,
    call: async (operation, input, at) => {
      const answer = await send(operation, input, at);
      assert.equal(answer.status, 200, `${operation}: ${answer.text}`);
      return answer.body;
    },
    remembered: async () => {
      const groups = await store.listGroups(region, { limit: 1000 });
      const key = (name: string) => ({ region, name });
      const streams = groups.map(({ name }) => store.listStreams(key(name), { sortBy: "name", descending: false, limit: 1000 }));
      const events = groups.map(({ name }) => store.read(key(name), { take: "oldest", limit: 1000, maxBytes: 1e9 }));
      return { groups, streams: await Promise.all(streams), events: await Promise.all(events) };
    },
    print: (file, text) => {
      mkdirSync(dirname(path(file)), { recursive: true });
      appendFileSync(path(file), text);
    },
    rotate: (file) => {
      copyFileSync(path(file), `${path(file)}.1`);
      truncateSync(path(file));
    },
    restart: async () => {
      instanceLogs = await openInstances();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The log server of a test file, with group `g` and its stream `s`. It must end without an unexpected error. */
export function logServerOfFile(prepare: (server: LogServer) => Promise<void> = async () => undefined): () => LogServer {
  let server: LogServer | undefined;
  before(async () => {
    server = await startLogServer();
    await server.call("CreateLogGroup", { logGroupName: "g" });
    await server.call("CreateLogStream", { logGroupName: "g", logStreamName: "s" });
    await prepare(server);
  });
  after(async () => {
    const failures = server?.failures ?? [];
    await server?.[Symbol.asyncDispose]();
    assert.deepEqual(failures, []);
  });
  return () => server!;
}
