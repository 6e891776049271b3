/** Multipart uploads: parts are content files of the upload, and completing it turns them into an object without writing them again. */
import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { runningChecksum } from "../checksum.ts";
import { ObjectStoreError } from "../object-fault.ts";
import type {
  CompleteRequest,
  ContentRequest,
  ListUploadsRequest,
  ObjectInfo,
  PartInfo,
  UploadInfo,
  UploadPage,
  UploadRef,
} from "../object-store.ts";
import { change, discard, type FolderContext } from "./folder-context.ts";
import { commonPrefixOf } from "./listing.ts";
import { type Doomed, findObject, forgetContent, piecesOf, placeObject, requireBucket, requireWritable } from "./object-index.ts";
import { chooseParts, completedChecksum, multipartEtag } from "./part-choice.ts";
import { bytesOf } from "./reading.ts";
import { keyBytes, keyText, toJson, toObjectInfo, toPartInfo, toUploadInfo } from "./rows.ts";
import type { ObjectRow, PieceRow, Tables } from "./schema.ts";
import { toPiece } from "./writing.ts";

export async function createUpload(ctx: FolderContext, upload: Omit<UploadInfo, "id" | "startedAt">): Promise<UploadInfo> {
  await abortExpired(ctx);
  const row = {
    id: ctx.rng.uuid().replaceAll("-", ""),
    bucket: upload.bucket,
    key: keyBytes(upload.key),
    started_at: ctx.clock.now(),
    properties: JSON.stringify(upload.properties),
    checksum: toJson(upload.checksum),
  };
  await change(ctx, async (tx) => {
    await requireBucket(tx, upload.bucket);
    const { count } = await tx
      .selectFrom("upload")
      .select((q) => q.fn.countAll<number>().as("count"))
      .where("bucket", "=", upload.bucket)
      .executeTakeFirstOrThrow();
    const limit = ctx.limits.uploadsPerBucket;
    if (count >= limit) throw new ObjectStoreError({ kind: "tooMany", what: "multipart uploads in progress in one bucket", limit });
    await tx.insertInto("upload").values(row).execute();
  });
  return toUploadInfo(row);
}

export async function findUpload(db: Kysely<Tables>, ref: UploadRef): Promise<UploadInfo | undefined> {
  const row = await db.selectFrom("upload").selectAll().where("id", "=", ref.id).executeTakeFirst();
  return row && row.bucket === ref.bucket && keyText(row.key) === ref.key ? toUploadInfo(row) : undefined;
}

export async function putPart(ctx: FolderContext, ref: UploadRef, number: number, content: ContentRequest): Promise<PartInfo> {
  const { checksum } = await requireUpload(ctx.db, ref);
  const { id, digest } = await ctx.files.write({ algorithm: checksum?.algorithm, ...content }, ctx.limits.objectBytes);
  const piece = toPiece(ref.id, number, id, digest, ctx.clock.now());
  try {
    const replaced = await ctx.uploads.run(ref.id, () => change(ctx, (tx) => placePart(tx, ref, piece)));
    await ctx.files.remove(replaced);
    return toPartInfo(piece);
  } catch (error) {
    await ctx.files.remove([id]);
    throw error;
  }
}

export async function listParts(ctx: FolderContext, ref: UploadRef, after: number, limit: number): Promise<PartInfo[]> {
  await requireUpload(ctx.db, ref);
  const rows = await ctx.db
    .selectFrom("piece")
    .selectAll()
    .where("content_id", "=", ref.id)
    .where("number", ">", after)
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(toPartInfo);
}

/**
 * The parts are read once, for the SHA-256 and a checksum of the whole; then one transaction makes them the object. A client that
 * lost the answer and asks again finds the object that has this upload's content.
 */
export function completeUpload(ctx: FolderContext, request: CompleteRequest): Promise<ObjectInfo> {
  const { upload: ref } = request;
  return ctx.uploads.run(ref.id, async () => {
    const upload = await findUpload(ctx.db, ref);
    if (!upload) return completedBefore(ctx, ref);
    const place = { bucket: ref.bucket, key: ref.key, condition: request.condition };
    await requireWritable(ctx.db, place);
    const stored = await piecesOf(ctx.db, ref.id);
    const chosen = chooseParts(stored, request, ctx.limits.uploadPartBytes);
    const row = await toObjectRow(ctx, upload, chosen);
    request.accept?.(toObjectInfo(row));
    const left = stored.filter((piece) => !chosen.includes(piece));
    const doomed = await change(ctx, async (tx) => {
      await requireUpload(tx, ref);
      for (const piece of left) await tx.deleteFrom("piece").where("file_id", "=", piece.file_id).execute();
      await tx.deleteFrom("upload").where("id", "=", ref.id).execute();
      return placeObject(tx, place, row, []);
    });
    await ctx.files.remove(left.map((piece) => piece.file_id));
    await discard(ctx, doomed);
    return toObjectInfo(row);
  });
}

