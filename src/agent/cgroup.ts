/**
 * Memory and CPU limits of an instance through Linux control groups, version 2 or 1, where the host lets us make them.
 * Where it does not, the instance runs all the same and its status says what is not enforced.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = "/sys/fs/cgroup";
const periodUs = 100_000;

export interface Limits {
  readonly vcpus: number;
  readonly memoryBytes: number;
}

export interface Confinement {
  /** Puts a process, and all it starts, under the limits. */
  add(pid: number): void;
  /** What could not be limited, in words; undefined when everything is. */
  readonly unenforced: string | undefined;
  /** How often the kernel killed something in here for want of memory. */
  outOfMemoryKills(): number;
  /** Removes the group once its processes have ended. */
  remove(): void;
}

/** Makes the control group `name` with these limits. Never throws: what the host refuses is named in `unenforced`. */
export function confine(name: string, limits: Limits): Confinement {
  if (process.platform !== "linux" || !existsSync(root)) return unconfined("this system has no control groups");
  return existsSync(join(root, "cgroup.controllers")) ? confineV2(name, limits) : confineV1(name, limits);
}

function unconfined(reason: string): Confinement {
  return { add: () => undefined, unenforced: `memory and CPU (${reason})`, outOfMemoryKills: () => 0, remove: () => undefined };
}

function confineV2(name: string, limits: Limits): Confinement {
  const dir = join(root, "hostler", name);
  try {
    mkdirSync(dir, { recursive: true });
    for (const parent of [root, join(root, "hostler")]) writeFileSync(join(parent, "cgroup.subtree_control"), "+memory +cpu");
    writeFileSync(join(dir, "memory.max"), String(limits.memoryBytes));
    writeFileSync(join(dir, "cpu.max"), `${limits.vcpus * periodUs} ${periodUs}`);
  } catch (error) {
    tryTo(() => rmdirSync(dir));
    return unconfined(reasonOf(error));
  }
  return {
    add: (pid) => tryTo(() => writeFileSync(join(dir, "cgroup.procs"), String(pid))),
    unenforced: undefined,
    outOfMemoryKills: () => Number(/oom_kill (\d+)/.exec(readIfThere(join(dir, "memory.events")))?.[1] ?? 0),
    remove: () => tryTo(() => rmdirSync(dir)),
  };
}

function confineV1(name: string, limits: Limits): Confinement {
  const memory = join(root, "memory", "hostler", name);
  const cpu = join(root, "cpu", "hostler", name);
  const refused: string[] = [];
  const attempt = (what: string, dir: string, write: () => void): void => {
    try {
      mkdirSync(dir, { recursive: true });
      write();
    } catch (error) {
      refused.push(`${what} (${reasonOf(error)})`);
      tryTo(() => rmdirSync(dir));
    }
  };
  attempt("memory", memory, () => writeFileSync(join(memory, "memory.limit_in_bytes"), String(limits.memoryBytes)));
  attempt("CPU", cpu, () => {
    writeFileSync(join(cpu, "cpu.cfs_period_us"), String(periodUs));
    writeFileSync(join(cpu, "cpu.cfs_quota_us"), String(limits.vcpus * periodUs));
  });
  return {
    add: (pid) => {
      for (const dir of [memory, cpu]) tryTo(() => writeFileSync(join(dir, "cgroup.procs"), String(pid)));
    },
    unenforced: refused.length > 0 ? refused.join(", ") : undefined,
    outOfMemoryKills: () => Number(/oom_kill (\d+)/.exec(readIfThere(join(memory, "memory.oom_control")))?.[1] ?? 0),
    remove: () => {
      for (const dir of [memory, cpu]) tryTo(() => rmdirSync(dir));
    },
  };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** For steps whose failure is already the wanted state, or is told elsewhere. */
function tryTo(step: () => void): void {
  try {
    step();
  } catch {
    // The group is gone, or was never made.
  }
}
