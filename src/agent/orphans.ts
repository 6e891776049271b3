/** Finds processes that carry our mark in their environment although no pid file knows them (Linux: /proc; elsewhere there is no such list). */
import { readdirSync, readFileSync } from "node:fs";

/** The variable that marks everything we start; its value names the data folder. */
export const ownerVariable = "HOSTLER_OWNER";

/** Pids whose environment says `HOSTLER_OWNER=<owner>`. */
export function markedProcesses(owner: string): number[] {
  if (process.platform !== "linux") return [];
  const mark = `${ownerVariable}=${owner}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environmentOf(pid).split("\0").includes(mark));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return ""; // ended, or not ours to look at
  }
}
