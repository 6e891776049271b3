/** CPU time of processes, from /proc; nothing is known elsewhere than on Linux. */
import { readdirSync, readFileSync } from "node:fs";

/** Seconds of CPU that each of these processes has used so far, with those of children that have ended. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce(
    (sum, pid) =>
      sum +
      statOf(pid)
        .slice(11, 15)
        .reduce((ticks, text) => ticks + Number(text), 0) /
        100,
    0,
  );
}

/** Seconds so far in which a core had something to do, for whomever; those that the host of a virtual machine gave others count too. */
export function coreSeconds(core: number): number {
  if (process.platform !== "linux") return 0;
  const line = readFileSync("/proc/stat", "latin1").match(new RegExp(`^cpu${core} .*`, "m"))![0];
  const [user, nice, system, , , irq, softirq, steal] = line.split(" ").slice(1).map(Number);
  return (user! + nice! + system! + irq! + softirq! + steal!) / 100;
}

/** A process and all that descend from it. */
export function familyOf(pid: number): number[] {
  const parents = new Map(pidsNow().map((each) => [each, Number(statOf(each)[1] ?? 0)]));
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

function pidsNow(): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Fields of /proc/PID/stat behind the name: state, parent, …; times are at 11 to 14. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
