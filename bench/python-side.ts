/** The other side: a Python server of the same model, Flask behind gunicorn or FastAPI behind uvicorn, with workers of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { familyOf } from "./cpu.ts";
import { postBytes } from "./load.ts";
import { preparePython } from "./python-environment.ts";

/** Each as people run it. `sync` is gunicorn's default and closes every connection; `gthread` keeps them. */
export type PythonServer = "flask sync" | "flask gthread" | "fastapi" | "fastapi threads";

export interface PythonOptions {
  readonly server: PythonServer;
  /** An XGBoost model, or another application: the folder of its `app.py` and `requirements.txt`, and what it reads from its environment. */
  readonly modelFile?: string;
  readonly app?: { readonly dir: string; readonly env: Readonly<Record<string, string>> };
  readonly workers: number;
  /** Predicts without a DMatrix. */
  readonly inPlace?: boolean;
}

export class PythonSide implements AsyncDisposable {
  readonly port: number;
  readonly #master: ChildProcess;

  private constructor(master: ChildProcess, port: number) {
    this.#master = master;
    this.port = port;
  }

  /** Starts the server; it does not answer yet. */
  static async start({ server, modelFile = "", app, workers, inPlace = false }: PythonOptions): Promise<PythonSide> {
    const flask = server.startsWith("flask");
    const cwd = app?.dir ?? join(import.meta.dirname, flask ? "flask-server" : "fastapi-server");
    const venv = preparePython(cwd);
    const port = await freePort();
    const settings = { IN_PLACE: inPlace ? "yes" : "no", THREADS: server.endsWith("threads") ? "yes" : "no" };
    const env = {
      PATH: process.env.PATH,
      MODEL_FILE: modelFile,
      OMP_NUM_THREADS: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      ...settings,
      ...app?.env,
    };
    const args = flask ? gunicorn(server, port, workers) : uvicorn(port, workers);
    return new PythonSide(spawn(join(venv, "bin", flask ? "gunicorn" : "uvicorn"), args, { cwd, env, stdio: "ignore" }), port);
  }

  pids(): number[] {
    return familyOf(this.#master.pid!);
  }

  workers(): number[] {
    return this.pids().slice(1);
  }

  /** Asks gunicorn for new workers in place of the old ones, with the application loaded anew. */
  reload(): void {
    this.#master.kill("SIGHUP");
  }

  invocations(bodies: readonly Buffer[], contentType = "text/csv"): Buffer[] {
    return bodies.map((body) => postBytes("/invocations", { host: `127.0.0.1:${this.port}`, "content-type": contentType }, body));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#master.kill("SIGTERM");
    if (this.#master.exitCode === null && this.#master.signalCode === null) await once(this.#master, "exit");
  }
}

function gunicorn(server: PythonServer, port: number, workers: number): string[] {
  const kind = server === "flask gthread" ? ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "75"] : [];
  return ["--bind", `127.0.0.1:${port}`, "--workers", String(workers), ...kind, "--log-level", "critical", "app:app"];
}

/** With the fast loop and parser that are in its requirements, and no access log. */
function uvicorn(port: number, workers: number): string[] {
  const quick = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "critical", "--timeout-keep-alive", "75"];
  return ["--host", "127.0.0.1", "--port", String(port), "--workers", String(workers), ...quick, "app:app"];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP listener has no port.");
  return address.port;
}
