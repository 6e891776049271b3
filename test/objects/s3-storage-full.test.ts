/** What clients see when the disk is full: an error that names it, whole objects as before, and a server that goes on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { type CreateFile, createFile } from "../../src/objects/folder/content-files.ts";
import { startS3Server } from "./s3-server.ts";

test("a write that does not fit is InsufficientStorage, and what was there stays", async () => {
  let room = 1000;
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
  await using server = await startS3Server({ createFile: smallDisk });
  const s3 = server.client();
  const at = { Bucket: "full", Key: "k" };
  await s3.send(new CreateBucketCommand({ Bucket: "full" }));
  await s3.send(new PutObjectCommand({ ...at, Body: "small" }));
  const large = s3.send(new PutObjectCommand({ ...at, Body: Buffer.alloc(512 * 1024) }));
  await assert.rejects(large, (error: { name: string; $metadata: { httpStatusCode: number } }) => {
    assert.deepEqual([error.name, error.$metadata.httpStatusCode], ["InsufficientStorage", 507]);
    return true;
  });
  const { Body } = await s3.send(new GetObjectCommand(at));
  assert.equal(await Body!.transformToString(), "small");
  room = 1000;
  await s3.send(new PutObjectCommand({ ...at, Body: "there is room again" }));
  assert.deepEqual(server.failures, []);
});
