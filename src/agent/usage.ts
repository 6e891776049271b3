/**
 * What instances use of CPU, memory and disk, as far as this host tells: Linux's /proc. An instance is a session of its own, so whatever
 * it starts belongs to it.
 */
import { existsSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import type { InstanceUsage } from "./protocol.ts";

export interface Measured {
  readonly id: string;
  readonly pid: number;
  readonly memoryBytes: number;
}

/** CPU time by instance and process at the last look. */
type Ticks = ReadonlyMap<string, number>;

/** Linux counts CPU time in hundredths of a second for everybody who asks (USER_HZ). */
const ticksPerSecond = 100;

export class UsageMeter {
  readonly #folder: string;
  #last: { readonly atMs: number; readonly ticks: Ticks } | undefined;

  /** `folder` is on the disk that instances write to. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Usage since the last call; an instance appears when it was there then. Nothing on systems without /proc. */
  measure(instances: readonly Measured[], nowMs: number): InstanceUsage[] {
    const processes = processesBySession(new Set(instances.map(({ pid }) => pid)));
    const last = this.#last;
    const ticks = new Map<string, number>();
    const usages: InstanceUsage[] = [];
    const diskPercent = usedPercent(this.#folder);
    for (const { id, pid, memoryBytes } of instances) {
      const own = processes.get(pid);
      if (!own) continue;
      const before = last?.ticks.get(`${id}/${pid}`);
      ticks.set(`${id}/${pid}`, own.ticks);
      if (before === undefined || last === undefined || nowMs <= last.atMs) continue;
      const seconds = (nowMs - last.atMs) / 1000;
      const cpuPercent = (100 * Math.max(0, own.ticks - before)) / ticksPerSecond / seconds;
      usages.push({ id, cpuPercent, memoryPercent: Math.min(100, (100 * own.residentBytes) / memoryBytes), diskPercent });
    }
    this.#last = { atMs: nowMs, ticks };
    return usages;
  }
}

/** CPU time and memory of every process of these sessions, by session. */
function processesBySession(sessions: ReadonlySet<number>): Map<number, { ticks: number; residentBytes: number }> {
  const found = new Map<number, { ticks: number; residentBytes: number }>();
  if (sessions.size === 0 || !existsSync("/proc/self/stat")) return found;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readIfThere(`/proc/${name}/stat`);
    // After the name in brackets, which may hold anything: state, parent, group, session …, user and system time as 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const session = Number(fields[3]);
    if (!sessions.has(session)) continue;
    const residentKiB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readIfThere(`/proc/${name}/status`))?.[1] ?? 0);
    const sum = found.get(session) ?? { ticks: 0, residentBytes: 0 };
    sum.ticks += Number(fields[11]) + Number(fields[12]);
    sum.residentBytes += residentKiB * 1024;
    found.set(session, sum);
  }
  return found;
}

/** 0 when the disk cannot be asked: that is no reason to measure nothing. */
function usedPercent(folder: string): number {
  try {
    const { blocks, bavail } = statfsSync(folder);
    return blocks > 0 ? (100 * (blocks - bavail)) / blocks : 0;
  } catch {
    return 0;
  }
}

/** Empty when the process has ended meanwhile. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
