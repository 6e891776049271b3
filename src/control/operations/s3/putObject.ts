/** PutObject: stores the bytes of the request, if they are the ones the client meant and the condition holds. */
import type { PutObjectOutput, PutObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { verifiedContent } from "./body-integrity.ts";
import { bucketOf } from "./bucket-access.ts";
import { checksumFields } from "./checksum-fields.ts";
import { quoted, writeCondition } from "./etags.ts";
import { describeEncryption, toProperties } from "./object-properties.ts";
import { s3Errors } from "./s3-errors.ts";

export async function putObject(ctx: { objects: ObjectStore }, call: Call<PutObjectRequest>): Promise<PutObjectOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  if (input.WriteOffsetBytes !== undefined) throw s3Errors.notImplemented("x-amz-write-offset-bytes");
  const properties = toProperties(input);
  const info = await ctx.objects.put({
    bucket: input.Bucket,
    key: input.Key,
    properties,
    condition: writeCondition(input),
    content: verifiedContent(call),
  });
  return {
    ETag: quoted(info.etag),
    ...checksumFields(info.checksum),
    ChecksumType: info.checksum?.type,
    ...describeEncryption(properties),
  };
}
