/** An object store in a folder of this machine: content in files, everything else in one SQLite index beside them. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Kysely } from "kysely";
import type { Clock } from "../../lib/clock.ts";
import { lockFolder } from "../../lib/folder-lock.ts";
import { KeyedQueue } from "../../lib/keyed-queue.ts";
import { nodeSqliteDialect } from "../../lib/node-sqlite-dialect.ts";
import type { Rng } from "../../lib/rng.ts";
import { limits } from "../../limits.ts";
import type {
  Bucket,
  CompleteRequest,
  ContentRequest,
  CopyRequest,
  DeleteOutcome,
  DeleteTarget,
  ListRequest,
  ListUploadsRequest,
  ObjectInfo,
  ObjectPage,
  ObjectStore,
  OpenObject,
  PartInfo,
  PutRequest,
  Selection,
  UploadInfo,
  UploadPage,
  UploadRef,
} from "../object-store.ts";
import { createBucket, deleteBucket, findBucket, listBuckets } from "./buckets.ts";
import { ContentFiles, type CreateFile } from "./content-files.ts";
import { ContentLeases } from "./content-leases.ts";
import { change, discard, type FolderContext, type FolderLimits } from "./folder-context.ts";
import { listObjects } from "./listing.ts";
import { deleteObjects, findObject, piecesOf, requireBucket } from "./object-index.ts";
import { pinObject, readObject } from "./reading.ts";
import { toObjectInfo, toPartInfo } from "./rows.ts";
import { createTables, type Tables } from "./schema.ts";
import { abortExpired, abortUpload, completeUpload, createUpload, findUpload, listParts, listUploads, putPart } from "./uploads.ts";
import { copyObject, putObject } from "./writing.ts";

export interface FolderOptions {
  readonly dir: string;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly limits?: Partial<FolderLimits>;
  /** How content files are made; tests fill the disk here. */
  readonly createFile?: CreateFile;
}

/** See `ObjectStore` for what the methods promise. One process at a time has the folder. */
export class FolderStore implements ObjectStore {
  readonly #ctx: FolderContext;
  readonly #lock: Disposable;

  private constructor(ctx: FolderContext, lock: Disposable) {
    this.#ctx = ctx;
    this.#lock = lock;
  }

  /** Opens or begins the folder and removes what an earlier process left half done. */
  static async open(options: FolderOptions): Promise<FolderStore> {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const lock = lockFolder(options.dir);
    try {
      const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(join(options.dir, "index.sqlite")) });
      await createTables(db);
      const files = await ContentFiles.open(options.dir, options.rng, options.createFile);
      const ctx: FolderContext = {
        db,
        files,
        leases: new ContentLeases(),
        uploads: new KeyedQueue(),
        clock: options.clock,
        rng: options.rng,
        limits: { ...limits, ...options.limits },
      };
      await files.sweep((shard) => knownFiles(db, shard));
      await abortExpired(ctx);
      return new FolderStore(ctx, lock);
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ctx.db.destroy();
    this.#lock[Symbol.dispose]();
  }

  createBucket(name: string, region: string): Promise<boolean> {
    return createBucket(this.#ctx, name, region);
  }

  bucket(name: string): Promise<Bucket | undefined> {
    return findBucket(this.#ctx.db, name);
  }

  buckets(): Promise<Bucket[]> {
    return listBuckets(this.#ctx.db);
  }

  deleteBucket(name: string): Promise<void> {
    return deleteBucket(this.#ctx, name);
  }

  put(request: PutRequest): Promise<ObjectInfo> {
    return putObject(this.#ctx, request);
  }

  async head(bucket: string, key: string): Promise<ObjectInfo | undefined> {
    const row = await findObject(this.#ctx.db, bucket, key);
    return row && toObjectInfo(row);
  }

  async objectParts(bucket: string, key: string): Promise<PartInfo[]> {
    const row = await findObject(this.#ctx.db, bucket, key);
    return row?.part_count ? (await piecesOf(this.#ctx.db, row.content_id)).map(toPartInfo) : [];
  }

  read(bucket: string, key: string, select?: Selection): Promise<OpenObject | undefined> {
    return readObject(this.#ctx, bucket, key, select);
  }

  copy(request: CopyRequest): Promise<ObjectInfo> {
    return copyObject(this.#ctx, request);
  }

  async delete(bucket: string, targets: readonly DeleteTarget[]): Promise<DeleteOutcome[]> {
    const { outcomes, doomed } = await change(this.#ctx, (tx) => deleteObjects(tx, bucket, targets));
    await discard(this.#ctx, doomed);
    return outcomes;
  }

  async list(request: ListRequest): Promise<ObjectPage> {
    await requireBucket(this.#ctx.db, request.bucket);
    return listObjects(this.#ctx.db, request);
  }

  pin(bucket: string, key: string, targetDir: string): Promise<{ sha256: string; sizeBytes: number } | undefined> {
    return pinObject(this.#ctx, bucket, key, targetDir);
  }

  createUpload(upload: Omit<UploadInfo, "id" | "startedAt">): Promise<UploadInfo> {
    return createUpload(this.#ctx, upload);
  }

  upload(ref: UploadRef): Promise<UploadInfo | undefined> {
    return findUpload(this.#ctx.db, ref);
  }

  uploads(request: ListUploadsRequest): Promise<UploadPage> {
    return listUploads(this.#ctx, request);
  }

  putPart(upload: UploadRef, number: number, content: ContentRequest): Promise<PartInfo> {
    return putPart(this.#ctx, upload, number, content);
  }

  parts(upload: UploadRef, after: number, limit: number): Promise<PartInfo[]> {
    return listParts(this.#ctx, upload, after, limit);
  }

  completeUpload(request: CompleteRequest): Promise<ObjectInfo> {
    return completeUpload(this.#ctx, request);
  }

  abortUpload(upload: UploadRef): Promise<void> {
    return abortUpload(this.#ctx, upload);
  }
}

async function knownFiles(db: Kysely<Tables>, shard: string): Promise<Set<string>> {
  const rows = await db.selectFrom("piece").select("file_id").where("file_id", ">=", shard).where("file_id", "<", `${shard}g`).execute();
  return new Set(rows.map((row) => row.file_id));
}
