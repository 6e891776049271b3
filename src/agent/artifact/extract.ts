/**
 * A model archive becomes a read-only directory. The archive is hostile: a child process with a small heap unpacks it beside the target,
 * and only a complete, durable tree is renamed into place.
 */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { lstat, mkdir, mkdtemp, open, readdir, rename } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { limits as defaults } from "../../limits.ts";
import { ArtifactError } from "./artifact-error.ts";
import type { ArtifactLimits } from "./entry-rules.ts";
import type { ExtractionResult, ExtractionTask } from "./extract-child.ts";
import { removeTree } from "./remove-tree.ts";
import type { Unpacked } from "./unpack.ts";

const childFile = join(import.meta.dirname, `extract-child${extname(import.meta.filename)}`);
const halfMade = /\.unpacking-(\d+)-\w{6}$/;
const inProgress = new Set<string>();

export interface Extraction {
  readonly archivePath: string;
  /** The directory to make, named after what is in the archive (its digest): a complete one already there is kept and not made again. */
  readonly intoDir: string;
  readonly limits?: Partial<ArtifactLimits>;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks a model archive into `intoDir`. Safe to repeat after a crash and to call twice at once: the directory appears whole or not at all.
 * Throws an `ArtifactError` when the archive breaks a rule, the signal's reason when aborted.
 */
export async function extractModel({ archivePath, intoDir, limits, signal }: Extraction): Promise<Unpacked> {
  signal?.throwIfAborted();
  if (await isComplete(intoDir)) return count(intoDir);
  const parent = dirname(intoDir);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const root = mkdtempSync(`${intoDir}.unpacking-${process.pid}-`); // seen by no other call before it is in progress
  inProgress.add(basename(root));
  try {
    const unpacked = await runChild({ archivePath, root, limits: { ...defaults.artifact, ...limits } }, signal);
    await putIntoPlace(root, intoDir);
    await syncDirectory(parent);
    return unpacked;
  } finally {
    await removeTree(root); // gone already when all went well
    inProgress.delete(basename(root));
  }
}

/** Only whole trees are read-only, since making them so is the last step. */
async function isComplete(dir: string): Promise<boolean> {
  const found = await lstat(dir).catch(() => undefined);
  return found?.isDirectory() === true && (found.mode & 0o222) === 0;
}

/** Half-made trees that nobody works on: of a process that is gone, or, in a container, of one that had our pid before us. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = halfMade.exec(name)?.[1];
    if (pid === undefined || inProgress.has(name)) continue;
    if (Number(pid) === process.pid || !isAlive(Number(pid))) await removeTree(join(parent, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function runChild(task: ExtractionTask, signal: AbortSignal | undefined): Promise<Unpacked> {
  const flags = [`--max-old-space-size=${task.limits.heapMiB}`, "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, childFile, JSON.stringify(task)], {
    cwd: "/",
    env: {},
    stdio: ["pipe", "pipe", "pipe"], // stdin stays open: its end tells the child that we are gone
    timeout: task.limits.extractMs,
    killSignal: "SIGKILL",
    signal,
  });
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints = (complaints + text).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.on("error", () => undefined); // "close" follows and says more; a failed spawn has exit code < 0
    child.on("close", (code, killedBy) => {
      if (signal?.aborted) return reject(signal.reason);
      if (code === 0) return settle(JSON.parse(output) as ExtractionResult, resolve, reject);
      if (child.killed)
        return reject(new ArtifactError(`Unpacking ${basename(task.archivePath)} took longer than ${task.limits.extractMs} ms.`));
      reject(new Error(`Unpacking ${basename(task.archivePath)} failed (${killedBy ?? `status ${code}`}): ${complaints.trim()}`));
    });
  });
}

function settle(result: ExtractionResult, resolve: (unpacked: Unpacked) => void, reject: (error: Error) => void): void {
  if ("unpacked" in result) resolve(result.unpacked);
  else if ("refused" in result) reject(new ArtifactError(result.refused));
  else reject(new Error(`The model archive could not be unpacked: ${result.failed}`));
}

/** Renames the finished tree to its name. A complete tree there won the race and stays; anything else is moved out of the way. */
async function putIntoPlace(root: string, intoDir: string): Promise<void> {
  try {
    await rename(root, intoDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOTDIR") throw error;
    if (await isComplete(intoDir)) return;
    const aside = await mkdtemp(`${intoDir}.unpacking-${process.pid}-`);
    await rename(intoDir, join(aside, "old")).catch(() => undefined); // somebody else may be doing the same
    await removeTree(aside);
    await putIntoPlace(root, intoDir);
  }
}

async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path, "r");
  await directory.sync();
}

async function count(dir: string): Promise<Unpacked> {
  let files = 0;
  let bytes = 0;
  const inodes = new Set<number>();
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    files++;
    const { size, ino } = await lstat(join(entry.parentPath, entry.name));
    if (entry.isFile() && !inodes.has(ino)) bytes += size;
    inodes.add(ino);
  }
  return { files, bytes };
}
