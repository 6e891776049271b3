/** UploadPart: stores one part of an upload; a part of the same number is replaced. */
import type { UploadPartOutput, UploadPartRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { verifiedContent } from "./body-integrity.ts";
import { checksumFields } from "./checksum-fields.ts";
import { quoted } from "./etags.ts";
import { describeEncryption } from "./object-properties.ts";
import { uploadOf } from "./part-access.ts";
import { s3Errors } from "./s3-errors.ts";

export async function uploadPart(ctx: { objects: ObjectStore }, call: Call<UploadPartRequest>): Promise<UploadPartOutput> {
  const upload = await uploadOf(ctx, call);
  const content = verifiedContent(call);
  const expected = upload.checksum?.algorithm;
  if (content.algorithm && expected && content.algorithm !== expected) {
    const actual = content.algorithm.toLowerCase();
    throw s3Errors.invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${actual}`,
    );
  }
  const part = await ctx.objects.putPart(upload, call.input.PartNumber, { ...content, algorithm: content.algorithm ?? expected });
  return { ETag: quoted(part.etag), ...checksumFields(part.checksum), ...describeEncryption(upload.properties) };
}
