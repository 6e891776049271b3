/** Alarms in the store, and files of older and newer versions. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import { limits } from "../../limits.ts";
import type { AlarmEvent, AlarmRow } from "../store.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const row = (name: string, change: Partial<AlarmRow<unknown>> = {}): AlarmRow<unknown> => ({
  region: "r",
  name,
  state: "OK",
  namespace: "n",
  metric: "m",
  version: 0,
  document: { of: name },
  ...change,
});

const event = (atMs: number, kind = "StateUpdate"): AlarmEvent => ({ atMs, kind, summary: `at ${atMs}`, data: "{}" });

describe("alarms", () => {
  test("are found by exact name, prefix, state and metric, in the order of their names", async () => {
    await using store = await openSqliteStore(":memory:");
    const { alarms } = store;
    for (const each of [
      row("b"),
      row("a"),
      row("A"),
      row("ab", { state: "ALARM" }),
      row("a%", { metric: "other" }),
      row("a", { region: "s" }),
    ])
      assert.equal(await alarms.put(each, []), true);
    const names = async (query: object): Promise<string[]> =>
      (await alarms.list({ region: "r", limit: 9, ...query })).map(({ name }) => name);
    assert.deepEqual(await names({}), ["A", "a", "a%", "ab", "b"]);
    assert.deepEqual(await names({ namePrefix: "a" }), ["a", "a%", "ab"]);
    assert.deepEqual(await names({ namePrefix: "a%" }), ["a%"]);
    assert.deepEqual(await names({ state: "ALARM" }), ["ab"]);
    assert.deepEqual(await names({ metric: { namespace: "n", name: "other" } }), ["a%"]);
    assert.deepEqual(await names({ after: "a", limit: 2 }), ["a%", "ab"]);
    assert.deepEqual(
      (await alarms.find("r", ["b", "nobody", "A", "b"])).map(({ name }) => name),
      ["A", "b"],
    );
    assert.deepEqual(await alarms.find("r", []), []);
    assert.deepEqual([await alarms.count("r"), (await alarms.all()).length], [5, 6]);
  });

  test("change only from the version that was read, and history only with them", async () => {
    await using store = await openSqliteStore(":memory:");
    const { alarms } = store;
    assert.equal(await alarms.put(row("a"), [event(1)]), true);
    assert.equal(await alarms.put(row("a"), [event(2)]), false, "it exists");
    const [found] = await alarms.find("r", ["a"]);
    assert.deepEqual(found, row("a", { version: 1001 }));
    assert.equal(await alarms.put({ ...found!, state: "ALARM" }, [event(3)]), true);
    assert.equal(await alarms.put({ ...found!, state: "OK" }, [event(4)]), false, "it has changed since");
    assert.equal((await alarms.find("r", ["a"]))[0]?.state, "ALARM");
    assert.equal(await alarms.remove("r", "a", [event(5)]), true);
    assert.equal(await alarms.remove("r", "a", [event(6)]), false);
    const history = await alarms.history({ region: "r", name: "a", ascending: true, limit: 9 });
    assert.deepEqual(
      history.map(({ atMs }) => atMs),
      [1, 3, 5],
    );
  });

  test("have a history that is filtered, paged, and forgotten when it is old", async () => {
    await using store = await openSqliteStore(":memory:");
    const { alarms } = store;
    await alarms.put(row("a"), [event(1, "ConfigurationUpdate"), event(2), event(3)]);
    await alarms.put(row("b"), [event(4)]);
    const times = async (query: object): Promise<number[]> =>
      (await alarms.history({ region: "r", ascending: false, limit: 9, ...query })).map(({ atMs }) => atMs);
    assert.deepEqual(await times({}), [4, 3, 2, 1]);
    assert.deepEqual(await times({ name: "a", ascending: true }), [1, 2, 3]);
    assert.deepEqual(await times({ kind: "ConfigurationUpdate" }), [1]);
    assert.deepEqual(await times({ fromMs: 2, toMs: 3 }), [3, 2]);
    const [first] = await alarms.history({ region: "r", ascending: false, limit: 1 });
    assert.deepEqual(await times({ after: first!.id, limit: 2 }), [3, 2]);
    await alarms.put(row("c"), [event(limits.alarmEventMs + 3)]);
    assert.deepEqual(await times({}), [limits.alarmEventMs + 3, 4, 3]);
  });
});

describe("the file of the store", () => {
  const inFile = async (work: (path: string) => Promise<void>): Promise<void> => {
    const dir = mkdtempSync(join(tmpdir(), "hostler-store-"));
    try {
      await work(join(dir, "store.db"));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };

  test("of version 1 gets the tables it lacks and keeps what it holds", () =>
    inFile(async (path) => {
      await (await openSqliteStore(path))[Symbol.asyncDispose]();
      const older = new DatabaseSync(path);
      older.exec(
        "drop table alarms; drop table alarm_events; drop table receipts; drop table terms; insert into subnets values ('subnet-1', 'a'); pragma user_version = 1",
      );
      older.close();
      await using store = await openSqliteStore(path);
      assert.deepEqual(
        (await store.subnets.list()).map(({ subnet }) => subnet),
        ["subnet-1"],
      );
      assert.equal(await store.alarms.put(row("a"), [event(1)]), true);
    }));

  test("of a newer version is refused with what to do", () =>
    inFile(async (path) => {
      await (await openSqliteStore(path))[Symbol.asyncDispose]();
      const newer = new DatabaseSync(path);
      newer.exec("pragma user_version = 999");
      newer.close();
      await assert.rejects(openSqliteStore(path), { name: "StoreVersionError", message: /newer version of Hostler.*--data/ });
    }));
});
