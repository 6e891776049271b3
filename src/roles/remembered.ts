/** The processes that a data folder's pid files remember. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rememberedPid } from "../agent/process.ts";
import type { Paths } from "../config/paths.ts";

/** Pids of instances and of roles (of these names, or all) that are alive. */
export function rememberedPids(paths: Paths, roles?: ReadonlySet<string>): number[] {
  const list = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : []);
  const files = [
    ...list(paths.roles)
      .filter((name) => roles?.has(name.replace(/\.json$/, "")) ?? true)
      .map((name) => join(paths.roles, name)),
    ...list(paths.instances).map((id) => join(paths.instances, id, "pid.json")),
  ];
  return files.flatMap((file) => rememberedPid(file) ?? []);
}

/** Sends a signal to a process, or to a group when negative; one that is gone already is fine. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already: that is what was wanted.
  }
}
