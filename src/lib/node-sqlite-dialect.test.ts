import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Kysely, sql } from "kysely";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";

interface Tables {
  thing: { id: number; name: string | null };
}

async function openThings(path: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(path) });
  await db.schema
    .createTable("thing")
    .ifNotExists()
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("name", "text")
    .execute();
  return db;
}

test("rows come back and changes are counted", async () => {
  const db = await openThings(":memory:");
  await db.insertInto("thing").values({ id: 1, name: "one" }).execute();
  const updated = await db.updateTable("thing").set({ name: null }).where("id", "=", 1).executeTakeFirst();
  assert.equal(updated.numUpdatedRows, 1n);
  const returned = await db.insertInto("thing").values({ id: 2, name: "two" }).returning("name").executeTakeFirstOrThrow();
  assert.equal(returned.name, "two");
  assert.deepEqual({ ...(await db.selectFrom("thing").selectAll().where("id", "=", 1).executeTakeFirstOrThrow()) }, { id: 1, name: null });
  await db.destroy();
});

test("a failed transaction leaves nothing, and transactions of one process wait for each other", async () => {
  const db = await openThings(":memory:");
  const failing = db.transaction().execute(async (tx) => {
    await tx.insertInto("thing").values({ id: 1, name: "never" }).execute();
    throw new Error("changed my mind");
  });
  const after = db.transaction().execute((tx) => tx.selectFrom("thing").selectAll().execute());
  await assert.rejects(failing, /changed my mind/);
  assert.deepEqual(await after, []);
  await db.destroy();
});

test("a file is durable, in WAL mode, with foreign keys, and opens twice", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-sqlite-"));
  const path = join(dir, "index.sqlite");
  const first = await openThings(path);
  const second = await openThings(path);
  const pragma = async (name: string): Promise<unknown> =>
    Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(first)).rows[0]!)[0];
  assert.equal(await pragma("journal_mode"), "wal");
  assert.equal(await pragma("synchronous"), 2);
  assert.equal(await pragma("foreign_keys"), 1);
  await first.insertInto("thing").values({ id: 1, name: "one" }).execute();
  assert.equal((await second.selectFrom("thing").selectAll().execute()).length, 1);
  await first.destroy();
  await second.destroy();
  rmSync(dir, { recursive: true });
});

test("a full disk is reported as such, and the connection goes on", async () => {
  const db = await openThings(":memory:");
  await sql`pragma max_page_count = 4`.execute(db);
  const tooMuch = db.transaction().execute((tx) =>
    tx
      .insertInto("thing")
      .values({ id: 1, name: "x".repeat(100_000) })
      .execute(),
  );
  await assert.rejects(tooMuch, { errcode: 13 });
  await db.transaction().execute((tx) => tx.insertInto("thing").values({ id: 2, name: "small" }).execute());
  assert.equal((await db.selectFrom("thing").selectAll().execute()).length, 1);
  await db.destroy();
});
