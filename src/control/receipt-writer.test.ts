import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../../test/harness/counts.ts";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { until } from "../../test/harness/until.ts";
import type { Receipt } from "../core/receipt.ts";
import { windowOf } from "../core/rollout-window.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { ReceiptWriter } from "./receipt-writer.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const batch = (number: number, ...counts: ReturnType<typeof countOf>[]) =>
  ({ kind: "counts", life: "r", batch: number, atMs: 0, counts }) as const;

/** An endpoint in the middle of an update, and requests of its first window. */
function updating() {
  const world = new EndpointWorld();
  world.run(10);
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } });
  world.turn();
  const window = windowOf(world.endpoint!.change)!;
  const served = (requests: number) => countOf({ served: requests, window });
  return { world, served };
}

test("a batch is acknowledged once it is stored, although the store fails and the endpoint is looked at meanwhile; then control dies", async () => {
  const { world, served } = updating();
  await using store = await openSqliteStore(":memory:");
  let failing = false;
  const put: typeof store.receipts.put = (receipt) => (failing ? Promise.reject(new Error("full")) : store.receipts.put(receipt));
  const clock = new ManualClock(world.now);
  const ports = { store: { ...store, receipts: { ...store.receipts, put } }, clock, log: silent, term: 0 };
  using writer = await ReceiptWriter.open(ports);
  await writer.count(batch(1, countOf({ served: 4 })));
  await writer.observe("r", "e", world.endpoint);
  failing = true;
  let kept = false;
  const counting = writer.count(batch(2, served(7))).then((answer) => {
    kept = answer;
  });
  world.run(100);
  await writer.observe("r", "e", world.endpoint); // the update is over by now
  assert.ok(!kept);
  failing = false;
  await until("the batch is kept", () => {
    clock.advance(1_000);
    return kept;
  });
  await counting;
  const [stored] = await store.receipts.of<Receipt>("arn:e", 10);
  assert.deepEqual([stored?.outcome, stored?.before.served, stored?.windows[0]?.variants.v?.blue.served], ["Succeeded", 4, 7]);

  using next = await ReceiptWriter.open(ports);
  await next.count(batch(2, served(7))); // the acknowledgement was lost
  await next.count(batch(3, served(1)));
  const [again] = await store.receipts.of<Receipt>("arn:e", 10);
  assert.equal(again?.windows[0]?.variants.v?.blue.served, 8);
  clock.advance(200_000);
  await next.tidy();
  assert.deepEqual(await store.receipts.open(), []);
});

test("what cannot be stored before the end is not acknowledged", async () => {
  const { world, served } = updating();
  await using store = await openSqliteStore(":memory:");
  const put = () => Promise.reject(new Error("full"));
  const ports = { store: { ...store, receipts: { ...store.receipts, put } }, clock: new ManualClock(0), log: silent, term: 0 };
  const writer = await ReceiptWriter.open(ports);
  await writer.observe("r", "e", world.endpoint);
  const counting = writer.count(batch(1, served(1)));
  writer[Symbol.dispose]();
  assert.equal(await counting, false);
});

test("what comes after the end of the term is neither stored nor acknowledged", async () => {
  const { world, served } = updating();
  await using store = await openSqliteStore(":memory:");
  const term = await store.terms.begin();
  using writer = await ReceiptWriter.open({ store, clock: new ManualClock(0), log: silent, term });
  await writer.observe("r", "e", world.endpoint);
  assert.equal(await writer.count(batch(1, served(1))), true);
  assert.equal(await store.terms.begin(), term + 1);
  assert.equal(await writer.count(batch(2, served(1))), false);
  const [stored] = await store.receipts.of<Receipt>("arn:e", 10);
  assert.equal(stored?.windows[0]?.variants.v?.blue.served, 1);
});

test("a change may go on only once its receipt was stored, and whatever the store does later", async () => {
  const { world } = updating();
  await using store = await openSqliteStore(":memory:");
  let failing = true;
  const put: typeof store.receipts.put = (receipt) => (failing ? Promise.reject(new Error("full")) : store.receipts.put(receipt));
  const ports = { store: { ...store, receipts: { ...store.receipts, put } }, clock: new ManualClock(0), log: silent, term: 0 };
  using writer = await ReceiptWriter.open(ports);
  assert.equal(await writer.observe("r", "e", world.endpoint), false);
  assert.equal(await writer.observe("r", "e", world.endpoint), false);
  failing = false;
  assert.equal(await writer.observe("r", "e", world.endpoint), true);
  failing = true;
  world.run(100);
  assert.equal(await writer.observe("r", "e", world.endpoint), true);
  using next = await ReceiptWriter.open(ports);
  assert.equal(await next.observe("r", "e", world.endpoint), true);
});

test("counts of a change without a receipt here are left to the control plane that may have begun it", async () => {
  const { served } = updating();
  await using store = await openSqliteStore(":memory:");
  const term = await store.terms.begin();
  using writer = await ReceiptWriter.open({ store, clock: new ManualClock(0), log: silent, term });
  assert.equal(await writer.count(batch(1, served(1))), true, "nobody else leads: the change is over");
  await store.terms.begin();
  assert.equal(await writer.count(batch(2, served(1))), false);
});

test("the receipt of an endpoint that went when nobody looked ends when control starts", async () => {
  const { world } = updating();
  await using store = await openSqliteStore(":memory:");
  const ports = { store, clock: new ManualClock(world.now), log: silent, term: 0 };
  {
    using writer = await ReceiptWriter.open(ports);
    for (const name of ["e", "other"]) await writer.observe("r", name, { ...world.endpoint!, name, arn: `arn:${name}` });
  }
  using next = await ReceiptWriter.open(ports);
  assert.equal(await next.observeAll([world.endpoint!]), true);
  const outcomes = async (arn: string) => (await store.receipts.of<Receipt>(arn, 10)).map(({ outcome, endedMs }) => [outcome, endedMs]);
  assert.deepEqual(await outcomes("arn:e"), [["InProgress", undefined]]);
  assert.deepEqual(await outcomes("arn:other"), [["Interrupted", world.now]]);
});

test("the last 50 receipts of an endpoint are kept", async () => {
  await using store = await openSqliteStore(":memory:");
  const put = (endpointArn: string, startedMs: number) =>
    store.receipts.put({ endpointArn, id: `update-${startedMs}`, startedMs, open: false, term: 0, document: startedMs });
  await put("arn:other", 1);
  for (let startedMs = 1; startedMs <= 60; startedMs++) await put("arn:e", startedMs);
  const kept = await store.receipts.of<number>("ARN:E", 100);
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [50, 60, 11]);
  assert.deepEqual(await store.receipts.of("arn:other", 100), [1]);
  assert.equal(await store.receipts.find("arn:e", "update-60"), 60);
  assert.equal(await store.receipts.find("arn:e", "update-1"), undefined);
});
