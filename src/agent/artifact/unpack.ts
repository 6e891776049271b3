/** Unpacks one archive into an empty directory. Runs in the extraction process; `extract.ts` is the way in. */
import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { archiveKind, kindBytes } from "./archive-kind.ts";
import { ArtifactError, quoted } from "./artifact-error.ts";
import { type ArtifactLimits, entryKind } from "./entry-rules.ts";
import { Tree } from "./tree.ts";

export interface Unpacked {
  /** Everything that is not a directory. */
  readonly files: number;
  readonly bytes: number;
}

/** Unpacks a gzipped or plain tar; throws an `ArtifactError` on anything else and on the first entry that breaks a rule. */
export async function unpack(archivePath: string, root: string, limits: ArtifactLimits): Promise<Unpacked> {
  const found = archiveKind(firstBytes(archivePath));
  if (found.kind === "other") throw new ArtifactError(`The model archive is not a tar.gz: it is ${found.what}.`);
  const tree = new Tree(root, limits);
  const reader = new ArchiveReader(tree, limits, mayExpandTo(statSync(archivePath).size, found.kind, limits));
  const consume = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) reader.write(chunk);
  };
  const source = createReadStream(archivePath);
  try {
    if (found.kind === "gzip") await pipeline(source, createGunzip(), consume);
    else await pipeline(source, consume);
  } catch (error) {
    throw gzipProblem(error) ?? error;
  }
  reader.end();
  return tree.seal();
}

function firstBytes(path: string): Buffer {
  const fd = openSync(path, "r");
  const block = Buffer.alloc(kindBytes);
  const length = readSync(fd, block);
  closeSync(fd);
  return block.subarray(0, length);
}

/** 1 MB of gzip may become 256 MB, 1 GB may become 20 GB: a bomb needs a ratio that no model has. */
function mayExpandTo(archiveBytes: number, kind: "gzip" | "tar", limits: ArtifactLimits): number {
  if (kind === "tar") return limits.expandedBytes;
  return Math.min(limits.expandedBytes, Math.max(limits.freeExpansionBytes, archiveBytes * limits.expansionRatio));
}

function gzipProblem(error: unknown): ArtifactError | undefined {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "Z_BUF_ERROR")
    return new ArtifactError("The model archive is cut off: its gzip stream has no end. Was the upload complete?");
  if (code?.startsWith("Z_")) return new ArtifactError(`The model archive is damaged: gzip reports "${message}".`);
  return undefined;
}

/** Turns the bytes of a tar into calls of `tree`, and counts. */
class ArchiveReader {
  readonly #tree: Tree;
  readonly #limits: ArtifactLimits;
  readonly #mayExpandTo: number;
  readonly #parser = new Parser({ brotli: false, zstd: false });
  #start: Buffer | undefined = Buffer.alloc(0);
  #bytes = 0;
  #entries = 0;
  #ended = false;

  constructor(tree: Tree, limits: ArtifactLimits, mayExpandTo: number) {
    this.#tree = tree;
    this.#limits = limits;
    this.#mayExpandTo = mayExpandTo;
    this.#parser.on("entry", (entry) => this.#entry(entry));
    this.#parser.on("ignoredEntry", (entry) => this.#ignored(entry));
    this.#parser.on("warn", (_code, message, data) => this.#warning(String(message), data));
    this.#parser.on("eof", () => {
      this.#ended = true;
    });
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#mayExpandTo) {
      throw new ArtifactError(`The model archive expands to more than ${this.#mayExpandTo} bytes, the most allowed for its size.`);
    }
    if (this.#ended) return; // padding after the end marker; the parser would hoard it
    if (!this.#start) return void this.#parser.write(chunk);
    this.#start = Buffer.concat([this.#start, chunk]);
    if (this.#start.length >= kindBytes) this.#begin(this.#start);
  }

  end(): void {
    if (this.#start) this.#begin(this.#start);
    this.#parser.end();
    // Without the end marker a tar cut between two entries would look complete.
    if (!this.#ended) throw new ArtifactError("The model archive is cut off: the tar inside has no end marker. Was the upload complete?");
  }

  /** The parser unzips what looks zipped, uncounted by us: it sees nothing before the content is known to be tar. */
  #begin(start: Buffer): void {
    this.#start = undefined;
    const found = archiveKind(start.subarray(0, kindBytes));
    if (start.length >= 2 * kindBytes && start.every((byte) => byte === 0)) throw new ArtifactError("The model archive is an empty tar.");
    if (found.kind !== "tar") {
      const what = found.kind === "other" ? found.what : "another gzip file";
      throw new ArtifactError(`The model archive is not a tar.gz: inside the gzip is ${what}.`);
    }
    this.#parser.write(start);
  }

  /** All of it happens inside `parser.write`: what is thrown here stops the extraction at this entry. */
  #entry(entry: ReadEntry): void {
    const name = entry.path;
    if (++this.#entries > this.#limits.entries) throw new ArtifactError(`The model archive has more than ${this.#limits.entries} entries.`);
    if (!Number.isSafeInteger(entry.size) || entry.size > this.#mayExpandTo) {
      throw new ArtifactError(
        `The entry ${quoted(name)} says it has ${entry.size} bytes; this archive may expand to ${this.#mayExpandTo}.`,
      );
    }
    const kind = entryKind(entry.type, name);
    if (kind === "file") {
      const file = this.#tree.file(name, entry.mode ?? 0, entry.size);
      entry.on("data", (chunk) => file.write(chunk)).on("end", () => file.close());
      return;
    }
    if (kind === "directory") this.#tree.directory(name);
    else if (kind === "symlink") this.#tree.symlink(name, entry.linkpath ?? "");
    else this.#tree.hardlink(name, entry.linkpath ?? "");
    entry.resume();
  }

  #ignored(entry: ReadEntry): void {
    if (entry.meta) throw new ArtifactError("The model archive has an extended header of more than 1 MiB.");
    entryKind(entry.type, entry.path);
  }

  #warning(message: string, data: unknown): void {
    const { header, entry } = data as { header?: { path?: string; type?: string }; entry?: ReadEntry };
    if (message === "path is required" && header?.type === "Directory") return; // the root itself, as the SDK packs it
    const name = entry?.path ?? header?.path;
    const where = name ? ` at the entry ${quoted(name)}` : "";
    if (message.startsWith("Truncated")) throw new ArtifactError(`The model archive is cut off${where}. Was the upload complete?`);
    throw new ArtifactError(`The model archive is not a valid tar${where}: ${message}.`);
  }
}
