/** Virtual environments of the Python servers that benchmarks measure beside ours, made once under `.cache`. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const cache = resolve(import.meta.dirname, "../.cache/bench");

/** Makes the environment for `requirements.txt` of a folder if there is none for these requirements; gives its folder. */
export function preparePython(appDir: string): string {
  const requirements = join(appDir, "requirements.txt");
  const venv = join(cache, createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12));
  if (existsSync(join(venv, "ready"))) return venv;
  console.error(`bench: installing ${readFileSync(requirements, "utf8").trim().replaceAll("\n", ", ")} (once) ...`);
  rmSync(venv, { recursive: true, force: true });
  execFileSync("python3", ["-m", "venv", venv]);
  execFileSync(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", requirements], { stdio: "inherit" });
  writeFileSync(join(venv, "ready"), "");
  return venv;
}
