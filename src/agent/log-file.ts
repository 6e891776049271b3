/** Log files that processes append to by themselves: reading the end of one, adding a line of ours, and keeping it from filling the disk. */
import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What a line of ours begins with; the others are what the process has printed. */
const ours = "[hostler] ";

/** Adds a line of ours, apart from whatever the process has printed. One that cannot be written (the disk is full) is lost. */
export function addOurLine(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, "a+", 0o600);
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1);
      const isOpenLine = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
      writeSync(file, `${isOpenLine ? "\n" : ""}${ours}${text.replace(/\s*\n\s*/g, " ")}\n`);
    } finally {
      closeSync(file);
    }
  } catch {
    // What happens to the instance matters more than that it is told here: reports and events say it too.
  }
}

/** The last line with text in it that the process has printed, at most `maxChars` long; undefined when there is none. */
export function lastLine(path: string, maxChars = 1000): string | undefined {
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
    const lines = buffer
      .toString("utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith(ours));
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
