/** A look at a model archive before anything is made of it: the mistakes everybody makes get a sentence here instead of a failed endpoint. */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { UserError } from "./user-error.ts";

export interface ModelArchive {
  readonly path: string;
  readonly bytes: number;
}

/** The archive at `path`. Throws a UserError when it cannot be one. */
export function openArchive(path: string): ModelArchive {
  const file = openFile(path);
  try {
    const bytes = fstatSync(file).size;
    if (bytes === 0) throw new UserError(`${path} is empty.`);
    const start = Buffer.alloc(Math.min(bytes, 65_536));
    readSync(file, start, 0, start.length, 0);
    if (!isTar(expanded(start))) {
      throw new UserError(`${path} is not a model archive. Pack the model first: tar czf model.tar.gz ${basename(path)}`);
    }
    return { path, bytes };
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  try {
    if (statSync(path).isDirectory()) throw new UserError(`${path} is a folder. Pack it first: tar czf model.tar.gz -C '${path}' .`);
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}

/** What a gzip stream begins with; other bytes as they are. */
function expanded(start: Buffer): Buffer {
  if (start[0] !== 0x1f || start[1] !== 0x8b) return start;
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0); // damaged: not a tar then
  }
}

/** Every header of a tar carries the sum of its own bytes, with spaces in place of the sum. */
function isTar(start: Buffer): boolean {
  if (start.length < 512) return false;
  const stated = Number.parseInt(start.toString("latin1", 148, 156), 8);
  let sum = 0;
  for (let at = 0; at < 512; at++) sum += at >= 148 && at < 156 ? 32 : start[at]!;
  return sum === stated;
}
