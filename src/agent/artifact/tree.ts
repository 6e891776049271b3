/** Writes the tree of one model directory, entry by entry, and refuses what would leave it. Runs in the extraction process, so it may block. */
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { isAbsolute, join, sep } from "node:path";
import { ArtifactError, quoted } from "./artifact-error.ts";
import { type ArtifactLimits, entryPath } from "./entry-rules.ts";

type Node = { kind: "directory" } | { kind: "file"; bytes: number } | { kind: "symlink"; target: string };

/** A file being written. Bytes arrive in order; `close` makes it durable and read-only. */
export interface OpenFile {
  write(chunk: Uint8Array): void;
  close(): void;
}

/**
 * Every path is looked up in memory, never on disk, and symbolic links are made last: nothing can be written through a link, because while
 * files are written there is none. When a name comes twice the last one wins, as with tar; a file in place of a directory is refused.
 */
export class Tree {
  readonly #root: string;
  readonly #limits: ArtifactLimits;
  readonly #nodes = new Map<string, Node>();

  /** `root` is an existing empty directory that nobody else writes to. */
  constructor(root: string, limits: ArtifactLimits) {
    this.#root = realpathSync.native(root);
    this.#limits = limits;
  }

  directory(name: string): void {
    this.#makeDirectories(entryPath(name, this.#limits), name);
  }

  /** Starts a file. Of its mode only the x bits stay. */
  file(name: string, mode: number, bytes: number): OpenFile {
    const fd = openSync(this.#claim(name, { kind: "file", bytes }), "wx", 0o600);
    return {
      write(chunk) {
        for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
      },
      close() {
        fchmodSync(fd, 0o444 | (mode & 0o111));
        fsyncSync(fd);
        closeSync(fd);
      },
    };
  }

  symlink(name: string, target: string): void {
    this.#claim(name, { kind: "symlink", target });
  }

  /** A second name for a file that stands earlier in the archive. */
  hardlink(name: string, target: string): void {
    const targetPath = entryPath(target, this.#limits).join("/");
    if (this.#nodes.get(targetPath)?.kind !== "file") {
      throw new ArtifactError(
        `The entry ${quoted(name)} is a hard link to ${quoted(target)}, which is not an earlier file of the archive.`,
      );
    }
    if (entryPath(name, this.#limits).join("/") === targetPath) return;
    linkSync(join(this.#root, targetPath), this.#claim(name, { kind: "file", bytes: 0 }));
  }

  /** Makes the links, checks where they lead, makes directories durable and read-only. */
  seal(): { files: number; bytes: number } {
    let files = 0;
    let bytes = 0;
    for (const [path, node] of this.#nodes) {
      if (node.kind === "symlink") symlinkSync(node.target, join(this.#root, path));
      if (node.kind === "file") bytes += node.bytes;
      if (node.kind !== "directory") files++;
    }
    for (const [path, node] of this.#nodes) if (node.kind === "symlink") this.#checkLink(path, node.target);
    const directories = [...this.#nodes].filter(([, node]) => node.kind === "directory").map(([path]) => path);
    for (const path of directories.reverse()) sealDirectory(join(this.#root, path)); // children before parents
    sealDirectory(this.#root);
    return { files, bytes };
  }

  /** Reserves a path for something that is not a directory, and gives the path on disk. */
  #claim(name: string, node: Node): string {
    const segments = entryPath(name, this.#limits);
    const path = segments.join("/");
    if (path === "") throw new ArtifactError(`The entry ${quoted(name)} has no name, and is not a directory.`);
    this.#makeDirectories(segments.slice(0, -1), name);
    const onDisk = join(this.#root, path);
    const before = this.#nodes.get(path);
    if (before?.kind === "directory")
      throw new ArtifactError(`The entry ${quoted(name)} is a file where the archive also has a directory.`);
    if (before?.kind === "file") unlinkSync(onDisk);
    this.#nodes.delete(path);
    this.#add(path, node);
    return onDisk;
  }

  /** Makes a directory and those above it, for the entry `name`. */
  #makeDirectories(segments: readonly string[], name: string): void {
    for (let length = 1; length <= segments.length; length++) {
      const path = segments.slice(0, length).join("/");
      const before = this.#nodes.get(path);
      if (before?.kind === "directory") continue;
      if (before) {
        const what = before.kind === "file" ? "a file" : "a symbolic link";
        throw new ArtifactError(`The entry ${quoted(name)} needs the directory ${quoted(path)}, where the archive has ${what}.`);
      }
      mkdirSync(join(this.#root, path), { mode: 0o700 });
      this.#add(path, { kind: "directory" });
    }
  }

  #add(path: string, node: Node): void {
    if (this.#nodes.size >= this.#limits.entries) {
      throw new ArtifactError(`The archive makes more than ${this.#limits.entries} files and directories.`);
    }
    this.#nodes.set(path, node);
  }

  /** One sentence for all ways to fail: a hostile archive must not learn which files the host has. */
  #checkLink(path: string, target: string): void {
    const end = isAbsolute(target) ? undefined : resolved(join(this.#root, path));
    if (end === this.#root || end?.startsWith(this.#root + sep)) return;
    throw new ArtifactError(`The symbolic link ${quoted(path)} to ${quoted(target)} does not lead to a file inside the archive.`);
  }
}

/** Where a path ends after all links; undefined when that is nowhere. The kernel's answer: Node's own resolves ".." before following links. */
function resolved(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function sealDirectory(path: string): void {
  chmodSync(path, 0o555);
  const fd = openSync(path, "r");
  fsyncSync(fd);
  closeSync(fd);
}
