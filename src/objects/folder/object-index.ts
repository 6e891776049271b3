/** The changes of the index that make objects appear, be replaced and go: each a transaction, each telling which files nobody needs now. */
import type { Kysely, Transaction } from "kysely";
import { ObjectStoreError } from "../object-fault.ts";
import type { DeleteOutcome, DeleteTarget, WriteCondition } from "../object-store.ts";
import { keyBytes } from "./rows.ts";
import type { ObjectRow, PieceRow, Tables } from "./schema.ts";

/** Content that no row names any more. */
export interface Doomed {
  readonly contentId: string;
  readonly fileIds: readonly string[];
}

/** Where an object is to appear, and on what condition. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly condition?: WriteCondition;
}

export async function findObject(db: Kysely<Tables>, bucket: string, key: string): Promise<ObjectRow | undefined> {
  return db.selectFrom("object").selectAll().where("bucket", "=", bucket).where("key", "=", keyBytes(key)).executeTakeFirst();
}

export async function piecesOf(db: Kysely<Tables>, contentId: string): Promise<PieceRow[]> {
  return db.selectFrom("piece").selectAll().where("content_id", "=", contentId).orderBy("number").execute();
}

export async function requireBucket(db: Kysely<Tables>, bucket: string): Promise<void> {
  const row = await db.selectFrom("bucket").select("name").where("name", "=", bucket).executeTakeFirst();
  if (!row) throw new ObjectStoreError({ kind: "noSuchBucket", bucket }, `There is no bucket ${bucket}.`);
}

/** Throws unless the place may be written as things stand: asked before a body is read, and again when it is in. */
export async function requireWritable(db: Kysely<Tables>, place: Place): Promise<void> {
  await requireBucket(db, place.bucket);
  if (!place.condition) return;
  const present = await findObject(db, place.bucket, place.key);
  if (place.condition.kind === "absent") {
    if (present) throw new ObjectStoreError({ kind: "preconditionFailed", condition: "If-None-Match" });
  } else {
    if (!present) throw new ObjectStoreError({ kind: "noSuchKey", key: place.key });
    if (present.etag !== place.condition.etag) throw new ObjectStoreError({ kind: "preconditionFailed", condition: "If-Match" });
  }
}

/** Puts an object in its place, instead of what was there. Its pieces are new, or are those of the upload it came from. */
export async function placeObject(tx: Transaction<Tables>, place: Place, row: ObjectRow, pieces: readonly PieceRow[]): Promise<Doomed[]> {
  await requireWritable(tx, place);
  const before = await findObject(tx, place.bucket, place.key);
  const doomed = before ? [await forgetContent(tx, before.content_id)] : [];
  for (const piece of pieces) await tx.insertInto("piece").values(piece).execute();
  await tx.replaceInto("object").values(row).execute();
  return doomed;
}

export async function deleteObjects(
  tx: Transaction<Tables>,
  bucket: string,
  targets: readonly DeleteTarget[],
): Promise<{ outcomes: DeleteOutcome[]; doomed: Doomed[] }> {
  await requireBucket(tx, bucket);
  const outcomes: DeleteOutcome[] = [];
  const doomed: Doomed[] = [];
  for (const target of targets) {
    const present = await findObject(tx, bucket, target.key);
    if (!present) {
      outcomes.push("missing");
    } else if (target.etag !== undefined && target.etag !== "*" && target.etag !== present.etag) {
      outcomes.push("changed");
    } else {
      await tx.deleteFrom("object").where("bucket", "=", bucket).where("key", "=", present.key).execute();
      doomed.push(await forgetContent(tx, present.content_id));
      outcomes.push("deleted");
    }
  }
  return { outcomes, doomed };
}

/** Removes the pieces of a content from the index. */
export async function forgetContent(tx: Transaction<Tables>, contentId: string): Promise<Doomed> {
  const pieces = await tx.deleteFrom("piece").where("content_id", "=", contentId).returning("file_id").execute();
  return { contentId, fileIds: pieces.map((piece) => piece.file_id) };
}
