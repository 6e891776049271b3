/** The processes of a data folder, as its pid files have them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface InstanceFiles {
  readonly id: string;
  readonly pid: number | undefined;
  readonly variant: string;
  readonly zone: string;
}

function read<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined; // it may go at any moment: its process has ended
    throw error;
  }
}

export function rolePid(dataFolder: string, role: string): number | undefined {
  return read<{ pid: number }>(join(dataFolder, "run", "roles", `${role}.json`))?.pid;
}

export function instancesOf(dataFolder: string): InstanceFiles[] {
  const dir = join(dataFolder, "run", "instances");
  return readdirSync(dir).flatMap((id) => {
    const spec = read<{ variant: string; zone: string }>(join(dir, id, "spec.json"));
    return spec ? [{ id, pid: read<{ pid: number }>(join(dir, id, "pid.json"))?.pid, variant: spec.variant, zone: spec.zone }] : [];
  });
}

/** Whether a process exists and is not merely waiting to be reaped. */
export const isAlive = (pid: number): boolean => !["Z", "X", undefined].includes(stateOf(pid));

/** Whether a process was stopped by a signal. */
export const isStopped = (pid: number): boolean => stateOf(pid) === "T";

/** The kernel's letter for what a process does. */
function stateOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2)[0];
  } catch {
    return undefined;
  }
}

/** Every living process that carries the folder's mark. */
export function markedPids(dataFolder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").includes(`HOSTLER_OWNER=${dataFolder}\0`) && isAlive(pid);
      } catch {
        return false;
      }
    });
}
