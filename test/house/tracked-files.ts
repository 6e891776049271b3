/** The project's own files, as git knows them; what is ignored or not yet added is nobody's concern here. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

export interface TrackedFile {
  readonly path: string;
  readonly text: string;
}

/** Text files whose path `wanted` accepts; empty where there is no git, as in an unpacked archive of the sources. */
export function trackedFiles(wanted: (path: string) => boolean): TrackedFile[] {
  if (!existsSync(join(root, ".git"))) return [];
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed
    .split("\0")
    .filter((path) => path !== "" && wanted(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
