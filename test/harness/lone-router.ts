/** A router process by itself: no supervisor, no control plane, only its settings and the table on its disk. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { cleanEnvironment } from "./hostler.ts";

const main = resolve(import.meta.dirname, "../../src/main.ts");

export interface LoneRouter extends AsyncDisposable {
  /** What it logged so far. */
  output(): string;
  /** As its supervisor does it; gives the exit status. */
  stop(): Promise<number | null>;
}

/** Starts the router of this name on a data folder, as `hostler up` starts it. */
export function startLoneRouter(dataFolder: string, name: string): LoneRouter {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", main, "role", name, join(dataFolder, "run", "settings.json")],
    { cwd: dataFolder, env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = once(child, "close") as Promise<[number | null]>;
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const [status] = await ended;
    return status;
  };
  return { output: () => output, stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}
