/** `hostler down`: stops the server of a data folder, and whatever a server that died without stopping left behind. */

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { markedProcesses } from "../agent/orphans.ts";
import { type Paths, pathsOf } from "../config/paths.ts";
import type { ServerRecord } from "../config/settings.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { readJsonFile } from "../lib/files.ts";
import { FolderInUseError, lockFolder } from "../lib/folder-lock.ts";
import { kill, rememberedPids } from "./remembered.ts";
import { StartError } from "./start-error.ts";

/** How long a clean stop may take: routers drain for 65 s, instances stop for 30 s. */
const patienceMs = 120_000;

export interface DownReport {
  /** A running server was asked to stop and did. */
  readonly stopped: boolean;
  /** Processes that had no server any more and were ended. */
  readonly reaped: number;
}

/** Resolves when nothing of the data folder runs any more. */
export async function runDown(dataFolder: string): Promise<DownReport> {
  const paths = pathsOf(dataFolder);
  if (!existsSync(join(paths.data, "run"))) return { stopped: false, reaped: 0 };
  const server = readJsonFile<ServerRecord>(paths.server);
  const running = isLocked(paths);
  if (running && server) kill(server.pid, "SIGTERM");
  const giveUpMs = clock.now() + patienceMs;
  while (isLocked(paths)) {
    if (clock.now() > giveUpMs)
      throw new StartError(
        `Process ${server?.pid ?? "of the server"} did not stop within ${patienceMs / 1000} s. Kill it, then run hostler down again.`,
      );
    await clock.sleep(50);
  }
  const alive = (): Set<number> => new Set([...rememberedPids(paths), ...markedProcesses(paths.data)]);
  const left = alive();
  for (const pid of left) {
    kill(-pid, "SIGKILL");
    kill(pid, "SIGKILL");
  }
  for (let still = left; still.size > 0; still = alive()) {
    if (clock.now() > giveUpMs) throw new StartError(`Process ${[...still].join(", ")} was killed and has not ended.`);
    await clock.sleep(20); // a killed process takes a moment to end
  }
  rmSync(paths.server, { force: true });
  return { stopped: running, reaped: left.size };
}

function isLocked(paths: Paths): boolean {
  try {
    lockFolder(join(paths.data, "run"))[Symbol.dispose]();
    return false;
  } catch (error) {
    if (error instanceof FolderInUseError) return true;
    throw error;
  }
}
