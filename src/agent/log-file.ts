/** Log files that processes append to by themselves: reading the end of one, and keeping it from filling the disk. */
import { closeSync, copyFileSync, fstatSync, openSync, readdirSync, readSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

/** The last line with text in it, at most `maxChars` long; undefined when there is none. */
export function lastLine(path: string, maxChars = 300): string | undefined {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, 8192));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer.toString("utf8").trimEnd().split("\n");
    // Node ends a crash with its version; what it died of stands above.
    const error = /^Node\.js v\d/.test(lines.at(-1) ?? "") ? lines.findLast((line) => /^\w*Error\b/.test(line)) : undefined;
    const line = (error ?? lines.at(-1))?.trim();
    return line ? line.slice(0, maxChars) : undefined;
  } finally {
    closeSync(file);
  }
}

/** When the file has outgrown `maxBytes`, keeps what it holds as `<path>.1` and empties it (the writer appends, so it goes on at the start). */
export function rotateLog(path: string, maxBytes: number): void {
  try {
    if (statSync(path).size <= maxBytes) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch {
    // No file yet: nothing to bound.
  }
}

/** Removes the oldest files of a folder of logs beyond `keep`. */
export function pruneLogs(dir: string, keep: number): void {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch {
    return; // no log was written yet
  }
  if (names.length <= keep) return;
  const aged = names.map((name) => ({ path: join(dir, name), ms: statSync(join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { path } of aged.toSorted((a, b) => b.ms - a.ms).slice(keep)) rmSync(path, { force: true });
}