export function abortUpload(ctx: FolderContext, ref: UploadRef): Promise<void> {
  return ctx.uploads.run(ref.id, async () => {
    const doomed = await change(ctx, async (tx) => {
      await requireUpload(tx, ref);
      return forgetUpload(tx, ref.id);
    });
    await discard(ctx, [doomed]);
  });
}

/** Aborts what was begun long ago and never finished: its parts take room that nobody sees. */
export async function abortExpired(ctx: FolderContext): Promise<void> {
  const before = ctx.clock.now() - ctx.limits.uploadMs;
  const expired = await ctx.db.selectFrom("upload").select("id").where("started_at", "<", before).execute();
  for (const { id } of expired) {
    await ctx.uploads.run(id, async () => discard(ctx, [await change(ctx, (tx) => forgetUpload(tx, id))]));
  }
}

/** Uploads of a bucket by key, and by id within a key. Their number is bounded, so they are folded in memory. */
export async function listUploads(ctx: FolderContext, request: ListUploadsRequest): Promise<UploadPage> {
  await requireBucket(ctx.db, request.bucket);
  const rows = await ctx.db.selectFrom("upload").selectAll().where("bucket", "=", request.bucket).orderBy("key").orderBy("id").execute();
  const uploads: UploadInfo[] = [];
  const commonPrefixes: string[] = [];
  let next: UploadPage["next"];
  for (const upload of rows.map(toUploadInfo)) {
    if (!upload.key.startsWith(request.prefix) || !isAfter(upload, request.after)) continue;
    const folded = commonPrefixOf(upload.key, request.prefix, request.delimiter);
    if (folded !== undefined && (folded === commonPrefixes.at(-1) || request.after?.key.startsWith(folded))) continue;
    if (uploads.length + commonPrefixes.length === request.limit) return { uploads, commonPrefixes, next };
    if (folded === undefined) uploads.push(upload);
    else commonPrefixes.push(folded);
    next = { key: folded ?? upload.key, id: folded === undefined ? upload.id : "" };
  }
  return { uploads, commonPrefixes };
}

export async function forgetUpload(tx: Transaction<Tables>, id: string): Promise<Doomed> {
  await tx.deleteFrom("upload").where("id", "=", id).execute();
  return forgetContent(tx, id);
}

function isAfter(upload: UploadInfo, after: ListUploadsRequest["after"]): boolean {
  if (!after) return true;
  const order = Buffer.compare(keyBytes(upload.key), keyBytes(after.key));
  return order > 0 || (order === 0 && after.id !== undefined && upload.id > after.id);
}

async function requireUpload(db: Kysely<Tables>, ref: UploadRef): Promise<UploadInfo> {
  const upload = await findUpload(db, ref);
  if (!upload) throw new ObjectStoreError({ kind: "noSuchUpload", uploadId: ref.id });
  return upload;
}

async function placePart(tx: Transaction<Tables>, ref: UploadRef, piece: PieceRow): Promise<string[]> {
  await requireUpload(tx, ref);
  const replaced = await tx
    .deleteFrom("piece")
    .where("content_id", "=", ref.id)
    .where("number", "=", piece.number)
    .returning("file_id")
    .execute();
  await tx.insertInto("piece").values(piece).execute();
  return replaced.map((row) => row.file_id);
}

async function completedBefore(ctx: FolderContext, ref: UploadRef): Promise<ObjectInfo> {
  const present = await findObject(ctx.db, ref.bucket, ref.key);
  if (present?.content_id !== ref.id) throw new ObjectStoreError({ kind: "noSuchUpload", uploadId: ref.id });
  return toObjectInfo(present);
}

async function toObjectRow(ctx: FolderContext, upload: UploadInfo, pieces: readonly PieceRow[]): Promise<ObjectRow> {
  const sizeBytes = pieces.reduce((sum, piece) => sum + piece.size_bytes, 0);
  if (sizeBytes > ctx.limits.objectBytes) throw new ObjectStoreError({ kind: "tooLarge", maxBytes: ctx.limits.objectBytes });
  const sha256 = createHash("sha256");
  const whole = upload.checksum?.type === "FULL_OBJECT" ? runningChecksum(upload.checksum.algorithm) : undefined;
  const first = await ctx.files.read(pieces[0]!.file_id);
  if (!first) throw new Error(`The content file ${pieces[0]!.file_id} is missing from the object folder.`);
  try {
    for await (const bytes of bytesOf(ctx.files, { pieces, first }, { first: 0, last: sizeBytes - 1 })) {
      sha256.update(bytes);
      whole?.update(bytes);
    }
  } finally {
    await first.close();
  }
  return {
    bucket: upload.bucket,
    key: keyBytes(upload.key),
    content_id: upload.id,
    size_bytes: sizeBytes,
    etag: multipartEtag(pieces),
    sha256: sha256.digest("hex"),
    modified_at: ctx.clock.now(),
    part_count: pieces.length,
    properties: JSON.stringify(upload.properties),
    checksum: toJson(completedChecksum(upload.checksum, pieces, whole?.digest())),
  };
}
