/** The libraries' side: a virtual environment and models made once under `.cache`, and a process that predicts in turns with ours. */
import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { ComparedModel } from "./list.ts";

export const scripts = import.meta.dirname;
const cache = resolve(scripts, "../../.cache/bench");

/** One thread, as the requirement is: the libraries would take all cores. */
export const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };

/** Trains the models if these scripts have not done so already; gives their folder. */
export function trainModels(venv: string): string {
  const hash = createHash("sha256");
  for (const file of ["requirements.txt", "artifacts.py", "first_party.py", "rows.py", "train.py"])
    hash.update(readFileSync(join(scripts, file)));
  const folder = join(cache, `models-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(join(folder, "ready"))) return folder;
  console.error("bench: training models (once, a few minutes) ...");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(join(venv, "bin/python"), [join(scripts, "train.py"), folder], {
    stdio: "inherit",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  writeFileSync(join(folder, "ready"), "");
  return folder;
}

/** The library in a process of its own, with the rows in memory. */
export class LibraryBatch implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  /** What it predicts for the rows. */
  readonly predictions: Float64Array;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, lines: AsyncIterator<string>, predictions: Float64Array) {
    this.#child = child;
    this.#lines = lines;
    this.predictions = predictions;
  }

  static async start(venv: string, models: string, model: ComparedModel): Promise<LibraryBatch> {
    const answers = join(models, "answers.f64");
    const args = [join(scripts, "batch.py"), model.kind, join(models, model.name), join(models, model.rowsFile), answers];
    const env = { PATH: process.env.PATH, ...oneThread };
    const child = spawn(join(venv, "bin/python"), args, { stdio: ["pipe", "pipe", "inherit"], env });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    if ((await lines.next()).value !== "ready") throw new Error(`The library did not predict with ${model.name}.`);
    const bytes = readFileSync(answers);
    return new LibraryBatch(child, lines, new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8));
  }

  /** Rows per second over so long. */
  async rowsPerSecond(seconds: number): Promise<number> {
    this.#child.stdin.write(`${seconds}\n`);
    return Number((await this.#lines.next()).value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.stdin.end();
    await ended;
  }
}
