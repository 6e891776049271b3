/** Finds processes that carry our mark in their environment (Linux: /proc; elsewhere there is no such list), and those no pid file knows. */
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
    .filter((pid) => pid !== process.pid && readProc(pid, "environ").split("\0").includes(mark));
}

/** Marked processes that neither are `known`, nor descend from one, nor belong to the group of one. */
export function strangers(owner: string, known: ReadonlySet<number>): number[] {
  const belongs = (pid: number): boolean => {
    for (let at = pid, depth = 0; at > 1 && depth < 64; depth++) {
      const { parent, group } = familyOf(at);
      if (known.has(at) || known.has(group)) return true;
      at = parent;
    }
    return false;
  };
  return markedProcesses(owner).filter((pid) => !belongs(pid));
}

function familyOf(pid: number): { parent: number; group: number } {
  const stat = readProc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1] ?? 0), group: Number(fields[2] ?? 0) };
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return ""; // ended, or not ours to look at
  }
}
