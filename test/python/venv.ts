/** The Python clients tests run: virtual environments in `.cache/python`, each made once for the content of its requirements. */
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const cache = resolve(import.meta.dirname, "../../.cache/python");
const installMs = 10 * 60_000;
const run = promisify(execFile);

export interface PythonClients {
  /** The interpreter, which has boto3 and the sagemaker SDK. */
  readonly python: string;
  /** The AWS CLI. */
  readonly aws: string;
}

/** Why tests with Python clients cannot run here; false where they can. CI has no excuse. */
export function pythonMissing(): string | false {
  if (process.env.CI) return false;
  const venv = spawnSync("python3", ["-c", "import venv, ensurepip"]);
  return venv.status === 0 ? false : "python3 with the modules venv and ensurepip is not installed";
}

/** Gives the clients, installing them first if need be. Test files that run at once wait for the one that installs. */
export async function pythonClients(): Promise<PythonClients> {
  const dir = await environment("requirements.txt");
  return { python: join(dir, "bin/python"), aws: join(dir, "bin/aws") };
}

/** An interpreter with a botocore of 2025, from before CloudWatch's clients left the Query protocol. */
export async function olderPython(): Promise<string> {
  return join(await environment("requirements-older.txt"), "bin/python");
}

async function environment(file: string): Promise<string> {
  const requirements = resolve(import.meta.dirname, file);
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const dir = join(cache, hash);
  const ready = join(dir, "ready");
  mkdirSync(cache, { recursive: true });
  if (!existsSync(ready)) {
    using _lock = await lockedBy(join(cache, `${hash}.lock`));
    if (!existsSync(ready)) {
      rmSync(dir, { recursive: true, force: true });
      await run("python3", ["-m", "venv", dir], { timeout: installMs });
      await run(
        join(dir, "bin/python"),
        ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "-r", requirements],
        {
          timeout: installMs,
        },
      );
      writeFileSync(ready, "");
    }
  }
  return dir;
}

/** Waits for a lock that SQLite holds in a file: it is free again when its owner dies, however it dies. */
async function lockedBy(path: string): Promise<Disposable> {
  const attempts = installMs / 500;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const lock = new DatabaseSync(path, { timeout: 0 });
    try {
      lock.exec("begin exclusive");
      return { [Symbol.dispose]: () => lock.close() };
    } catch {
      lock.close();
      await sleep(500);
    }
  }
  throw new Error(`Another test run has been installing Python clients for ten minutes; see ${cache}.`);
}
