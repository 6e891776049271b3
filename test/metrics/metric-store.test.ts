/** What the store of metrics promises: periods, percentiles, minutes that survive a restart, and bounds. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { limits } from "../../src/limits.ts";
import type { MetricKey, MetricSample } from "../../src/store/metric-store.ts";
import { SqliteMetricStore } from "../../src/store/sqlite/metric-store.ts";
import { ManualClock } from "../harness/manual-clock.ts";

const region = "us-east-1";
const minute = 60_000;
const day = 24 * 60 * minute;
/** A full hour, so that every period of this test begins with it. */
const startMs = Date.UTC(2026, 0, 2, 3);
const log = { warn: () => undefined };
const key = (name: string, ...dimensions: [string, string][]): MetricKey => ({
  region,
  namespace: "Test",
  name,
  dimensions: dimensions.map(([name, value]) => ({ name, value })),
});
const latency = key("Latency", ["EndpointName", "e"]);
const sample = (atMs: number, values: number[], more: Partial<MetricSample> = {}): MetricSample => ({
  key: latency,
  atMs,
  unit: "Microseconds",
  values,
  ...more,
});
const last = (clock: ManualClock, ms: number, periodMs: number) => ({ startMs: clock.now() - ms, endMs: clock.now() + 1, periodMs });

async function open(clock: ManualClock, path = ":memory:"): Promise<SqliteMetricStore> {
  return SqliteMetricStore.open({ path, defaultRegion: region, clock, log });
}

/** Lets the writing that the clock has set off finish: a read waits for its turn. */
async function advance(store: SqliteMetricStore, clock: ManualClock, ms: number): Promise<void> {
  clock.advance(ms);
  await store.read(latency, last(clock, minute, minute));
}

test("fine data is read by the second, the ten seconds and the minute", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  store.record([sample(startMs, [1, 2]), sample(startMs + 1500, [3]), sample(startMs + 12_000, [10], { counts: [5] })]);
  clock.advance(30_000);
  const totals = async (periodMs: number) =>
    (await store.read(latency, last(clock, minute, periodMs))).map(({ atMs, sum, sampleCount }) => [atMs - startMs, sum, sampleCount]);
  assert.deepEqual(await totals(1000), [
    [0, 3, 2],
    [1000, 3, 1],
    [12_000, 50, 5],
  ]);
  assert.deepEqual(await totals(10_000), [
    [0, 6, 3],
    [10_000, 50, 5],
  ]);
  assert.deepEqual(await totals(minute), [[0, 56, 8]]);
});

test("minutes are there before, while and after they are written, and add up to longer periods", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  for (let at = 0; at < 10; at++) {
    store.record([sample(clock.now(), [at + 1])]);
    await advance(store, clock, minute);
    const read = await store.read(latency, last(clock, 20 * minute, minute));
    assert.deepEqual(
      read.map(({ sum }) => sum),
      Array.from({ length: at + 1 }, (_, index) => index + 1),
    );
  }
  const five = await store.read(latency, { startMs, endMs: startMs + 10 * minute, periodMs: 5 * minute });
  assert.deepEqual(
    five.map(({ atMs, sum, minimum, maximum, sampleCount }) => [atMs - startMs, sum, minimum, maximum, sampleCount]),
    [
      [0, 15, 1, 5, 5],
      [5 * minute, 40, 6, 10, 5],
    ],
  );
  assert.ok(Math.abs(five[0]!.percentile(50) - 3) <= 0.03);
  const shifted = await store.read(latency, {
    startMs: startMs + 2 * minute,
    endMs: startMs + 7 * minute,
    periodMs: 5 * minute,
    originMs: startMs + 2 * minute,
  });
  assert.deepEqual(
    shifted.map(({ atMs, sum }) => [atMs - startMs, sum]),
    [[2 * minute, 25]],
  );
});

