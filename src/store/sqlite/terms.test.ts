/** Terms of control planes in the store. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "./sqlite-store.ts";

test("each term has the next number, also when they are begun at once and after the store was closed", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-t-"));
  try {
    const path = join(dir, "store.db");
    {
      await using store = await openSqliteStore(path);
      assert.equal(await store.terms.current(), 0);
      const begun = await Promise.all([store.terms.begin(), store.terms.begin(), store.terms.begin()]);
      assert.deepEqual(begun.sort(), [1, 2, 3]);
    }
    await using store = await openSqliteStore(path);
    assert.equal(await store.terms.begin(), 4);
    assert.equal(await store.terms.current(), 4);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a receipt of an earlier term is refused, whether it is new or known", async () => {
  await using store = await openSqliteStore(":memory:");
  const first = await store.terms.begin();
  const receipt = { endpointArn: "arn", id: "update-1", startedMs: 1, open: true };
  assert.equal(await store.receipts.put({ ...receipt, term: first, document: "first" }), true);
  const second = await store.terms.begin();
  assert.equal(await store.receipts.put({ ...receipt, term: first, document: "late" }), false);
  assert.equal(await store.receipts.put({ ...receipt, id: "update-2", term: first, document: "late" }), false);
  assert.equal(await store.receipts.find("arn", "update-1"), "first");
  assert.equal(await store.receipts.find("arn", "update-2"), undefined);
  assert.equal(await store.receipts.put({ ...receipt, term: second, document: "second" }), true);
  assert.equal(await store.receipts.find("arn", "update-1"), "second");
});
