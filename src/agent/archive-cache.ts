/** Pinned archives, unpacked once per digest whatever the number of instances, and removed when no endpoint wants them any more. */
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { extractModel } from "./artifact/extract.ts";
import { removeTree } from "./artifact/remove-tree.ts";

/** An archive this young may belong to a fleet that is not stored yet. */
const youngMs = 10 * 60_000;

export class ArchiveCache {
  readonly #blobs: string;
  readonly #models: string;
  readonly #clock: Clock;
  readonly #unpacking = new Map<string, Promise<unknown>>();

  constructor(options: { blobs: string; models: string; clock: Clock }) {
    this.#blobs = options.blobs;
    this.#models = options.models;
    this.#clock = options.clock;
  }

  /** The folder with the archive's content. Rejects with a sentence for a person. */
  async unpack(sha256: string, timeoutMs: number, signal: AbortSignal): Promise<string> {
    const intoDir = join(this.#models, sha256);
    if (existsSync(intoDir)) return intoDir;
    const under = this.#unpacking.get(sha256);
    if (under) {
      await under;
      return intoDir;
    }
    const deadline = new AbortController();
    using _timer = this.#clock.after(timeoutMs, () => deadline.abort(new Error(`Unpacking took longer than ${timeoutMs / 1000} s.`)));
    const work = extractModel({
      archivePath: join(this.#blobs, sha256),
      intoDir,
      limits: limits.artifact,
      signal: AbortSignal.any([signal, deadline.signal]),
    });
    this.#unpacking.set(sha256, work);
    try {
      await work;
    } finally {
      this.#unpacking.delete(sha256);
    }
    return intoDir;
  }

  /** Removes archives, packed and unpacked, that are not in `digests` and not young. */
  retain(digests: ReadonlySet<string>): void {
    for (const dir of [this.#models, this.#blobs]) {
      if (!existsSync(dir)) continue;
      for (const name of readdirSync(dir)) {
        const path = join(dir, name);
        if (digests.has(name) || this.#unpacking.has(name)) continue;
        if (this.#clock.now() - statSync(path).ctimeMs < youngMs) continue;
        if (dir === this.#models) void removeTree(path);
        else rmSync(path, { force: true });
      }
    }
  }
}
