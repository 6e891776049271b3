/** Writing whole objects: new content first, then one transaction that makes it the object, then the old files go. */
import type { ContentDigest } from "../content-digest.ts";
import { ObjectStoreError } from "../object-fault.ts";
import type { CopyRequest, ObjectInfo, PutRequest } from "../object-store.ts";
import { change, discard, type FolderContext } from "./folder-context.ts";
import { placeObject, requireWritable } from "./object-index.ts";
import { bytesOf, type HeldObject, holdObject, letGo } from "./reading.ts";
import { keyBytes, toJson, toObjectInfo } from "./rows.ts";
import type { ObjectRow, PieceRow } from "./schema.ts";

export async function putObject(ctx: FolderContext, request: PutRequest): Promise<ObjectInfo> {
  await requireWritable(ctx.db, request);
  const { id, digest } = await ctx.files.write(request.content, ctx.limits.objectBytes);
  const now = ctx.clock.now();
  const row: ObjectRow = {
    bucket: request.bucket,
    key: keyBytes(request.key),
    content_id: id,
    size_bytes: digest.sizeBytes,
    etag: digest.md5,
    sha256: digest.sha256,
    modified_at: now,
    part_count: 0,
    properties: JSON.stringify(request.properties ?? {}),
    checksum: toJson(digest.checksum && { ...digest.checksum, type: "FULL_OBJECT" }),
  };
  return place(ctx, request, row, [toPiece(id, 1, id, digest, now)]);
}

/**
 * Copies by giving the same files a second name. Only a checksum that the source does not have makes the bytes be read; a source made
 * of parts is then one piece afterwards, and otherwise keeps its parts and their ETag (S3 would compute the ETag anew).
 */
export async function copyObject(ctx: FolderContext, request: CopyRequest): Promise<ObjectInfo> {
  await requireWritable(ctx.db, request);
  const held = await holdObject(ctx, request.from.bucket, request.from.key);
  if (!held) throw new ObjectStoreError({ kind: "noSuchKey", key: request.from.key });
  try {
    const source = toObjectInfo(held.row);
    const properties = request.properties?.(source) ?? source.properties;
    const hasChecksum = source.checksum?.algorithm === request.algorithm && source.checksum?.type === "FULL_OBJECT";
    if (!request.algorithm || hasChecksum) return await copyFiles(ctx, request, held, JSON.stringify(properties));
    const body = bytesOf(ctx.files, held, { first: 0, last: source.sizeBytes - 1 });
    return await putObject(ctx, { ...request, properties, content: { body, algorithm: request.algorithm } });
  } finally {
    await letGo(held);
  }
}

/** An entry of the index for a file just written. */
export function toPiece(contentId: string, number: number, fileId: string, digest: ContentDigest, now: number): PieceRow {
  return {
    content_id: contentId,
    number,
    file_id: fileId,
    size_bytes: digest.sizeBytes,
    etag: digest.md5,
    modified_at: now,
    checksum: toJson(digest.checksum),
  };
}

async function copyFiles(ctx: FolderContext, request: CopyRequest, held: HeldObject, properties: string): Promise<ObjectInfo> {
  const fileIds = await ctx.files.duplicate(held.pieces.map((piece) => piece.file_id));
  const contentId = fileIds[0]!;
  const pieces = held.pieces.map((piece, i) => ({ ...piece, content_id: contentId, file_id: fileIds[i]! }));
  const key = keyBytes(request.key);
  const row = { ...held.row, bucket: request.bucket, key, content_id: contentId, modified_at: ctx.clock.now(), properties };
  return place(ctx, request, row, pieces);
}

async function place(
  ctx: FolderContext,
  request: PutRequest | CopyRequest,
  row: ObjectRow,
  pieces: readonly PieceRow[],
): Promise<ObjectInfo> {
  try {
    await discard(ctx, await change(ctx, (tx) => placeObject(tx, request, row, pieces)));
    return toObjectInfo(row);
  } catch (error) {
    await ctx.files.remove(pieces.map((piece) => piece.file_id));
    throw error;
  }
}
