/** Puts the two model archives into Hostler's object store, as into any S3. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { archiveKey, bucket, variants } from "./endpoint.ts";
import type { Hostler } from "./hostler.ts";
import { root } from "./patients.ts";

export async function uploadModels({ client }: Pick<Hostler, "client">): Promise<{ result: undefined; told: string }> {
  const s3 = new S3Client({ ...client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const variant of variants) {
    const Body = readFileSync(resolve(root, variant.archive));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: archiveKey(variant.name), Body }));
  }
  s3.destroy();
  return { result: undefined, told: `${variants.length} archives in s3://${bucket}` };
}
