/** Listings of objects through the JavaScript SDK, both versions. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  CreateBucketCommand,
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { accountId, type S3Server, startS3Server } from "./s3-server.ts";

let server: S3Server;
let s3: S3Client;
const Bucket = "listed";
const keys = ["a", "b/1", "b/2", "b/c/3", "d", "e/", "e/1", "ä ö+%", "😀"];

before(async () => {
  server = await startS3Server();
  s3 = server.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello" }));
});
after(async () => {
  assert.deepEqual(server.failures, []);
  await server[Symbol.asyncDispose]();
});

const v1 = (input: Partial<ListObjectsCommandInput> = {}) => s3.send(new ListObjectsCommand({ Bucket, ...input }));
const v2 = (input: Partial<ListObjectsV2CommandInput> = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...input }));
const names = (page: { Contents?: { Key?: string }[]; CommonPrefixes?: { Prefix?: string }[] }) => [
  ...(page.Contents ?? []).map(({ Key }) => Key),
  ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
];
const refused = (name: string) => (error: { name: string }) => error.name === name;

describe("wrong types", () => {
  test("a page size that is no number is refused", async () => {
    const answer = await server.send("GET", `/${Bucket}?list-type=2&max-keys=ten`);
    assert.match(await answer.text(), /<Code>InvalidArgument<\/Code>/);
  });
});

describe("wrong values", () => {
  test("a negative page size, a foreign token, another encoding, a missing bucket", async () => {
    await assert.rejects(v2({ MaxKeys: -1 }), refused("InvalidArgument"));
    await assert.rejects(v2({ ContinuationToken: "nonsense" }), refused("InvalidArgument"));
    const answer = await server.send("GET", `/${Bucket}?list-type=2&encoding-type=base64`);
    assert.match(await answer.text(), /<Code>InvalidArgument<\/Code>/);
    await assert.rejects(v2({ Bucket: "missing" }), refused("NoSuchBucket"));
    await assert.rejects(v1({ Bucket: "missing" }), refused("NoSuchBucket"));
  });
});

describe("behaviour", () => {
  test("all keys come in the order of their bytes, with what a sync needs to know", async () => {
    const page = await v2();
    assert.deepEqual(names(page), keys);
    assert.equal(page.KeyCount, keys.length);
    assert.equal(page.IsTruncated, false);
    const { ETag, Size, StorageClass, LastModified, Owner } = page.Contents![0]!;
    assert.deepEqual([ETag, Size, StorageClass, Owner], ['"5d41402abc4b2a76b9719d911017c592"', 5, "STANDARD", undefined]);
    assert.equal(LastModified!.getMilliseconds(), 0);
    assert.equal((await v2({ FetchOwner: true })).Contents![0]!.Owner?.ID, accountId);
    assert.equal((await v1()).Contents![0]!.Owner?.ID, accountId);
  });

  const foldings: { when: string; input: Partial<ListObjectsV2CommandInput>; want: string[] }[] = [
    { when: "folders at the top", input: { Delimiter: "/" }, want: ["a", "d", "ä ö+%", "😀", "b/", "e/"] },
    { when: "one folder", input: { Prefix: "b/", Delimiter: "/" }, want: ["b/1", "b/2", "b/c/"] },
    { when: "a folder's own marker", input: { Prefix: "e/", Delimiter: "/" }, want: ["e/", "e/1"] },
    { when: "a prefix that is no folder", input: { Prefix: "b", Delimiter: "/" }, want: ["b/"] },
    { when: "everything below a prefix", input: { Prefix: "b/" }, want: ["b/1", "b/2", "b/c/3"] },
    { when: "a long delimiter", input: { Delimiter: "/c/" }, want: ["a", "b/1", "b/2", "d", "e/", "e/1", "ä ö+%", "😀", "b/c/"] },
    { when: "nothing", input: { Prefix: "zzz" }, want: [] },
    { when: "after a key", input: { StartAfter: "d" }, want: ["e/", "e/1", "ä ö+%", "😀"] },
    { when: "no room", input: { MaxKeys: 0 }, want: [] },
  ];
  for (const { when, input, want } of foldings) test(`listing: ${when}`, async () => assert.deepEqual(names(await v2(input)), want));

  for (const pageSize of [1, 2, 3]) {
    test(`pages of ${pageSize} are the whole listing, folded or not`, async () => {
      for (const Delimiter of [undefined, "/"]) {
        const seen: unknown[] = [];
        for await (const page of paginateListObjectsV2({ client: s3, pageSize }, { Bucket, Delimiter })) seen.push(...names(page));
        assert.deepEqual(seen.toSorted(), names(await v2({ Delimiter })).toSorted());
      }
    });

    test(`version 1 in pages of ${pageSize} goes on from the next marker, or from the last key`, async () => {
      for (const Delimiter of [undefined, "/"]) {
        const seen: unknown[] = [];
        let Marker: string | undefined;
        do {
          const page = await v1({ Delimiter, Marker, MaxKeys: pageSize });
          seen.push(...names(page));
          Marker = page.IsTruncated ? (page.NextMarker ?? page.Contents?.at(-1)?.Key) : undefined;
        } while (Marker);
        assert.deepEqual(seen.toSorted(), names(await v1({ Delimiter })).toSorted());
      }
    });
  }

  test("names are escaped when asked, so that any key survives XML", async () => {
    const page = await v2({ EncodingType: "url", Prefix: "ä" });
    assert.deepEqual(names(page), ["%C3%A4%20%C3%B6%2B%25"]);
    assert.equal(page.Prefix, "%C3%A4");
  });
});
