/** Reading objects: one version from the first byte to the last, whatever happens to the key meanwhile. */
import { createHash } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { asStorageError } from "../object-fault.ts";
import type { ByteRange, OpenObject, Selection } from "../object-store.ts";
import { type ContentFiles, type ContentReader, createFile, linkOrCopy, syncFolder } from "./content-files.ts";
import type { FolderContext } from "./folder-context.ts";
import { findObject, piecesOf } from "./object-index.ts";
import { toObjectInfo, toPartInfo } from "./rows.ts";
import type { ObjectRow, PieceRow } from "./schema.ts";

/** An object whose files stay until the lease is disposed. */
export interface HeldObject extends Disposable {
  readonly row: ObjectRow;
  readonly pieces: readonly PieceRow[];
  /** The first piece, open: proof that the files were there when the lease began. */
  readonly first: ContentReader;
}

const attempts = 20;

/** Looks an object up and holds its files. It tries again when the object is replaced between the two. */
export async function holdObject(ctx: FolderContext, bucket: string, key: string): Promise<HeldObject | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = await findObject(ctx.db, bucket, key);
    if (!row) return undefined;
    const lease = ctx.leases.lease(row.content_id);
    if (!lease) continue;
    const pieces = await piecesOf(ctx.db, row.content_id);
    const first = pieces[0] && (await ctx.files.read(pieces[0].file_id));
    if (first) return { row, pieces, first, [Symbol.dispose]: () => lease[Symbol.dispose]() };
    lease[Symbol.dispose]();
  }
  throw new Error(`The content of ${bucket}/${key} is not in the object folder: files were removed from outside.`);
}

export async function readObject(ctx: FolderContext, bucket: string, key: string, select?: Selection): Promise<OpenObject | undefined> {
  const held = await holdObject(ctx, bucket, key);
  if (!held) return undefined;
  try {
    const info = toObjectInfo(held.row);
    const range = select?.(info, info.partCount ? held.pieces.map(toPartInfo) : []) ?? { first: 0, last: info.sizeBytes - 1 };
    const body = Readable.from(bytesOf(ctx.files, held, range), { objectMode: false });
    // Not in the generator: one that was never begun does not run its `finally`.
    body.once("close", () => void letGo(held));
    return { info, body };
  } catch (error) {
    await letGo(held);
    throw error;
  }
}

/** Every byte of a held object, for hashing and copying; it closes what it opened, and the lease stays. */
export async function* bytesOf(files: ContentFiles, held: Pick<HeldObject, "pieces" | "first">, range: ByteRange): AsyncGenerator<Buffer> {
  let start = 0;
  for (const [i, piece] of held.pieces.entries()) {
    const end = start + piece.size_bytes;
    if (range.last < start) return;
    if (range.first < end) {
      const reader = i === 0 ? held.first : await files.read(piece.file_id);
      if (!reader) throw new Error(`The content file ${piece.file_id} is missing from the object folder.`);
      try {
        yield* reader.read(Math.max(0, range.first - start), Math.min(piece.size_bytes, range.last - start + 1) - 1);
      } finally {
        if (i > 0) await reader.close();
      }
    }
    start = end;
  }
}

export async function letGo(held: HeldObject): Promise<void> {
  await held.first.close();
  held[Symbol.dispose]();
}

/** See `ObjectStore.pin`. The file has its name only when it is whole, so a name of the right size is the content. */
export async function pinObject(
  ctx: FolderContext,
  bucket: string,
  key: string,
  targetDir: string,
): Promise<{ sha256: string; sizeBytes: number } | undefined> {
  const held = await holdObject(ctx, bucket, key);
  if (!held) return undefined;
  try {
    const { sha256, size_bytes: sizeBytes } = held.row;
    const target = join(targetDir, sha256);
    await mkdir(targetDir, { recursive: true });
    if (!(await hasSize(target, sizeBytes))) {
      const draft = join(targetDir, `.${sha256}.${ctx.rng.id(8)}`);
      if (held.pieces.length === 1) await linkOrCopy(ctx.files.path(held.pieces[0]!.file_id), target, draft);
      else await joinPieces(ctx, held, draft, target);
    }
    await syncFolder(targetDir);
    return { sha256, sizeBytes };
  } catch (error) {
    throw asStorageError(error);
  } finally {
    await letGo(held);
  }
}

async function joinPieces(ctx: FolderContext, held: HeldObject, draft: string, target: string): Promise<void> {
  const hash = createHash("sha256");
  const file = await createFile(draft);
  try {
    for await (const bytes of bytesOf(ctx.files, held, { first: 0, last: held.row.size_bytes - 1 })) {
      hash.update(bytes);
      await file.write(bytes);
    }
    await file.sync();
    if (hash.digest("hex") !== held.row.sha256) throw new Error(`The content of ${held.row.bucket}'s object was damaged from outside.`);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function hasSize(path: string, sizeBytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === sizeBytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
