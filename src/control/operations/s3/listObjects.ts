/** ListObjects, the first version: pages are told apart by the last name of the page before. */
import type { ListObjectsOutput, ListObjectsRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ListPosition, ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { listEntry, nameWriter, ownerOf, pageSize } from "./list-encoding.ts";

export async function listObjects(ctx: { objects: ObjectStore }, call: Call<ListObjectsRequest>): Promise<ListObjectsOutput> {
  const bucket = await bucketOf(ctx, call);
  const { input } = call;
  const limit = pageSize("max-keys", input.MaxKeys);
  const write = nameWriter(input.EncodingType);
  const prefix = input.Prefix ?? "";
  const delimiter = input.Delimiter ?? "";
  const after = markerPosition(input.Marker ?? "", prefix, delimiter);
  const page = await ctx.objects.list({ bucket: bucket.name, prefix, delimiter, after, limit });
  const next = page.next?.kind === "prefix" ? page.next.prefix : page.next?.key;
  const owner = ownerOf(call.principal);
  return {
    Name: bucket.name,
    Prefix: write(prefix),
    Delimiter: write(input.Delimiter),
    Marker: write(input.Marker ?? ""),
    MaxKeys: limit,
    EncodingType: input.EncodingType,
    IsTruncated: page.next !== undefined,
    // Without a delimiter S3 leaves it out, and clients take the last key.
    NextMarker: delimiter === "" ? undefined : write(next),
    Contents: page.objects.map((info) => listEntry(info, write, owner)),
    CommonPrefixes: page.commonPrefixes.map((each) => ({ Prefix: write(each) })),
  };
}

/** A marker below a common prefix stands for that whole prefix: it was on the page before. */
function markerPosition(marker: string, prefix: string, delimiter: string): ListPosition | undefined {
  if (marker === "") return undefined;
  const at = delimiter !== "" && marker.startsWith(prefix) ? marker.indexOf(delimiter, prefix.length) : -1;
  return at < 0 ? { kind: "key", key: marker } : { kind: "prefix", prefix: marker.slice(0, at + delimiter.length) };
}
