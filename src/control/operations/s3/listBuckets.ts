/** ListBuckets: all buckets by name, in pages when asked. */
import type { ListBucketsOutput, ListBucketsRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { fromToken, ownerOf, toToken } from "./list-encoding.ts";
import { wholeSeconds } from "./read-conditions.ts";

export async function listBuckets(ctx: { objects: ObjectStore }, call: Call<ListBucketsRequest>): Promise<ListBucketsOutput> {
  const { Prefix, BucketRegion, MaxBuckets, ContinuationToken } = call.input;
  const position = fromToken(ContinuationToken);
  const after = position?.kind === "key" ? position.key : "";
  const wanted = (await ctx.objects.buckets()).filter(
    ({ name, region }) => name > after && name.startsWith(Prefix ?? "") && (BucketRegion === undefined || region === BucketRegion),
  );
  const page = wanted.slice(0, MaxBuckets);
  const last = page.at(-1);
  return {
    Buckets: page.map(({ name, region, createdAt }) => ({
      Name: name,
      BucketRegion: region,
      CreationDate: new Date(wholeSeconds(createdAt)),
    })),
    Owner: ownerOf(call.principal),
    ContinuationToken: page.length < wanted.length && last ? toToken({ kind: "key", key: last.name }) : undefined,
    Prefix,
  };
}
