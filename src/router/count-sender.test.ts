/** From a request to a batch that control has kept. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BodyRoom, TakenRoom } from "../api/body-room.ts";
import type { CountedPlace } from "../core/metrics/invocation-counts.ts";
import type { CountBatch } from "../core/router-protocol.ts";
import { CountSender } from "./count-sender.ts";
import { InvocationLedger } from "./invocation-ledger.ts";

const place = (instance: string, window?: string): CountedPlace => ({
  region: "r",
  endpoint: "e",
  variant: "v",
  fleet: "f",
  config: "c",
  instance,
  zone: "a",
  ...(window !== undefined && { window: { change: "update-1", name: window } }),
});

/** Puts one place in the table and gives its counter. */
function tableOf(ledger: InvocationLedger, ...places: CountedPlace[]) {
  const counters: ReturnType<Parameters<Parameters<InvocationLedger["replace"]>[0]>[0]>[] = [];
  ledger.replace((of) => void counters.push(...places.map(of)));
  return counters;
}

function request(counter: ReturnType<typeof tableOf>[number], status = 200): void {
  counter.enter();
  counter.answered(status, 100, 150);
  counter.leave();
}

test("a batch is sent until it is kept, as it was; what happens meanwhile is in the next one", () => {
  const ledger = new InvocationLedger();
  const sender = new CountSender(ledger, "life");
  const [counter] = tableOf(ledger, place("i"));
  const sent: CountBatch[] = [];
  request(counter!);
  sender.tell(1); // control is away
  request(counter!, 503);
  sender.connected((batch) => sent.push(batch));
  sender.tell(2);
  request(counter!);
  sender.tell(3);
  sender.disconnected();
  sender.connected((batch) => sent.push(batch));
  assert.deepEqual(
    sent.map(({ batch, atMs, counts }) => [batch, atMs, counts[0]!.served, counts[0]!.serverErrors]),
    [
      [1, 2, 1, 1],
      [1, 2, 1, 1],
    ],
  );
  assert.ok(!sender.idle);
  sender.kept(1);
  sender.tell(4);
  assert.deepEqual([sent.at(-1)!.batch, sent.at(-1)!.counts[0]!.served], [2, 1]);
  sender.kept(2);
  sender.tell(5);
  assert.equal(sent.length, 3);
});

test("requests that found no memory for their bodies are told, also when there is nothing else", () => {
  const bodyRoom = new BodyRoom(1);
  const sender = new CountSender(new InvocationLedger(), "life", bodyRoom);
  const sent: CountBatch[] = [];
  sender.connected((batch) => sent.push(batch));
  using room = new TakenRoom(bodyRoom);
  for (let nth = 0; nth < 2; nth++) assert.throws(() => room.add(2), { status: 503 });
  for (const atMs of [1, 2]) {
    sender.tell(atMs);
    sender.kept(1);
  }
  assert.deepEqual(sent, [{ kind: "counts", life: "life", batch: 1, atMs: 1, counts: [], bodiesRefused: 2 }]);
});

test("a request is counted under the window it was routed by, although the table has moved on and the instance has left", () => {
  const ledger = new InvocationLedger();
  const [first] = tableOf(ledger, place("i", "shift-0"));
  first!.enter();
  const [second] = tableOf(ledger, place("i", "shift-1"));
  request(second!);
  tableOf(ledger);
  const early = ledger.take();
  assert.deepEqual(early.map(({ window, served, mostInFlight }) => [window?.name, served, mostInFlight]).sort(), [
    ["shift-0", 0, 1],
    ["shift-1", 1, 1],
  ]);
  first!.answered(200, 1, 2);
  first!.leave();
  assert.deepEqual(
    ledger.take().map(({ window, served }) => [window?.name, served]),
    [["shift-0", 1]],
  );
  assert.deepEqual(ledger.take(), []);
});

test("a table that names a place again goes on with its counter", () => {
  const ledger = new InvocationLedger();
  const [before] = tableOf(ledger, place("i"), place("k"));
  const [after] = tableOf(ledger, place("i"));
  assert.equal(after, before);
});

test("every way a request can end has its own counter", () => {
  const ledger = new InvocationLedger();
  const [counter] = tableOf(ledger, place("i"));
  for (const status of [200, 204, 400, 404, 500, 302]) request(counter!, status);
  counter!.broken();
  counter!.refused("unserved");
  counter!.abandoned();
  const counted = ledger.take()[0]!;
  const { served, clientErrors, serverErrors, broken, refused, abandoned } = counted;
  assert.deepEqual([served, clientErrors, serverErrors, broken, refused, abandoned], [2, 2, 1, 2, 1, 1]);
  const sums = [counted.modelLatency, counted.overheadLatency, counted.totalLatency].map(({ sumUs }) => sumUs);
  assert.deepEqual(sums, [600, 300, 900]);
});
