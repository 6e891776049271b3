/** Buckets through the JavaScript SDK, and the small services a script calls before it uses one. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { accountId, type S3Server, startS3Server } from "./s3-server.ts";

let server: S3Server;
let s3: S3Client;

before(async () => {
  server = await startS3Server();
  s3 = server.client();
});
after(async () => {
  assert.deepEqual(server.failures, []);
  await server[Symbol.asyncDispose]();
});

const create = (Bucket: string, LocationConstraint?: string) =>
  s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(LocationConstraint && { CreateBucketConfiguration: { LocationConstraint: LocationConstraint as BucketLocationConstraint } }),
    }),
  );
const refused = (name: string, status: number) => (error: { name: string; $metadata: { httpStatusCode: number } }) => {
  assert.deepEqual({ name: error.name, status: error.$metadata.httpStatusCode }, { name, status });
  return true;
};

describe("wrong types", () => {
  test("a bucket configuration that is not XML is malformed", async () => {
    const answer = await server.send("PUT", "/malformed", "not xml");
    assert.match(await answer.text(), /<Code>MalformedXML<\/Code>/);
  });
});

describe("wrong values", () => {
  for (const name of ["ab", "Upper", "under_score", "-dash", "dash-", "two..dots", "192.168.0.1", "xn--punycode", "x".repeat(64)]) {
    test(`no bucket is called ${name.slice(0, 20)}`, async () => {
      const answer = await server.send("PUT", `/${name}`);
      assert.match(await answer.text(), /<Code>InvalidBucketName<\/Code>/);
    });
  }

  test("a missing bucket is 404 for everyone, in HEAD without a body", async () => {
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: "missing" })), refused("NotFound", 404));
    await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket: "missing" })), refused("NoSuchBucket", 404));
    await assert.rejects(s3.send(new GetBucketLocationCommand({ Bucket: "missing" })), refused("NoSuchBucket", 404));
    const answer = await server.send("HEAD", "/missing");
    assert.deepEqual([answer.status, await answer.text()], [404, ""]);
  });

  test("a bucket expected to be somebody else's is forbidden", async () => {
    await create("mine");
    await s3.send(new HeadBucketCommand({ Bucket: "mine", ExpectedBucketOwner: accountId }));
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: "mine", ExpectedBucketOwner: "999999999999" })), refused("Unknown", 403));
  });
});

describe("behaviour", () => {
  test("creating again is fine in us-east-1 and a conflict elsewhere", async () => {
    assert.equal((await create("east")).Location, "/east");
    await create("east");
    await create("west", "eu-west-1");
    await assert.rejects(create("west", "eu-west-1"), refused("BucketAlreadyOwnedByYou", 409));
  });

  test("a bucket knows its region", async () => {
    await create("located-west", "eu-west-1");
    await create("located-east");
    const location = async (Bucket: string) => (await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint;
    assert.equal(await location("located-west"), "eu-west-1");
    assert.equal(await location("located-east"), undefined);
    assert.equal((await s3.send(new HeadBucketCommand({ Bucket: "located-west" }))).BucketRegion, "eu-west-1");
  });

  test("buckets are listed by name, in pages when asked", async () => {
    for (const name of ["page-c", "page-a", "page-b"]) await create(name);
    const first = await s3.send(new ListBucketsCommand({ Prefix: "page-", MaxBuckets: 2 }));
    assert.deepEqual(
      first.Buckets?.map(({ Name }) => Name),
      ["page-a", "page-b"],
    );
    const rest = await s3.send(new ListBucketsCommand({ Prefix: "page-", ContinuationToken: first.ContinuationToken }));
    assert.deepEqual(
      rest.Buckets?.map(({ Name }) => Name),
      ["page-c"],
    );
    assert.equal(rest.ContinuationToken, undefined);
    assert.equal(first.Owner?.ID, accountId);
    assert.ok(first.Buckets?.[0]?.CreationDate instanceof Date);
  });

  test("only an empty bucket is deleted; uploads in progress are no content", async () => {
    const Bucket = "deleted";
    await create(Bucket);
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "u" }));
    await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket })), refused("BucketNotEmpty", 409));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), refused("NotFound", 404));
  });

  test("STS says who is calling, as a role, and assumes none", async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = server.env;
    const sts = new STSClient({ endpoint: server.url, region: "us-east-1", credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
    const caller = await sts.send(new GetCallerIdentityCommand({}));
    assert.deepEqual([caller.Account, caller.Arn], [accountId, `arn:aws:sts::${accountId}:assumed-role/hostler/user`]);
    const RoleArn = `arn:aws:iam::${accountId}:role/any`;
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session" })), refused("AccessDenied", 403));
    sts.destroy();
  });
});
