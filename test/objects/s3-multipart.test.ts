/** Uploads in parts through the JavaScript SDK: by hand, and by `lib-storage`. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  type UploadPartCommandInput,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { type S3Server, startS3Server } from "./s3-server.ts";

let server: S3Server;
let s3: S3Client;
const Bucket = "uploads";
const MiB = 1024 * 1024;
const five = randomBytes(5 * MiB);
const tail = Buffer.from("the tail");

before(async () => {
  server = await startS3Server();
  s3 = server.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(server.failures, []);
  await server[Symbol.asyncDispose]();
});

const begin = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) =>
  (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId!;
const part = (Key: string, UploadId: string, PartNumber: number, Body: Buffer, more: Partial<UploadPartCommandInput> = {}) =>
  s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
type Parts = NonNullable<CompleteMultipartUploadCommandInput["MultipartUpload"]>["Parts"];
const complete = (Key: string, UploadId: string, Parts: Parts, more: Partial<CompleteMultipartUploadCommandInput> = {}) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
const read = async (Key: string, more: object = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, bytes: await buffer(answer.Body as Readable) };
};
const refused = (name: string, status: number) => (error: { name: string; $metadata: { httpStatusCode: number } }) => {
  assert.deepEqual({ name: error.name, status: error.$metadata.httpStatusCode }, { name, status });
  return true;
};

describe("wrong types", () => {
  test("a part number that is no number is refused", async () => {
    const answer = await server.send("PUT", `/${Bucket}/k?partNumber=one&uploadId=x`, "body");
    assert.match(await answer.text(), /<Code>InvalidArgument<\/Code>/);
  });
});

describe("wrong values", () => {
  test("an upload that is not there, or is another key's, does not exist", async () => {
    const id = await begin("theirs");
    for (const [Key, UploadId] of [
      ["theirs", "nonsense"],
      ["mine", id],
    ] as const) {
      await assert.rejects(part(Key, UploadId, 1, tail), refused("NoSuchUpload", 404));
      await assert.rejects(complete(Key, UploadId, [{ PartNumber: 1, ETag: "x" }]), refused("NoSuchUpload", 404));
      await assert.rejects(s3.send(new ListPartsCommand({ Bucket, Key, UploadId })), refused("NoSuchUpload", 404));
      await assert.rejects(s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })), refused("NoSuchUpload", 404));
    }
  });

  test("part numbers go from 1 to 10,000", async () => {
    const id = await begin("numbers");
    for (const number of [0, 10_001]) await assert.rejects(part("numbers", id, number, tail), refused("InvalidArgument", 400));
    await part("numbers", id, 10_000, tail);
  });

  test("completing needs the right parts, in order, large enough, and some at all", async () => {
    const id = await begin("wrong");
    const one = { PartNumber: 1, ETag: (await part("wrong", id, 1, tail)).ETag };
    const two = { PartNumber: 2, ETag: (await part("wrong", id, 2, tail)).ETag };
    await assert.rejects(complete("wrong", id, []), refused("MalformedXML", 400));
    await assert.rejects(complete("wrong", id, [two, one]), refused("InvalidPartOrder", 400));
    await assert.rejects(complete("wrong", id, [one, { ...two, PartNumber: 3 }]), refused("InvalidPart", 400));
    await assert.rejects(complete("wrong", id, [{ ...one, ETag: '"0123456789abcdef0123456789abcdef"' }]), refused("InvalidPart", 400));
    await assert.rejects(complete("wrong", id, [one, two]), refused("EntityTooSmall", 400));
    await assert.rejects(complete("wrong", id, [one], { MpuObjectSize: 1 }), refused("InvalidRequest", 400));
    await assert.rejects(read("wrong"), refused("NoSuchKey", 404));
    await complete("wrong", id, [one], { MpuObjectSize: tail.length });
  });

  const pairs: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType: ChecksumType }[] = [
    { ChecksumAlgorithm: "SHA256", ChecksumType: "FULL_OBJECT" },
    { ChecksumAlgorithm: "CRC64NVME", ChecksumType: "COMPOSITE" },
  ];
  for (const pair of pairs) {
    test(`a checksum cannot be ${pair.ChecksumAlgorithm} and ${pair.ChecksumType}`, async () => {
      await assert.rejects(begin("pair", pair), refused("InvalidRequest", 400));
    });
  }

  test("a part with another checksum than the upload's is refused", async () => {
    const id = await begin("mismatch", { ChecksumAlgorithm: "SHA1" });
    await assert.rejects(part("mismatch", id, 1, tail, { ChecksumAlgorithm: "CRC32" }), refused("InvalidRequest", 400));
  });
});

describe("behaviour", () => {
  test("parts become one object, readable whole, by range and by part", async () => {
    const id = await begin("made", { ContentType: "a/b", Metadata: { k: "v" } });
    const two = await part("made", id, 2, tail);
    const one = await part("made", id, 1, five);
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: "made", UploadId: id, MaxParts: 1 }));
    assert.deepEqual([listed.Parts?.map((each) => each.Size), listed.IsTruncated, listed.NextPartNumberMarker], [[5 * MiB], true, "1"]);
    const made = await complete("made", id, [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ]);
    const md5 = (bytes: Buffer): Buffer => createHash("md5").update(bytes).digest();
    assert.equal(made.ETag, `"${md5(Buffer.concat([md5(five), md5(tail)])).toString("hex")}-2"`);
    assert.match(made.Location!, /\/uploads\/made$/);
    const whole = await read("made");
    assert.ok(whole.bytes.equals(Buffer.concat([five, tail])));
    assert.deepEqual([whole.ContentType, whole.Metadata], ["a/b", { k: "v" }]);
    const seam = await read("made", { Range: `bytes=${5 * MiB - 1}-${5 * MiB + 2}` });
    assert.ok(seam.bytes.equals(Buffer.concat([five.subarray(-1), tail.subarray(0, 3)])));
    const second = await read("made", { PartNumber: 2 });
    assert.deepEqual([second.bytes.toString(), second.PartsCount, second.$metadata.httpStatusCode], ["the tail", 2, 206]);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "made", PartNumber: 1 }));
    assert.deepEqual([head.ContentLength, head.PartsCount], [5 * MiB, 2]);
    await assert.rejects(read("made", { PartNumber: 3 }), refused("InvalidPartNumber", 416));
    const again = await complete("made", id, [{ PartNumber: 1, ETag: one.ETag }]);
    assert.equal(again.ETag, made.ETag, "a client that lost the answer may ask again");
  });

  const types: { ChecksumAlgorithm: ChecksumAlgorithm; ChecksumType: ChecksumType }[] = [
    { ChecksumAlgorithm: "CRC32", ChecksumType: "COMPOSITE" },
    { ChecksumAlgorithm: "SHA256", ChecksumType: "COMPOSITE" },
    { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" },
    { ChecksumAlgorithm: "CRC64NVME", ChecksumType: "FULL_OBJECT" },
  ];
  for (const { ChecksumAlgorithm, ChecksumType } of types) {
    test(`the ${ChecksumType} ${ChecksumAlgorithm} of an upload is checked and told`, async () => {
      const Key = `${ChecksumAlgorithm}-${ChecksumType}`;
      const member = `Checksum${ChecksumAlgorithm}` as "ChecksumCRC32";
      const id = await begin(Key, { ChecksumAlgorithm, ChecksumType });
      const one = await part(Key, id, 1, five, { ChecksumAlgorithm });
      const two = await part(Key, id, 2, tail, { ChecksumAlgorithm });
      const parts = [one, two].map((each, i) => ({ PartNumber: i + 1, ETag: each.ETag, [member]: each[member] }));
      const wrong = [{ ...parts[0], [member]: two[member] }, parts[1]!];
      await assert.rejects(complete(Key, id, wrong), refused("InvalidPart", 400));
      await assert.rejects(complete(Key, id, parts, { [member]: two[member] }), refused("BadDigest", 400));
      const whole = await s3.send(new PutObjectCommand({ Bucket, Key: "plain", Body: Buffer.concat([five, tail]), ChecksumAlgorithm }));
      const made = await complete(Key, id, parts, ChecksumType === "FULL_OBJECT" ? { [member]: whole[member], ChecksumType } : {});
      if (ChecksumType === "FULL_OBJECT") assert.equal(made[member], whole[member]);
      else assert.match(made[member]!, /-2$/);
      assert.equal((await read(Key, { ChecksumMode: "ENABLED" }))[member], made[member]);
    });
  }

  test("parts can be copied from objects and from ranges of them", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: five }));
    const id = await begin("from copies");
    const copy = async (PartNumber: number, CopySourceRange?: string) => ({
      PartNumber,
      ETag: (
        await s3.send(
          new UploadPartCopyCommand({
            Bucket,
            Key: "from copies",
            UploadId: id,
            PartNumber,
            CopySource: `${Bucket}/source`,
            CopySourceRange,
          }),
        )
      ).CopyPartResult?.ETag,
    });
    const parts = [await copy(1), await copy(2, "bytes=10-19")];
    await assert.rejects(copy(3, "bytes=10-"), refused("InvalidArgument", 400));
    await assert.rejects(copy(3, `bytes=0-${5 * MiB}`), refused("InvalidArgument", 400));
    await complete("from copies", id, parts);
    assert.ok((await read("from copies")).bytes.equals(Buffer.concat([five, five.subarray(10, 20)])));
  });

  test("uploads in progress are listed and aborted, and completing may be conditional", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "dir/taken", Body: "x" }));
    const id = await begin("dir/taken");
    const one = { PartNumber: 1, ETag: (await part("dir/taken", id, 1, tail)).ETag };
    await assert.rejects(complete("dir/taken", id, [one], { IfNoneMatch: "*" }), refused("PreconditionFailed", 412));
    const listed = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "dir/" }));
    assert.deepEqual(
      listed.Uploads?.map((upload) => [upload.Key, upload.UploadId]),
      [["dir/taken", id]],
    );
    const folded = await s3.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: "/" }));
    assert.deepEqual(folded.CommonPrefixes, [{ Prefix: "dir/" }]);
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "dir/taken", UploadId: id }));
    await assert.rejects(part("dir/taken", id, 1, tail), refused("NoSuchUpload", 404));
  });

  test("lib-storage uploads a stream of unknown length in parallel parts", async () => {
    const body = randomBytes(17 * MiB + 3);
    const chunks = Array.from({ length: 18 }, (_, i) => body.subarray(i * MiB, (i + 1) * MiB));
    const upload = new Upload({ client: s3, params: { Bucket, Key: "stream", Body: Readable.from(chunks) }, queueSize: 3 });
    await upload.done();
    assert.ok((await read("stream")).bytes.equals(body));
  });
});
