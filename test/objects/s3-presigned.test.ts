/** Presigned URLs: what a browser or curl may do with nothing but a link. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type S3Server, startS3Server } from "./s3-server.ts";

let server: S3Server;
let s3: S3Client;
const Bucket = "links";

before(async () => {
  server = await startS3Server();
  s3 = server.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(server.failures, []);
  await server[Symbol.asyncDispose]();
});

test("a link puts an object and another gets it", async () => {
  const Key = "dir/a b+c ä.txt";
  const putUrl = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const put = await fetch(putUrl, { method: "PUT", body: "hello", headers: { "content-type": "text/plain" } });
  assert.equal(put.status, 200, await put.text());
  const getUrl = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, ResponseContentType: "text/x" }), { expiresIn: 60 });
  const got = await fetch(getUrl);
  assert.deepEqual([await got.text(), got.headers.get("content-type")], ["hello", "text/x"]);
});

test("a link is for one object and one method, and cannot be bent", async () => {
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "one" }), { expiresIn: 60 });
  for (const bent of [
    url.replace("/one", "/two"),
    url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"),
    url.replace(/Signature=../, "Signature=00"),
  ]) {
    assert.equal((await fetch(bent)).status, 403);
  }
  assert.equal((await fetch(url, { method: "DELETE" })).status, 403);
});

test("what a link says about the object counts as if it stood in headers", async () => {
  const put = new PutObjectCommand({ Bucket, Key: "said", Metadata: { team: "a" }, StorageClass: "STANDARD_IA" });
  const answer = await fetch(await getSignedUrl(s3, put, { expiresIn: 60 }), { method: "PUT", body: "hello" });
  assert.equal(answer.status, 200, await answer.text());
  const info = await server.objects.head(Bucket, "said");
  assert.deepEqual([info?.metadata, info?.properties.storageClass], [{ team: "a" }, "STANDARD_IA"]);
});

test("a link ends", async () => {
  const signingDate = new Date(Date.now() - 120_000);
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "one" }), { expiresIn: 60, signingDate });
  const late = await fetch(url);
  assert.equal(late.status, 403);
  assert.match(await late.text(), /Request has expired/);
});
