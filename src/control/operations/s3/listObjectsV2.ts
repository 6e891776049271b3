/** ListObjectsV2: a page of a bucket, from a key or where the last page ended. */
import type { ListObjectsV2Output, ListObjectsV2Request } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ListPosition, ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { fromToken, listEntry, nameWriter, ownerOf, pageSize, toToken } from "./list-encoding.ts";

export async function listObjectsV2(ctx: { objects: ObjectStore }, call: Call<ListObjectsV2Request>): Promise<ListObjectsV2Output> {
  const bucket = await bucketOf(ctx, call);
  const { input } = call;
  const limit = pageSize("max-keys", input.MaxKeys);
  const write = nameWriter(input.EncodingType);
  const start: ListPosition | undefined = input.StartAfter ? { kind: "key", key: input.StartAfter } : undefined;
  const page = await ctx.objects.list({
    bucket: bucket.name,
    prefix: input.Prefix ?? "",
    delimiter: input.Delimiter ?? "",
    after: fromToken(input.ContinuationToken) ?? start,
    limit,
  });
  const owner = input.FetchOwner ? ownerOf(call.principal) : undefined;
  return {
    Name: bucket.name,
    Prefix: write(input.Prefix ?? ""),
    Delimiter: write(input.Delimiter),
    StartAfter: write(input.StartAfter),
    MaxKeys: limit,
    EncodingType: input.EncodingType,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: input.ContinuationToken,
    NextContinuationToken: toToken(page.next),
    Contents: page.objects.map((info) => listEntry(info, write, owner)),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
}
