/** Buckets: names for sets of objects. */
import type { Kysely } from "kysely";
import { ObjectStoreError } from "../object-fault.ts";
import type { Bucket } from "../object-store.ts";
import { change, discard, type FolderContext } from "./folder-context.ts";
import { requireBucket } from "./object-index.ts";
import type { Tables } from "./schema.ts";
import { forgetUpload } from "./uploads.ts";

/** False when it was there already. */
export async function createBucket(ctx: FolderContext, name: string, region: string): Promise<boolean> {
  return change(ctx, async (tx) => {
    const names = await tx.selectFrom("bucket").select("name").execute();
    if (names.some((bucket) => bucket.name === name)) return false;
    const limit = ctx.limits.buckets;
    if (names.length >= limit) throw new ObjectStoreError({ kind: "tooMany", what: "buckets", limit });
    await tx.insertInto("bucket").values({ name, region, created_at: ctx.clock.now() }).execute();
    return true;
  });
}

export async function findBucket(db: Kysely<Tables>, name: string): Promise<Bucket | undefined> {
  const row = await db.selectFrom("bucket").selectAll().where("name", "=", name).executeTakeFirst();
  return row && toBucket(row);
}

/** All of them (their number is bounded), by name. */
export async function listBuckets(db: Kysely<Tables>): Promise<Bucket[]> {
  const rows = await db.selectFrom("bucket").selectAll().orderBy("name").execute();
  return rows.map(toBucket);
}

/** Removes an empty bucket. Uploads in progress do not count as content, as on S3: they go with it. */
export async function deleteBucket(ctx: FolderContext, bucket: string): Promise<void> {
  const doomed = await change(ctx, async (tx) => {
    await requireBucket(tx, bucket);
    const object = await tx.selectFrom("object").select("content_id").where("bucket", "=", bucket).limit(1).executeTakeFirst();
    if (object) throw new ObjectStoreError({ kind: "bucketNotEmpty", bucket });
    const uploads = await tx.selectFrom("upload").select("id").where("bucket", "=", bucket).execute();
    const gone = [];
    for (const { id } of uploads) gone.push(await forgetUpload(tx, id));
    await tx.deleteFrom("bucket").where("name", "=", bucket).execute();
    return gone;
  });
  await discard(ctx, doomed);
}

function toBucket(row: Tables["bucket"]): Bucket {
  return { name: row.name, region: row.region, createdAt: row.created_at };
}
