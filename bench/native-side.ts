/** The native model server alone, on a Unix socket: what an invocation costs without router and signature. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { exchangeOnce, postBytes } from "./load.ts";

const entry = resolve(import.meta.dirname, "../src/models/serve.ts");

export class NativeSide implements AsyncDisposable {
  readonly socket: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, socket: string) {
    this.#process = child;
    this.socket = socket;
  }

  static async start(modelDir: string, row: Buffer): Promise<NativeSide> {
    const socket = join(modelDir, "native.sock");
    const env = { PATH: process.env.PATH, HOSTLER_SOCKET: socket, SM_MODEL_DIR: modelDir, HOSTLER_IMAGE: "hostler/xgboost" };
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry, "xgboost"], { env, stdio: "ignore" });
    const side = new NativeSide(child, socket);
    const [request] = side.invocations([row]);
    while (!(await exchangeOnce({ path: socket }, request!).catch(() => undefined))) await new Promise((later) => setTimeout(later, 20));
    return side;
  }

  pids(): number[] {
    return [this.#process.pid!];
  }

  invocations(bodies: readonly Buffer[]): Buffer[] {
    return bodies.map((body) => postBytes("/invocations", { host: "instance", "content-type": "text/csv" }, body));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }
}
