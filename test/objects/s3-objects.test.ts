/** Objects through the JavaScript SDK: written, read, conditionally, in ranges, copied, deleted. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { after, before, describe, test } from "node:test";
import {
  type ChecksumAlgorithm,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type S3Server, startS3Server } from "./s3-server.ts";

let server: S3Server;
let s3: S3Client;
const Bucket = "things";

before(async () => {
  server = await startS3Server();
  s3 = server.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(server.failures, []);
  await server[Symbol.asyncDispose]();
});

const put = (Key: string, Body: string | Buffer = "hello", more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body!.transformToString() };
};
const refused = (name: string, status: number) => (error: { name: string; $metadata: { httpStatusCode: number } }) => {
  assert.deepEqual({ name: error.name, status: error.$metadata.httpStatusCode }, { name, status });
  return true;
};

describe("wrong types", () => {
  test("a part number that is no number is refused by name", async () => {
    const answer = await server.send("GET", `/${Bucket}/k?partNumber=one`);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /<Code>InvalidArgument<\/Code>/);
  });

  test("a body that is not the XML of DeleteObjects is malformed", async () => {
    const answer = await server.send("POST", `/${Bucket}?delete`, "<Delete><Objects>");
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /<Code>MalformedXML<\/Code>/);
  });
});

describe("wrong values", () => {
  const cases: { when: string; input: Partial<PutObjectCommandInput>; name: string; status: number }[] = [
    { when: "a Content-MD5 that is none", input: { ContentMD5: "abc" }, name: "InvalidDigest", status: 400 },
    { when: "the MD5 of other bytes", input: { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }, name: "BadDigest", status: 400 },
    { when: "the CRC32 of other bytes", input: { ChecksumCRC32: "AAAAAA==" }, name: "BadDigest", status: 400 },
    { when: "a CRC32 that is none", input: { ChecksumCRC32: "x" }, name: "InvalidRequest", status: 400 },
    {
      when: "two checksums",
      input: { ChecksumCRC32: "NhCmhg==", ChecksumSHA1: "qvTGHdzF6KLavt4PO0gs2a6pQ00=" },
      name: "InvalidRequest",
      status: 400,
    },
    { when: "a key of 1025 bytes", input: { Key: "ä".repeat(513) }, name: "KeyTooLongError", status: 400 },
    { when: "too much metadata", input: { Metadata: { a: "x".repeat(2048) } }, name: "MetadataTooLarge", status: 400 },
    {
      when: "eleven tags",
      input: { Tagging: Array.from({ length: 11 }, (_, i) => `t${i}=1`).join("&") },
      name: "InvalidArgument",
      status: 400,
    },
    { when: "a public ACL", input: { ACL: "public-read" }, name: "AccessControlListNotSupported", status: 400 },
    {
      when: "a key of the customer",
      input: { SSECustomerAlgorithm: "AES256", SSECustomerKey: "x".repeat(32) },
      name: "NotImplemented",
      status: 501,
    },
    { when: "another owner", input: { ExpectedBucketOwner: "999999999999" }, name: "AccessDenied", status: 403 },
    { when: "a missing bucket", input: { Bucket: "missing" }, name: "NoSuchBucket", status: 404 },
  ];
  for (const { when, input, name, status } of cases) {
    test(`PutObject with ${when} is ${name}, and nothing is stored`, async () => {
      await assert.rejects(put("refused", "hello", input), refused(name, status));
      await assert.rejects(get("refused"), refused("NoSuchKey", 404));
    });
  }

  const trailers = [
    { when: "the checksum of other bytes", trailer: "x-amz-checksum-crc32:AAAAAA==\r\n", code: "BadDigest" },
    { when: "no checksum at all", trailer: "", code: "MalformedTrailerError" },
  ];
  for (const { when, trailer, code } of trailers) {
    test(`an upload whose trailer has ${when} is refused`, async () => {
      const answer = await server.send("PUT", `/${Bucket}/trailer`, `5\r\nhello\r\n0\r\n${trailer}\r\n`, {
        "content-encoding": "aws-chunked",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
      });
      assert.match(await answer.text(), new RegExp(`<Code>${code}</Code>`));
      await assert.rejects(get("trailer"), refused("NoSuchKey", 404));
    });
  }

  test("a missing key is named, and a HEAD of it has no body to name it in", async () => {
    await assert.rejects(get("no such"), (error: { Key?: string }) => error.Key === "no such");
    await assert.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: "no such" })), refused("NotFound", 404));
  });

  test("a version other than the only one does not exist", async () => {
    await put("versioned");
    assert.equal((await get("versioned", { VersionId: "null" })).text, "hello");
    await assert.rejects(get("versioned", { VersionId: "abc" }), refused("InvalidArgument", 400));
  });

  test("a sub-resource that Hostler does not have is not implemented", async () => {
    const answer = await server.send("GET", `/${Bucket}/k?acl`);
    assert.equal(answer.status, 501);
    assert.match(await answer.text(), /<Code>NotImplemented<\/Code>/);
  });
});

describe("behaviour", () => {
  test("what is said about an object comes back, with or without its bytes", async () => {
    const said = {
      ContentType: "application/x-model",
      ContentEncoding: "gzip",
      ContentDisposition: 'attachment; filename="m.gz"',
      ContentLanguage: "de",
      CacheControl: "max-age=60",
      Metadata: { owner: "team a", "with-dash": "ja" },
      ServerSideEncryption: "aws:kms" as const,
      SSEKMSKeyId: "key-1",
      StorageClass: "STANDARD_IA" as const,
    };
    await put("said", "hello", { ...said, Tagging: "a=1&b=2" });
    for (const answer of [await get("said"), await s3.send(new HeadObjectCommand({ Bucket, Key: "said" }))]) {
      for (const [name, value] of Object.entries(said)) assert.deepEqual((answer as unknown as Record<string, unknown>)[name], value, name);
      assert.equal(answer.ContentLength, 5);
      assert.equal(answer.TagCount, 2);
      assert.equal(answer.AcceptRanges, "bytes");
      assert.equal(answer.ETag, '"5d41402abc4b2a76b9719d911017c592"');
      assert.ok(Math.abs(answer.LastModified!.getTime() - Date.now()) < 10_000);
    }
  });

  for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as ChecksumAlgorithm[]) {
    test(`a ${ChecksumAlgorithm} is checked on arrival, from a header and from a trailer, and told to readers who ask`, async () => {
      const fromHeader = await put(`${ChecksumAlgorithm}-header`, "hello", { ChecksumAlgorithm });
      const Body = Readable.from([Buffer.from("hel"), Buffer.from("lo")]);
      await s3.send(new PutObjectCommand({ Bucket, Key: `${ChecksumAlgorithm}-trailer`, Body, ContentLength: 5, ChecksumAlgorithm }));
      const member = `Checksum${ChecksumAlgorithm}` as "ChecksumCRC32";
      assert.ok(fromHeader[member]);
      for (const source of ["header", "trailer"]) {
        const answer = await get(`${ChecksumAlgorithm}-${source}`, { ChecksumMode: "ENABLED" });
        assert.equal(answer.text, "hello");
        assert.equal(answer[member], fromHeader[member]);
        assert.equal(answer.ChecksumType, "FULL_OBJECT");
      }
    });
  }

  test("odd keys and empty bodies are as good as others", async () => {
    for (const Key of ["a b", "a+b", "a%20b", "a%2Fb", "/lead", "x//y", "x/./y", "x/../y", "folder/", "ä/😀", "q?a=b&c#d", "'(*)!~"]) {
      await put(Key, Key);
      assert.equal((await get(Key)).text, Key);
    }
    await put("empty", "");
    const empty = await get("empty");
    assert.deepEqual([empty.text, empty.ContentLength], ["", 0]);
  });

  const ranges: { Range: string; text?: string; ContentRange?: string }[] = [
    { Range: "bytes=0-0", text: "0", ContentRange: "bytes 0-0/10" },
    { Range: "bytes=3-5", text: "345", ContentRange: "bytes 3-5/10" },
    { Range: "bytes=7-", text: "789", ContentRange: "bytes 7-9/10" },
    { Range: "bytes=-4", text: "6789", ContentRange: "bytes 6-9/10" },
    { Range: "bytes=-40", text: "0123456789", ContentRange: "bytes 0-9/10" },
    { Range: "bytes=8-100", text: "89", ContentRange: "bytes 8-9/10" },
    { Range: "bytes=5-2", text: "0123456789" },
    { Range: "bytes=0-1,3-4", text: "0123456789" },
    { Range: "lines=0-1", text: "0123456789" },
    { Range: "bytes=10-12" },
    { Range: "bytes=-0" },
  ];
  for (const { Range, text, ContentRange } of ranges) {
    test(`the range ${Range} of ten bytes is ${text ?? "not satisfiable"}`, async () => {
      await put("digits", "0123456789");
      if (text === undefined) return assert.rejects(get("digits", { Range }), refused("InvalidRange", 416));
      const answer = await get("digits", { Range });
      assert.deepEqual([answer.text, answer.ContentRange, answer.ContentLength], [text, ContentRange, text.length]);
      assert.equal(answer.$metadata.httpStatusCode, ContentRange ? 206 : 200);
    });
  }

  test("conditional reads follow HTTP, and the stronger condition of each pair wins", async () => {
    const ETag = (await put("conditional")).ETag!;
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    assert.equal((await get("conditional", { IfMatch: ETag, IfUnmodifiedSince: past })).text, "hello");
    assert.equal((await get("conditional", { IfNoneMatch: '"other"', IfModifiedSince: future })).text, "hello");
    await assert.rejects(get("conditional", { IfMatch: '"other"' }), refused("PreconditionFailed", 412));
    await assert.rejects(get("conditional", { IfUnmodifiedSince: past }), refused("PreconditionFailed", 412));
    for (const condition of [{ IfNoneMatch: ETag }, { IfNoneMatch: "*" }, { IfModifiedSince: future }]) {
      await assert.rejects(
        get("conditional", condition),
        (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode === 304,
      );
    }
  });

  test("conditional writes: create once, replace only what is known", async () => {
    const first = await put("once", "one", { IfNoneMatch: "*" });
    await assert.rejects(put("once", "two", { IfNoneMatch: "*" }), refused("PreconditionFailed", 412));
    await assert.rejects(put("once", "two", { IfMatch: '"other"' }), refused("PreconditionFailed", 412));
    await put("once", "two", { IfMatch: first.ETag });
    assert.equal((await get("once")).text, "two");
    await assert.rejects(put("never", "x", { IfMatch: first.ETag }), refused("NoSuchKey", 404));
  });

  test("readers may say what the answer's headers should be", async () => {
    await put("told");
    const answer = await get("told", {
      ResponseContentType: "text/x",
      ResponseContentDisposition: "inline",
      ResponseCacheControl: "no-cache",
    });
    assert.deepEqual([answer.ContentType, answer.ContentDisposition, answer.CacheControl], ["text/x", "inline", "no-cache"]);
  });

  test("copies keep or replace what is said, and a copy onto itself must change something", async () => {
    await put("source ä+ b", "hello", { ContentType: "a/b", Metadata: { k: "v" } });
    const CopySource = `${Bucket}/${encodeURIComponent("source ä+ b")}`;
    const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource }));
    assert.equal(copied.CopyObjectResult?.ETag, '"5d41402abc4b2a76b9719d911017c592"');
    assert.deepEqual((await get("copy")).Metadata, { k: "v" });
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: "copy",
        CopySource,
        MetadataDirective: "REPLACE",
        ContentType: "c/d",
        ChecksumAlgorithm: "SHA256",
      }),
    );
    const replaced = await get("copy", { ChecksumMode: "ENABLED" });
    assert.deepEqual([replaced.ContentType, replaced.Metadata, replaced.text], ["c/d", {}, "hello"]);
    assert.equal(replaced.ChecksumSHA256, createHash("sha256").update("hello").digest("base64"));
    const onto = { Bucket, Key: "copy", CopySource: `/${Bucket}/copy` };
    await assert.rejects(s3.send(new CopyObjectCommand(onto)), refused("InvalidRequest", 400));
    await s3.send(new CopyObjectCommand({ ...onto, MetadataDirective: "REPLACE", Metadata: { new: "1" } }));
    assert.deepEqual((await get("copy")).Metadata, { new: "1" });
    await assert.rejects(
      s3.send(new CopyObjectCommand({ Bucket, Key: "x", CopySource, CopySourceIfMatch: '"other"' })),
      refused("PreconditionFailed", 412),
    );
    await assert.rejects(s3.send(new CopyObjectCommand({ Bucket, Key: "x", CopySource: `${Bucket}/none` })), refused("NoSuchKey", 404));
    await assert.rejects(s3.send(new CopyObjectCommand({ Bucket, Key: "x", CopySource: "none/none" })), refused("NoSuchBucket", 404));
  });

  test("deleting is idempotent, by one and by many", async () => {
    for (const Key of ["d1", "d2", "d3"]) await put(Key);
    const answer = await s3.send(new DeleteObjectCommand({ Bucket, Key: "d1" }));
    assert.equal(answer.$metadata.httpStatusCode, 204);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "d1" }));
    await assert.rejects(s3.send(new DeleteObjectCommand({ Bucket, Key: "d2", IfMatch: '"other"' })), refused("PreconditionFailed", 412));
    const many = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "d2" }, { Key: "gone" }, { Key: "d3", ETag: '"other"' }] } }),
    );
    assert.deepEqual(
      many.Deleted?.map(({ Key }) => Key),
      ["d2", "gone"],
    );
    assert.deepEqual(
      many.Errors?.map(({ Key, Code }) => [Key, Code]),
      [["d3", "PreconditionFailed"]],
    );
    const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: "d3" }] } }));
    assert.deepEqual([quiet.Deleted, quiet.Errors], [undefined, undefined]);
    await assert.rejects(get("d3"), refused("NoSuchKey", 404));
    const tooMany = Array.from({ length: 1001 }, (_, i) => ({ Key: `k${i}` }));
    await assert.rejects(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: tooMany } })), refused("MalformedXML", 400));
  });

  test("a reader who leaves early harms nobody", async () => {
    const body = randomBytes(4 * 1024 * 1024);
    await put("large", body);
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: "large" }));
    (answer.Body as Readable).destroy();
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "large" }));
  });
});
