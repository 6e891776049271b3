/**
 * The files that hold content. A file has an id of its own and never changes once it has its name: it is written under `tmp`, synced,
 * and renamed into place, so a crash leaves either a whole file or something that `sweep` takes away.
 */
import { copyFile, link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Rng } from "../../lib/rng.ts";
import { type ContentDigest, runningDigest } from "../content-digest.ts";
import { asStorageError, ObjectStoreError } from "../object-fault.ts";
import type { ContentRequest } from "../object-store.ts";

/** A new file being written. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when the bytes are on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type CreateFile = (path: string) => Promise<FileWriter>;

const readBytes = 256 * 1024;
const shards = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

export class ContentFiles {
  readonly #dir: string;
  readonly #rng: Rng;
  readonly #create: CreateFile;

  private constructor(dir: string, rng: Rng, create: CreateFile) {
    this.#dir = dir;
    this.#rng = rng;
    this.#create = create;
  }

  static async open(dir: string, rng: Rng, create: CreateFile = createFile): Promise<ContentFiles> {
    // Only the owner may enter: an object may be a secret, and the files themselves stay readable for hard links elsewhere.
    await mkdir(join(dir, "tmp"), { recursive: true, mode: 0o700 });
    for (const shard of shards) await mkdir(join(dir, "content", shard), { recursive: true, mode: 0o700 });
    await syncFolder(join(dir, "content"));
    return new ContentFiles(dir, rng, create);
  }

  path(id: string): string {
    return join(this.#dir, "content", id.slice(0, 2), id);
  }

  /** Streams content into a new file. When it returns, the file survives a crash; when it throws, there is no file. */
  async write(content: ContentRequest, maxBytes: number): Promise<{ id: string; digest: ContentDigest }> {
    const id = this.#rng.uuid().replaceAll("-", "");
    const draft = join(this.#dir, "tmp", id);
    try {
      const digest = await this.#writeDraft(draft, content, maxBytes);
      await rename(draft, this.path(id));
      await syncFolder(dirname(this.path(id)));
      return { id, digest };
    } catch (error) {
      await rm(draft, { force: true });
      await rm(this.path(id), { force: true });
      throw asStorageError(error);
    }
  }

  async #writeDraft(draft: string, content: ContentRequest, maxBytes: number): Promise<ContentDigest> {
    const running = runningDigest(content.algorithm);
    const file = await this.#create(draft);
    try {
      for await (const bytes of content.body) {
        if (running.sizeBytes + bytes.length > maxBytes) throw new ObjectStoreError({ kind: "tooLarge", maxBytes });
        const written = file.write(bytes);
        running.update(bytes); // meanwhile, on this thread
        await written;
      }
      const digest = running.digest();
      content.accept?.(digest);
      await file.sync();
      return digest;
    } finally {
      await file.close();
    }
  }

  /** Gives the same content files of their own: hard links where the file system has them, else copies. */
  async duplicate(ids: readonly string[]): Promise<string[]> {
    const copies: string[] = [];
    try {
      for (const id of ids) {
        const copy = this.#rng.uuid().replaceAll("-", "");
        await linkOrCopy(this.path(id), this.path(copy), join(this.#dir, "tmp", copy));
        copies.push(copy);
      }
      for (const folder of new Set(copies.map((id) => dirname(this.path(id))))) await syncFolder(folder);
      return copies;
    } catch (error) {
      await this.remove(copies);
      throw asStorageError(error);
    }
  }

  /** Opens a file for reading; undefined when it is gone. */
  async read(id: string): Promise<ContentReader | undefined> {
    try {
      const file = await open(this.path(id), "r");
      return { read: (first, last) => readRange(file, first, last), close: () => file.close() };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.path(id), { force: true });
  }

  /** Removes what a crash left: drafts, and files that `known` (asked with the first two letters of the ids) does not list. */
  async sweep(known: (shard: string) => Promise<ReadonlySet<string>>): Promise<void> {
    for (const draft of await readdir(join(this.#dir, "tmp"))) await rm(join(this.#dir, "tmp", draft), { force: true });
    for (const shard of shards) {
      const present = await readdir(join(this.#dir, "content", shard));
      if (present.length === 0) continue;
      const wanted = await known(shard);
      await this.remove(present.filter((id) => !wanted.has(id)));
    }
  }
}

export interface ContentReader {
  /** The bytes from `first` to `last`, both included. */
  read(first: number, last: number): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/**
 * Makes `source` appear as `target`, whole or not at all; `draft` is where a copy is prepared. A target that is there is left alone.
 * The caller syncs the folder.
 */
export async function linkOrCopy(source: string, target: string, draft: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    // Another file system, one without hard links, or too many links to this file.
    if (code !== "EXDEV" && code !== "EPERM" && code !== "EMLINK" && code !== "ENOTSUP" && code !== "EOPNOTSUPP") throw error;
    await copyFile(source, draft);
    await syncFile(draft);
    await rename(draft, target);
  }
}

/** Creates a file that nobody is meant to change afterwards. */
export async function createFile(path: string): Promise<FileWriter> {
  const file = await open(path, "wx", 0o444);
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

/** Makes names that were created or renamed in a folder survive a crash. */
export async function syncFolder(path: string): Promise<void> {
  await syncFile(path);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function* readRange(file: Awaited<ReturnType<typeof open>>, first: number, last: number): AsyncGenerator<Buffer> {
  for (let at = first; at <= last; ) {
    const wanted = Math.min(readBytes, last - at + 1);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) throw new Error(`A content file ends at byte ${at}, before byte ${last}: it was damaged from outside.`);
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}