test("minutes survive a restart, also one in the middle of a minute; late samples join their minute", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-metrics-"));
  try {
    const path = join(dir, "metrics.db");
    const clock = new ManualClock(startMs);
    {
      await using store = await open(clock, path);
      store.record([sample(startMs, [1]), sample(startMs + 1000, [2])]);
      clock.advance(20_000);
    }
    await using store = await open(clock, path);
    store.record([sample(clock.now(), [3])]);
    await advance(store, clock, 2 * minute);
    store.record([sample(startMs + 30_000, [10])]);
    const read = await store.read(latency, last(clock, 5 * minute, minute));
    assert.deepEqual(
      read.map(({ sum, sampleCount, maximum }) => [sum, sampleCount, maximum]),
      [[16, 4, 10]],
    );
    assert.deepEqual(await store.list({ region, namespace: "Test" }), [latency]);
    await advance(store, clock, 2 * minute);
    assert.equal((await store.read(latency, last(clock, 5 * minute, minute)))[0]!.sum, 16);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("minutes that cannot be written stay readable and are written later", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-metrics-"));
  try {
    const path = join(dir, "metrics.db");
    const clock = new ManualClock(startMs);
    const warnings: string[] = [];
    const store = await SqliteMetricStore.open({
      path,
      defaultRegion: region,
      clock,
      log: { warn: (_, text) => void warnings.push(text) },
    });
    using file = new DatabaseSync(path);
    file.exec("create trigger full before insert on minutes begin select raise(abort, 'disk is full'); end");
    store.record([sample(startMs, [1, 2])]);
    await advance(store, clock, 2 * minute);
    assert.deepEqual(warnings, ["metrics could not be written"]);
    assert.equal((await store.read(latency, last(clock, 5 * minute, minute)))[0]?.sum, 3);
    file.exec("drop trigger full");
    store.record([sample(startMs + 1000, [4])]);
    await advance(store, clock, minute);
    assert.equal((await store.read(latency, last(clock, 5 * minute, minute)))[0]?.sum, 7);
    await store[Symbol.asyncDispose]();
    assert.equal(file.prepare("select count(*) as minutes from minutes").get()!.minutes, 1);
    assert.equal(warnings.length, 1);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a file of another version is refused, and left as it is", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-metrics-"));
  try {
    const path = join(dir, "metrics.db");
    using file = new DatabaseSync(path);
    file.exec("pragma user_version = 7");
    await assert.rejects(open(new ManualClock(startMs), path), /its format is 7.*move it away/);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("the metrics of a file from before they had a region are those of the default region", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-metrics-"));
  try {
    const path = join(dir, "metrics.db");
    const clock = new ManualClock(startMs);
    const named = key('a "name", with [brackets]', ["ö", "e/1"]);
    {
      await using store = await open(clock, path);
      store.record([sample(startMs, [1, 2], { key: named })]);
    }
    {
      using file = new DatabaseSync(path);
      file.exec(`update series set key = '[' || substr(key, ${JSON.stringify([region]).length + 1}); pragma user_version = 1`);
      assert.match(String(file.prepare("select key from series").get()!.key), /^\["Test",/);
    }
    for (const restart of ["the first", "another"]) {
      await using store = await SqliteMetricStore.open({ path, defaultRegion: "eu-west-1", clock, log });
      const moved = { ...named, region: "eu-west-1" };
      assert.deepEqual(await store.list({ region: "eu-west-1" }), [moved], restart);
      assert.deepEqual(await store.list({ region }), []);
      assert.equal((await store.read(moved, last(clock, minute, minute)))[0]!.sum, 3);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("the 99th percentile of a minute on disk is within one percent", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  store.record([
    sample(
      startMs,
      Array.from({ length: 1000 }, (_, at) => -500 + at),
    ),
  ]);
  await advance(store, clock, 3 * minute);
  const [period] = await store.read(latency, last(clock, 5 * minute, minute));
  assert.ok(Math.abs(period!.percentile(99) - 489) <= 4.9, String(period!.percentile(99)));
  assert.ok(Math.abs(period!.percentile(10) + 401) <= 4.1, String(period!.percentile(10)));
});

test("each unit of a metric stands by itself", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  store.record([sample(startMs, [1], { unit: "Seconds" }), sample(startMs, [1000], { unit: "Milliseconds" })]);
  const read = (unit?: string) => store.read(latency, { ...last(clock, minute, minute), ...(unit ? { unit } : {}) });
  assert.deepEqual(
    (await read()).map(({ unit, sum }) => [unit, sum]),
    [
      ["Milliseconds", 1000],
      ["Seconds", 1],
    ],
  );
  assert.deepEqual(
    (await read("Seconds")).map(({ sum }) => sum),
    [1],
  );
  assert.deepEqual(await read("Bytes"), []);
  assert.equal((await store.list({ region })).length, 1);
});

test("metrics are listed by namespace, name and dimensions, with and without value", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  const keys = [key("A", ["x", "1"]), key("A", ["x", "2"], ["y", "1"]), key("B", ["y", "1"]), key("C")];
  store.record(keys.map((key) => sample(startMs, [1], { key })));
  const listed = async (filter: Partial<Parameters<typeof store.list>[0]>) =>
    (await store.list({ region, ...filter })).map((each) =>
      keys.findIndex((one) => one.name === each.name && one.dimensions.length === each.dimensions.length),
    );
  assert.deepEqual(await listed({}), [0, 1, 2, 3]);
  assert.deepEqual(await listed({ name: "A" }), [0, 1]);
  assert.deepEqual(await listed({ namespace: "Other" }), []);
  assert.deepEqual(await listed({ dimensions: [{ name: "y" }] }), [1, 2]);
  assert.deepEqual(await listed({ dimensions: [{ name: "x", value: "2" }, { name: "y" }] }), [1]);
  await advance(store, clock, 4 * 60 * minute);
  assert.deepEqual(await listed({ activeSinceMs: clock.now() - 3 * 60 * minute }), []);
  await advance(store, clock, 15 * day);
  assert.deepEqual(await listed({}), []);
});

test("fine data goes after 15 minutes, minutes after 15 days, and a metric with its last one", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  store.record([sample(startMs, [1])]);
  await advance(store, clock, 20 * minute);
  assert.deepEqual(await store.read(latency, last(clock, 30 * minute, 10_000)), []);
  assert.equal((await store.read(latency, last(clock, 30 * minute, minute))).length, 1);
  await advance(store, clock, 14 * day);
  assert.equal((await store.read(latency, last(clock, 15 * day, minute))).length, 1);
  await advance(store, clock, 2 * day);
  assert.deepEqual(await store.read(latency, last(clock, 30 * day, minute)), []);
});

test("a range of many days is read whole", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  for (let at = 0; at < 4000; at++) store.record([sample(startMs - at * minute, [1])]);
  await advance(store, clock, 3 * minute);
  const read = await store.read(latency, { startMs: startMs - 10 * day, endMs: clock.now(), periodMs: 30 * day });
  assert.equal(
    read.reduce((sum, period) => sum + period.sum, 0),
    4000,
  );
});

test("what is no number, too old, too far ahead or of one metric too many is dropped and counted", async () => {
  const clock = new ManualClock(startMs);
  await using store = await open(clock);
  store.record([
    sample(startMs, [Number.NaN]),
    sample(startMs, [Number.POSITIVE_INFINITY]),
    sample(startMs, [1], { counts: [0] }),
    sample(startMs, []),
    sample(startMs - 16 * day, [1]),
    sample(startMs + 3 * 60 * minute, [1]),
  ]);
  assert.equal(store.dropped, 6);
  assert.deepEqual(await store.list({ region }), []);
  for (let at = 0; at < limits.metrics.series + 5; at++) store.record([sample(startMs, [1], { key: key(`m${at}`) })]);
  assert.equal(store.dropped, 11);
});
