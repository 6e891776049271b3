/** DeleteObjects: removes up to a thousand objects in one transaction and tells the outcome of each. */
import type { DeletedObject, Error as DeleteError, DeleteObjectsOutput, DeleteObjectsRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import { limits } from "../../../limits.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { unquoted } from "./etags.ts";
import { s3Errors } from "./s3-errors.ts";

export async function deleteObjects(ctx: { objects: ObjectStore }, call: Call<DeleteObjectsRequest>): Promise<DeleteObjectsOutput> {
  await bucketOf(ctx, call);
  const { Bucket, Delete } = call.input;
  const wanted = Delete.Objects;
  if (wanted.length === 0 || wanted.length > limits.objectPage) throw s3Errors.malformedXml();
  const current = wanted.filter(({ VersionId }) => VersionId === undefined || VersionId === "null");
  const targets = current.map(({ Key, ETag }) => ({ key: Key, etag: ETag === undefined ? undefined : unquoted(ETag) }));
  const outcomes = await ctx.objects.delete(Bucket, targets);
  const Deleted: DeletedObject[] = [];
  const Errors: DeleteError[] = wanted
    .filter((object) => !current.includes(object))
    .map(({ Key, VersionId }) => ({
      Key,
      VersionId,
      Code: "NoSuchVersion",
      Message: "The specified version does not exist.",
    }));
  for (const [i, { Key }] of current.entries()) {
    if (outcomes[i] !== "changed") Deleted.push({ Key });
    else Errors.push({ Key, Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold" });
  }
  return { Deleted: Delete.Quiet ? [] : Deleted, Errors };
}
