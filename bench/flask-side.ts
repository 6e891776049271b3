/** The other side: a Flask server of the same model behind gunicorn, in a virtual environment that is made once under `.cache`. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { familyOf } from "./cpu.ts";
import { postBytes } from "./load.ts";

const appDir = join(import.meta.dirname, "flask-server");
const cache = resolve(import.meta.dirname, "../.cache/bench");

/** `sync` is gunicorn's default and closes every connection; `gthread` keeps them. */
export type WorkerClass = "sync" | "gthread";

/** Makes the virtual environment if there is none for these requirements; gives its folder. */
export function preparePython(): string {
  const requirements = join(appDir, "requirements.txt");
  const venv = join(cache, createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12));
  if (existsSync(join(venv, "ready"))) return venv;
  console.error("bench: installing Flask, gunicorn and xgboost (once) ...");
  rmSync(venv, { recursive: true, force: true });
  execFileSync("python3", ["-m", "venv", venv]);
  execFileSync(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", requirements], { stdio: "inherit" });
  writeFileSync(join(venv, "ready"), "");
  return venv;
}

export class FlaskSide implements AsyncDisposable {
  readonly port: number;
  readonly #master: ChildProcess;

  private constructor(master: ChildProcess, port: number) {
    this.#master = master;
    this.port = port;
  }

  /** Starts gunicorn; it does not answer yet. */
  static async start(options: { venv: string; modelFile: string; workers: number; workerClass: WorkerClass }): Promise<FlaskSide> {
    const { venv, modelFile, workers, workerClass } = options;
    const port = await freePort();
    const kind = workerClass === "gthread" ? ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "75"] : [];
    const args = ["--bind", `127.0.0.1:${port}`, "--workers", String(workers), ...kind, "--log-level", "critical", "app:app"];
    const env = { PATH: process.env.PATH, MODEL_FILE: modelFile, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };
    return new FlaskSide(spawn(join(venv, "bin/gunicorn"), args, { cwd: appDir, env, stdio: "ignore" }), port);
  }

  pids(): number[] {
    return familyOf(this.#master.pid!);
  }

  workers(): number[] {
    return this.pids().slice(1);
  }

  /** Asks for new workers in place of the old ones, with the application loaded anew. */
  reload(): void {
    this.#master.kill("SIGHUP");
  }

  invocations(bodies: readonly Buffer[]): Buffer[] {
    return bodies.map((body) => postBytes("/invocations", { host: `127.0.0.1:${this.port}`, "content-type": "text/csv" }, body));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#master.kill("SIGTERM");
    if (this.#master.exitCode === null && this.#master.signalCode === null) await once(this.#master, "exit");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP listener has no port.");
  return address.port;
}
