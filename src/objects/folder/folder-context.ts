/** What the pieces of the folder store share. */
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../lib/clock.ts";
import type { KeyedQueue } from "../../lib/keyed-queue.ts";
import type { Rng } from "../../lib/rng.ts";
import { asStorageError } from "../object-fault.ts";
import type { ContentFiles } from "./content-files.ts";
import type { ContentLeases } from "./content-leases.ts";
import type { Doomed } from "./object-index.ts";
import type { Tables } from "./schema.ts";

export interface FolderContext {
  readonly db: Kysely<Tables>;
  readonly files: ContentFiles;
  readonly leases: ContentLeases;
  /** Changes of one upload, one after another. */
  readonly uploads: KeyedQueue;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly limits: FolderLimits;
}

export interface FolderLimits {
  readonly objectBytes: number;
  readonly uploadParts: number;
  readonly uploadPartBytes: number;
  readonly uploadsPerBucket: number;
  readonly uploadMs: number;
  readonly buckets: number;
}

/** Runs a change of the index. A full disk shows itself as a StorageFullError, and then nothing was changed. */
export async function change<T>(ctx: FolderContext, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.transaction().execute(work);
  } catch (error) {
    throw asStorageError(error);
  }
}

/** Removes files that the index no longer names, once their readers are through. */
export async function discard(ctx: FolderContext, doomed: readonly Doomed[]): Promise<void> {
  for (const { contentId, fileIds } of doomed) await ctx.leases.retire(contentId, () => ctx.files.remove(fileIds));
}
