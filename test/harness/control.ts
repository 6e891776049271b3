/**
 * The control plane inside the test: the real API server, operations, store and reconciler; instances and routers only pretend.
 * It starts in milliseconds, its clock stands still, and a test can hold an endpoint in any state.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DescribeEndpointOutput } from "../../src/api/gen/sagemaker.gen.ts";
import { sagemakerModel } from "../../src/api/gen/sagemaker.gen.ts";
import { createApiServer } from "../../src/api/server.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { ReceiptWriter } from "../../src/control/receipt-writer.ts";
import { Reconciler } from "../../src/control/reconciler.ts";
import { RoutePublisher } from "../../src/control/route-publisher.ts";
import { sagemakerHandlers } from "../../src/control/sagemaker-handlers.ts";
import type { FromRouter, ToRouter } from "../../src/core/router-protocol.ts";
import type { RouteTable } from "../../src/core/routes.ts";
import { keepConnected } from "../../src/lib/channel.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { systemRng as rng } from "../../src/lib/rng.ts";
import { FolderStore } from "../../src/objects/folder/folder-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { FakeBackend } from "./fake-backend.ts";
import { ManualClock } from "./manual-clock.ts";

export const accountId = "111122223333";
export const region = "us-east-1";
const credentials = { accessKeyId: "AKIDTEST", secret: "a-secret-of-this-test", region, service: "sagemaker" };

/** When the clock of every control plane begins. */
export const startMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as their clients do, without a schema
  readonly body: any;
}

export interface Control extends AsyncDisposable {
  readonly url: string;
  readonly clock: ManualClock;
  readonly backend: FakeBackend;
  readonly objects: FolderStore;
  readonly store: Store;
  /** Lets the reconciler look at an endpoint. */
  readonly wake: (endpoint: string) => void;
  /** What the router has last heard. */
  readonly routes: () => RouteTable | undefined;
  /** Unexpected errors. */
  readonly failures: readonly unknown[];
  /** Sends an operation of SageMaker, signed. A text is sent as it is, anything else as JSON. */
  send(operation: string, input: unknown): Promise<Answer>;
  /** Sends an operation that has to succeed, and gives its output. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  call(operation: string, input: unknown): Promise<any>;
  /** Everything that is remembered, to see whether a refused request has changed it. */
  remembered(): Promise<unknown>;
  /** Looks at an endpoint until it has the status, or until it is gone. */
  settled(endpoint: string, status: string): Promise<DescribeEndpointOutput>;
  gone(endpoint: string): Promise<void>;
}

export async function startControl(): Promise<Control> {
  const dir = mkdtempSync(join(tmpdir(), "hostler-c-"));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(dir, { recursive: true, force: true }));
  const clock = new ManualClock(startMs);
  const failures: unknown[] = [];
  const store = stack.use(await openSqliteStore(":memory:"));
  const objects = stack.use(await FolderStore.open({ dir: join(dir, "objects"), clock, rng }));
  const backend = stack.use(new FakeBackend());
  const socket = join(dir, "routers.sock");
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void failures.push(fields) };
  const receipts = stack.use(await ReceiptWriter.open({ store, clock, log, term: 1 }));
  let reconciler: Reconciler | undefined;
  const publisher = stack.use(
    await RoutePublisher.open({
      socket,
      term: 1,
      aliveRouters: () => ["router-1"],
      acked: () => reconciler?.wakeMoving(),
      counted: (batch) => receipts.count(batch),
    }),
  );
  const router = stack.use(fakeRouter(socket));
  const working = stack.use(new Reconciler({ store, backend, publisher, receipts, clock, rng, log }));
  reconciler = working;
  working.wakeAll();
  const server = createApiServer({
    services: [sagemakerModel],
    handlers: sagemakerHandlers({
      store,
      objects,
      backend,
      subnets: { subnets: store.subnets, zones: () => backend.view().zones },
      blobs: join(dir, "blobs"),
      clock,
      rng,
      wake: (at, name) => working.wake(at, name),
    }),
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
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = async (operation: string, input: unknown): Promise<Answer> => {
    const body = typeof input === "string" ? input : JSON.stringify(input);
    const headers = { host: new URL(url).host, "x-amz-target": `SageMaker.${operation}`, "content-type": "application/x-amz-json-1.1" };
    const signer = { ...credentials, nowMs: clock.now() };
    const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, Buffer.from(body), signer);
    const response = await fetch(url, { method: "POST", body, headers: signed });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
  };
  const call = async (operation: string, input: unknown): Promise<unknown> => {
    const answer = await send(operation, input);
    assert.equal(answer.status, 200, `${operation}: ${answer.text}`);
    return answer.body;
  };
  /** Looks again in every turn of the event loop until `look` gives something; everything here happens within a few turns. */
  const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
    for (let turn = 0; turn < 2000; turn++) {
      const found = await look();
      if (found !== undefined) return found;
      await nextTurn();
    }
    throw new Error(`${what} did not come about. ${failures.map(String).join("; ")}`);
  };
  return {
    url,
    clock,
    backend,
    objects,
    store,
    wake: (endpoint) => working.wake(region, endpoint),
    routes: router.table,
    failures,
    send,
    call,
    remembered: () => everything(store),
    settled: (endpoint, status) =>
      until(`Endpoint ${endpoint} being ${status}`, async () => {
        const described = (await call("DescribeEndpoint", { EndpointName: endpoint })) as DescribeEndpointOutput;
        return described.EndpointStatus === status ? described : undefined;
      }),
    gone: async (endpoint) => {
      await until(`The end of endpoint ${endpoint}`, async () => {
        const { status } = await send("DescribeEndpoint", { EndpointName: endpoint });
        return status === 400 ? true : undefined;
      });
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** A router that acknowledges every table it is given. */
function fakeRouter(socket: string): Disposable & { table: () => RouteTable | undefined } {
  let latest: RouteTable | undefined;
  const connection = keepConnected<FromRouter, ToRouter>(socket, systemClock, (peer) => {
    peer.send({ kind: "hello", router: "router-1" });
    return {
      message: (message) => {
        if (message.kind !== "routes") return;
        latest = message.table;
        peer.send({ kind: "ack", epoch: latest.epoch, busy: [] });
      },
      closed: () => undefined,
    };
  });
  return { table: () => latest, [Symbol.dispose]: () => connection[Symbol.dispose]() };
}

async function everything({ documents, subnets, tags }: Store): Promise<unknown> {
  const rows = [
    ...(await documents.all<{ arn: string }>("model")),
    ...(await documents.all<{ arn: string }>("endpoint-config")),
    ...(await documents.all<{ arn: string }>("endpoint")),
  ];
  const tagged = await Promise.all(rows.map(async ({ document }) => [document.arn, await tags.of(document.arn)]));
  return { rows, subnets: await subnets.list(), tagged };
}
