/** What every object store promises. An implementation's own test file only says how to open it. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import fc from "fast-check";
import { ObjectStoreError } from "../../src/objects/object-fault.ts";
import type { ContentRequest, ListPosition, ObjectInfo, ObjectStore } from "../../src/objects/object-store.ts";

export const content = (...chunks: (string | Buffer)[]): ContentRequest => ({
  body: Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
});

const fault = (kind: string) => (error: unknown) => error instanceof ObjectStoreError && error.fault.kind === kind;
const hex = (algorithm: string, bytes: string | Buffer): string => createHash(algorithm).update(bytes).digest("hex");

export async function readText(store: ObjectStore, bucket: string, key: string): Promise<string | undefined> {
  const opened = await store.read(bucket, key);
  return opened && text(opened.body);
}

/** Runs the suite on a store opened anew for every test; `minPartBytes` is what it was opened with. */
export function describeObjectStore(name: string, open: () => Promise<ObjectStore>): void {
  const story = (title: string, body: (store: ObjectStore) => Promise<void>): void => {
    test(title, async () => {
      await using store = await open();
      await store.createBucket("b", "eu-west-1");
      await body(store);
    });
  };

  describe(`object store: ${name}`, () => {
    story("buckets are made once, listed by name, and deleted only when empty", async (store) => {
      assert.equal(await store.createBucket("b", "us-east-1"), false);
      assert.equal(await store.createBucket("a", "us-east-1"), true);
      assert.deepEqual(
        (await store.buckets()).map((bucket) => bucket.name),
        ["a", "b"],
      );
      assert.equal((await store.bucket("b"))?.region, "eu-west-1");
      await store.put({ bucket: "a", key: "k", content: content("x") });
      await assert.rejects(store.deleteBucket("a"), fault("bucketNotEmpty"));
      await store.delete("a", [{ key: "k" }]);
      await store.deleteBucket("a");
      assert.equal(await store.bucket("a"), undefined);
      await assert.rejects(store.deleteBucket("a"), fault("noSuchBucket"));
      await assert.rejects(store.put({ bucket: "a", key: "k", content: content("x") }), fault("noSuchBucket"));
    });

    story("an object gives back its bytes, hashes and properties", async (store) => {
      const properties = { contentType: "text/plain", metadata: { colour: "rot" }, cacheControl: "no-store" };
      await store.put({ bucket: "b", key: "k", properties, content: { ...content("hel", "", "lo"), algorithm: "CRC32" } });
      const info = await store.head("b", "k");
      assert.equal(info?.sizeBytes, 5);
      assert.equal(info?.etag, hex("md5", "hello"));
      assert.equal(info?.sha256, hex("sha256", "hello"));
      assert.equal(info?.contentType, "text/plain");
      assert.deepEqual(info?.metadata, { colour: "rot" });
      assert.deepEqual(info?.checksum, { algorithm: "CRC32", value: "NhCmhg==", type: "FULL_OBJECT" });
      assert.equal(await readText(store, "b", "k"), "hello");
      assert.equal(await store.head("b", "other"), undefined);
      assert.equal(await store.read("b", "other"), undefined);
    });

    story("an empty object is an object, and a range is read to the byte", async (store) => {
      await store.put({ bucket: "b", key: "empty", content: content() });
      assert.equal(await readText(store, "b", "empty"), "");
      await store.put({ bucket: "b", key: "k", content: content("0123456789") });
      const opened = await store.read("b", "k", () => ({ first: 3, last: 5 }));
      assert.equal(await text(opened!.body), "345");
    });

    story("a write that is refused, or whose body breaks, changes nothing", async (store) => {
      await store.put({ bucket: "b", key: "k", content: content("old") });
      const refused = { ...content("new"), accept: () => assert.fail("bad digest") };
      await assert.rejects(store.put({ bucket: "b", key: "k", content: refused }), /bad digest/);
      async function* broken(): AsyncGenerator<Buffer> {
        yield Buffer.from("ne");
        throw new Error("connection lost");
      }
      await assert.rejects(store.put({ bucket: "b", key: "k", content: { body: broken() } }), /connection lost/);
      assert.equal(await readText(store, "b", "k"), "old");
      await assert.rejects(store.put({ bucket: "b", key: "fresh", content: { body: broken() } }), /connection lost/);
      assert.equal(await store.head("b", "fresh"), undefined);
    });

    story("a reader sees the version it began with, although the object is overwritten and deleted meanwhile", async (store) => {
      const old = randomBytes(600_000);
      await store.put({ bucket: "b", key: "k", content: content(old) });
      const opened = await store.read("b", "k");
      await store.put({ bucket: "b", key: "k", content: content("new") });
      assert.equal(await readText(store, "b", "k"), "new");
      await store.delete("b", [{ key: "k" }]);
      const seen = await opened!.body.toArray();
      assert.ok(Buffer.concat(seen).equals(old));
    });

    story("conditions are checked when the body is in: of two first writers one wins", async (store) => {
      const put = (word: string) => store.put({ bucket: "b", key: "k", condition: { kind: "absent" }, content: content(word) });
      const outcomes = await Promise.allSettled([put("one"), put("two")]);
      const lost = outcomes.filter((outcome) => outcome.status === "rejected");
      assert.equal(lost.length, 1);
      assert.ok(fault("preconditionFailed")(lost[0]!.reason));
      const { etag } = (await store.head("b", "k"))!;
      await assert.rejects(
        store.put({ bucket: "b", key: "k", condition: { kind: "etag", etag: "other" }, content: content("x") }),
        fault("preconditionFailed"),
      );
      await store.put({ bucket: "b", key: "k", condition: { kind: "etag", etag }, content: content("three") });
      await assert.rejects(
        store.put({ bucket: "b", key: "none", condition: { kind: "etag", etag }, content: content("x") }),
        fault("noSuchKey"),
      );
      assert.equal(await readText(store, "b", "k"), "three");
    });

    story("deleting tells what happened to each key", async (store) => {
      await store.put({ bucket: "b", key: "one", content: content("1") });
      await store.put({ bucket: "b", key: "two", content: content("2") });
      const outcomes = await store.delete("b", [{ key: "one" }, { key: "none" }, { key: "two", etag: "other" }]);
      assert.deepEqual(outcomes, ["deleted", "missing", "changed"]);
      assert.equal(await store.head("b", "one"), undefined);
      assert.equal(await readText(store, "b", "two"), "2");
    });

    story("a copy stands alone, also onto itself with other properties", async (store) => {
      await store.createBucket("c", "us-east-1");
      await store.put({ bucket: "b", key: "k", properties: { contentType: "text/plain" }, content: content("hello") });
      await store.copy({ from: { bucket: "b", key: "k" }, bucket: "c", key: "copy" });
      await store.copy({ from: { bucket: "b", key: "k" }, bucket: "b", key: "k", properties: () => ({ contentType: "text/html" }) });
      assert.equal((await store.head("b", "k"))?.contentType, "text/html");
      await store.delete("b", [{ key: "k" }]);
      assert.equal(await readText(store, "c", "copy"), "hello");
      assert.equal((await store.head("c", "copy"))?.contentType, "text/plain");
      const summed = await store.copy({ from: { bucket: "c", key: "copy" }, bucket: "b", key: "summed", algorithm: "CRC32C" });
      assert.deepEqual(summed.checksum, { algorithm: "CRC32C", value: "mnG7TA==", type: "FULL_OBJECT" });
      await assert.rejects(store.copy({ from: { bucket: "b", key: "none" }, bucket: "b", key: "x" }), fault("noSuchKey"));
    });

    const oddKeys = [
      "a b",
      "a+b",
      "a%20b",
      "/lead",
      "//",
      "a/./b",
      "../up",
      "folder/",
      "ä/😀",
      "\u{ffff}",
      "tab\tnul\0end",
      "x".repeat(1024),
    ];
    story("keys are opaque", async (store) => {
      for (const key of oddKeys) await store.put({ bucket: "b", key, content: content(`content of ${key}`) });
      for (const key of oddKeys) assert.equal(await readText(store, "b", key), `content of ${key}`);
      const listed = await store.list({ bucket: "b", prefix: "", delimiter: "", limit: 1000 });
      assert.deepEqual(
        listed.objects.map((object) => object.key),
        oddKeys.toSorted(byUtf8),
      );
    });

    test("listing is the model's listing, page by page, whatever the keys, prefix and delimiter", async () => {
      const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", "ä", "😀", "\u{ffff}"), maxLength: 5 });
      const cases = fc.record({
        keys: fc.uniqueArray(letters.filter(Boolean), { maxLength: 25 }),
        prefix: letters,
        page: fc.integer({ min: 1, max: 5 }),
      });
      const property = fc.asyncProperty(cases, fc.constantFrom("", "/", "a", "b/"), async ({ keys, prefix, page }, delimiter) => {
        await using store = await open();
        await store.createBucket("b", "us-east-1");
        for (const key of keys) await store.put({ bucket: "b", key, content: content("x") });
        const start = [...prefix].slice(0, 2).join(""); // whole characters: half of one is no text
        assert.deepEqual(await listAll(store, start, delimiter, page), modelListing(keys, start, delimiter));
      });
      await fc.assert(property, { numRuns: 25 });
    });

    story("an upload becomes an object of its parts, in order, and only then", async (store) => {
      const upload = await store.createUpload({
        bucket: "b",
        key: "k",
        properties: { contentType: "a/b" },
        checksum: { algorithm: "SHA256", type: "COMPOSITE" },
      });
      const two = await store.putPart(upload, 2, content("!!"));
      await store.putPart(upload, 1, content("replaced"));
      const one = await store.putPart(upload, 1, content("hello"));
      await store.putPart(upload, 7, content("left out"));
      assert.equal(await store.head("b", "k"), undefined);
      assert.deepEqual(
        (await store.parts(upload, 1, 1)).map((part) => part.number),
        [2],
      );
      const parts = [one, two].map(({ number, etag }) => ({ number, etag }));
      const request = { upload, parts, condition: { kind: "absent" } } as const;
      const made = await store.completeUpload(request);
      assert.equal(made.etag, `${hex("md5", Buffer.from(one.etag + two.etag, "hex"))}-2`);
      assert.equal(made.sha256, hex("sha256", "hello!!"));
      assert.match(made.checksum!.value, /^[\w+/]{43}=-2$/);
      assert.equal(await readText(store, "b", "k"), "hello!!");
      assert.deepEqual(
        (await store.objectParts("b", "k")).map((part) => part.sizeBytes),
        [5, 2],
      );
      const opened = await store.read("b", "k", () => ({ first: 4, last: 5 }));
      assert.equal(await text(opened!.body), "o!");
      assert.deepEqual(await store.completeUpload(request), made, "asking again gives the same object");
      await assert.rejects(store.putPart(upload, 3, content("late")), fault("noSuchUpload"));
    });

    story("a wrong list of parts is refused and the upload stays", async (store) => {
      const upload = await store.createUpload({ bucket: "b", key: "k", properties: {} });
      const one = await store.putPart(upload, 1, content("hello"));
      const two = await store.putPart(upload, 2, content("world"));
      const complete = (...parts: { number: number; etag: string }[]) => store.completeUpload({ upload, parts });
      await assert.rejects(complete(two, one), fault("invalidPartOrder"));
      await assert.rejects(complete(one, { number: 3, etag: two.etag }), fault("invalidPart"));
      await assert.rejects(complete({ number: 1, etag: two.etag }), fault("invalidPart"));
      assert.equal((await complete(one, two)).sizeBytes, 10);
    });

    story("uploads in progress are listed by key and can be aborted", async (store) => {
      const begin = (key: string) => store.createUpload({ bucket: "b", key, properties: {} });
      const [first, second] = [await begin("dir/a"), await begin("z")];
      await store.putPart(first, 1, content("x"));
      const page = await store.uploads({ bucket: "b", prefix: "", delimiter: "/", limit: 10 });
      assert.deepEqual(page.commonPrefixes, ["dir/"]);
      assert.deepEqual(
        page.uploads.map((upload) => upload.id),
        [second.id],
      );
      const one = await store.uploads({ bucket: "b", prefix: "", delimiter: "", limit: 1 });
      const rest = await store.uploads({ bucket: "b", prefix: "", delimiter: "", after: one.next, limit: 10 });
      assert.deepEqual(
        [...one.uploads, ...rest.uploads].map((upload) => upload.key),
        ["dir/a", "z"],
      );
      await store.abortUpload(first);
      assert.equal(await store.upload(first), undefined);
      await assert.rejects(store.abortUpload(first), fault("noSuchUpload"));
      await store.deleteBucket("b");
      assert.equal(await store.upload(second), undefined);
    });

    story("pinned content stays what it was", async (store) => {
      const dir = mkdtempSync(join(tmpdir(), "hostler-pins-"));
      await store.put({ bucket: "b", key: "k", content: content("model one") });
      const pinned = await store.pin("b", "k", dir);
      assert.deepEqual(pinned, { sha256: hex("sha256", "model one"), sizeBytes: 9 });
      assert.deepEqual(await store.pin("b", "k", dir), pinned, "again");
      await store.put({ bucket: "b", key: "k", content: content("model two") });
      await store.delete("b", [{ key: "k" }]);
      assert.equal(readFileSync(join(dir, pinned!.sha256), "utf8"), "model one");
      const upload = await store.createUpload({ bucket: "b", key: "big", properties: {} });
      const parts = [await store.putPart(upload, 1, content("in two ")), await store.putPart(upload, 2, content("parts"))];
      await store.completeUpload({ upload, parts });
      const joined = await store.pin("b", "big", dir);
      assert.equal(readFileSync(join(dir, joined!.sha256), "utf8"), "in two parts");
      assert.equal(readdirSync(dir).length, 2);
      assert.equal(await store.pin("b", "none", dir), undefined);
      rmSync(dir, { recursive: true });
    });
  });
}

function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The whole listing, and the same again page by page: both must be equal. */
async function listAll(store: ObjectStore, prefix: string, delimiter: string, page: number): Promise<string[]> {
  const names: string[] = [];
  let after: ListPosition | undefined;
  do {
    const { objects, commonPrefixes, next } = await store.list({ bucket: "b", prefix, delimiter, after, limit: page });
    const got = [...objects.map((object: ObjectInfo) => object.key), ...commonPrefixes.map((folded) => `fold ${folded}`)];
    assert.ok(got.length <= page);
    assert.equal(next !== undefined && got.length < page, false, "only the last page may be short");
    names.push(...got);
    after = next;
  } while (after);
  return names.sort();
}

function modelListing(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const names = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      return at < 0 ? key : `fold ${key.slice(0, at + delimiter.length)}`;
    });
  return [...new Set(names)].sort();
}
