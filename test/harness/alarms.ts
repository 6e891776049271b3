/** CloudWatch's alarm operations inside the test: the real API server, operations, store and evaluator; a clock that stands still. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { cloudwatchModel } from "../../src/api/gen/cloudwatch.gen.ts";
import { createApiServer } from "../../src/api/server.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { AlarmEvaluator } from "../../src/control/alarm-evaluator.ts";
import { cloudwatchAlarmHandlers } from "../../src/control/operations/cloudwatch/cloudwatch-alarm-handlers.ts";
import { systemRng as rng } from "../../src/lib/rng.ts";
import { SqliteMetricStore } from "../../src/store/sqlite/metric-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type Answer, accountId, region } from "./control.ts";
import { ManualClock } from "./manual-clock.ts";

const credentials = { accessKeyId: "AKIDTEST", secret: "a-secret-of-this-test", region, service: "monitoring" };

/** When the clock begins: a round of evaluation is just over. */
export const alarmsStartMs = Date.UTC(2026, 10, 22, 22, 40, 2);

export interface Alarms extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly store: Store;
  readonly metrics: SqliteMetricStore;
  readonly evaluator: AlarmEvaluator;
  /** Unexpected errors. */
  readonly failures: unknown[];
  /** What was logged of alarms. */
  readonly logged: string[];
  /** Endpoints that were woken. */
  readonly woken: string[];
  /** Sends an operation as boto3 does, JSON 1.0 in query mode, in the region of the tests or in another one. */
  send(operation: string, input: unknown, at?: string): Promise<Answer>;
  /** Sends an operation that has to succeed, and gives its output. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as their clients do, without a schema
  call(operation: string, input: unknown): Promise<any>;
  /** Moves the clock on in steps of 10 s and evaluates after each. */
  run(seconds: number): Promise<void>;
}

export async function startAlarms(): Promise<Alarms> {
  const stack = new AsyncDisposableStack();
  const clock = new ManualClock(alarmsStartMs);
  const store = stack.use(await openSqliteStore(":memory:"));
  const [failures, logged, woken]: [unknown[], string[], string[]] = [[], [], []];
  const log = {
    info: (_: object, text: string) => void logged.push(text),
    warn: () => undefined,
    error: (fields: object) => void failures.push(fields),
  };
  const metrics = stack.use(await SqliteMetricStore.open({ path: ":memory:", defaultRegion: region, clock, log }));
  const ports = { store, metrics, clock, log, wake: (_: string, name: string) => void woken.push(name) };
  const evaluator = stack.use(new AlarmEvaluator(ports));
  const server = createApiServer({
    services: [cloudwatchModel],
    handlers: cloudwatchAlarmHandlers(ports),
    credentials: () => ({ secret: credentials.secret, accountId, arn: `arn:aws:iam::${accountId}:user/test` }),
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
  const send = async (operation: string, input: unknown, at = region): Promise<Answer> => {
    const body = JSON.stringify(input);
    const headers = {
      host: new URL(url).host,
      "x-amz-target": `GraniteServiceVersion20100801.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-mode": "true",
    };
    const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, Buffer.from(body), {
      ...credentials,
      region: at,
      nowMs: clock.now(),
    });
    const response = await fetch(url, { method: "POST", body, headers: signed });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    clock,
    store,
    metrics,
    evaluator,
    failures,
    logged,
    woken,
    send,
    call: async (operation, input) => {
      const answer = await send(operation, input);
      assert.equal(answer.status, 200, `${operation}: ${answer.text}`);
      return answer.body;
    },
    run: async (seconds) => {
      for (let left = seconds; left > 0; left -= 10) {
        clock.advance(10_000);
        await evaluator.evaluateDue();
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
