/** The object store in a folder: the suite of every store, and what only a folder can suffer. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import { systemRng } from "../../src/lib/rng.ts";
import { type CreateFile, createFile } from "../../src/objects/folder/content-files.ts";
import { type FolderOptions, FolderStore } from "../../src/objects/folder/folder-store.ts";
import { StorageFullError } from "../../src/objects/object-fault.ts";
import { content, describeObjectStore, readText } from "./object-store-suite.ts";

const root = mkdtempSync(join(tmpdir(), "hostler-objects-"));
after(() => rmSync(root, { recursive: true, force: true }));

const newDir = (): string => mkdtempSync(join(root, "store-"));

function openIn(dir: string, options: Partial<FolderOptions> = {}): Promise<FolderStore> {
  return FolderStore.open({ dir, clock: systemClock, rng: systemRng, limits: { uploadPartBytes: 1 }, ...options });
}

describeObjectStore("folder", () => openIn(newDir()));

function filesIn(dir: string): string[] {
  return readdirSync(join(dir, "content"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

test("everything acknowledged is there after opening again", async () => {
  const dir = newDir();
  {
    await using store = await openIn(dir);
    await store.createBucket("b", "us-east-1");
    await store.put({ bucket: "b", key: "k", content: content("kept") });
    const upload = await store.createUpload({ bucket: "b", key: "u", properties: {} });
    await store.putPart(upload, 1, content("part"));
  }
  await using store = await openIn(dir);
  assert.equal(await readText(store, "b", "k"), "kept");
  const { uploads } = await store.uploads({ bucket: "b", prefix: "", delimiter: "", limit: 10 });
  assert.equal((await store.parts(uploads[0]!, 0, 10))[0]?.sizeBytes, 4);
});

test("what a crash left in the folder is swept at the next start, and nothing else", async () => {
  const dir = newDir();
  {
    await using store = await openIn(dir);
    await store.createBucket("b", "us-east-1");
    await store.put({ bucket: "b", key: "k", content: content("kept") });
  }
  writeFileSync(join(dir, "tmp", "half-written"), "half");
  writeFileSync(join(dir, "content", "ab", `ab${"0".repeat(30)}`), "renamed, but the row was never written");
  await using store = await openIn(dir);
  assert.deepEqual(readdirSync(join(dir, "tmp")), []);
  assert.equal(filesIn(dir).length, 1);
  assert.equal(await readText(store, "b", "k"), "kept");
});

test("overwritten, deleted and aborted content leaves the disk", async () => {
  const dir = newDir();
  await using store = await openIn(dir);
  await store.createBucket("b", "us-east-1");
  for (const word of ["one", "two", "three"]) await store.put({ bucket: "b", key: "k", content: content(word) });
  assert.equal(filesIn(dir).length, 1);
  const upload = await store.createUpload({ bucket: "b", key: "k", properties: {} });
  const parts = [await store.putPart(upload, 1, content("a")), await store.putPart(upload, 2, content("b"))];
  await store.putPart(upload, 2, content("b"));
  await store.completeUpload({ upload, parts: parts.slice(0, 1) });
  assert.equal(filesIn(dir).length, 1);
  const opened = await store.read("b", "k");
  await store.delete("b", [{ key: "k" }]);
  assert.equal(filesIn(dir).length, 1, "somebody still reads it");
  assert.equal(Buffer.concat(await opened!.body.toArray()).toString(), "a");
  while (filesIn(dir).length > 0) await new Promise(setImmediate);
});

test("a body that was never read lets go of its files when it is destroyed", async () => {
  const dir = newDir();
  await using store = await openIn(dir);
  await store.createBucket("b", "us-east-1");
  await store.put({ bucket: "b", key: "k", content: content("x") });
  const opened = await store.read("b", "k");
  await store.delete("b", [{ key: "k" }]);
  opened!.body.destroy();
  while (filesIn(dir).length > 0) await new Promise(setImmediate);
});

test("a full disk is a StorageFullError, leaves nothing behind, and passes when there is room again", async () => {
  const dir = newDir();
  let room = 10;
  const smallDisk: CreateFile = async (path) => {
    const file = await createFile(path);
    return {
      ...file,
      async write(bytes) {
        room -= bytes.length;
        if (room < 0) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
        await file.write(bytes);
      },
    };
  };
  await using store = await openIn(dir, { createFile: smallDisk });
  await store.createBucket("b", "us-east-1");
  await store.put({ bucket: "b", key: "k", content: content("small") });
  await assert.rejects(store.put({ bucket: "b", key: "k", content: content("much ", "too much") }), StorageFullError);
  assert.equal(await readText(store, "b", "k"), "small");
  assert.equal(filesIn(dir).length, 1);
  assert.deepEqual(readdirSync(join(dir, "tmp")), []);
  room = 100;
  await store.put({ bucket: "b", key: "k", content: content("much ", "too much") });
});

test("one process at a time has the folder", async () => {
  const dir = newDir();
  {
    await using _store = await openIn(dir);
    await assert.rejects(openIn(dir), /in use by another process/);
  }
  await using _again = await openIn(dir);
});

test("bounds hold: object size, uploads in a bucket, buckets, age of an upload", async () => {
  const dir = newDir();
  let now = 1_000_000;
  const clock = { ...systemClock, now: () => now };
  await using store = await openIn(dir, {
    clock,
    limits: { objectBytes: 4, uploadPartBytes: 1, uploadsPerBucket: 1, buckets: 1, uploadMs: 1000 },
  });
  await store.createBucket("b", "us-east-1");
  await assert.rejects(store.createBucket("c", "us-east-1"), { fault: { kind: "tooMany", what: "buckets", limit: 1 } });
  await assert.rejects(store.put({ bucket: "b", key: "k", content: content("12345") }), { fault: { kind: "tooLarge", maxBytes: 4 } });
  const upload = await store.createUpload({ bucket: "b", key: "k", properties: {} });
  const parts = [await store.putPart(upload, 1, content("123")), await store.putPart(upload, 2, content("123"))];
  await assert.rejects(store.completeUpload({ upload, parts }), { fault: { kind: "tooLarge", maxBytes: 4 } });
  await assert.rejects(store.createUpload({ bucket: "b", key: "k", properties: {} }), {
    fault: { kind: "tooMany", what: "multipart uploads in progress in one bucket", limit: 1 },
  });
  now += 2000;
  await store.createUpload({ bucket: "b", key: "k", properties: {} });
  assert.equal(await store.upload(upload), undefined);
  assert.equal(filesIn(dir).length, 0);
});

test("the folder is closed to other users", async () => {
  const dir = join(newDir(), "objects");
  await using _store = await openIn(dir);
  assert.equal(statSync(dir).mode & 0o077, 0);
});
