/**
 * The import table of the project: which folder of `src` may import which.
 * When this fails: the import goes uphill. Move the code to the folder that owns the idea, or hand the value in as an argument from
 * `main.ts`; a new arrow in the table needs a reason in ARCHITECTURE.md.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";

const src = resolve(import.meta.dirname, "../../src");

/** Folder → folders it may import besides itself. Top-level files of `src` are named by themselves. */
const allowed: Record<string, readonly string[]> = {
  lib: [],
  "limits.ts": [],
  "version.ts": [],
  api: ["lib", "limits.ts"],
  core: ["lib"],
  store: ["lib", "limits.ts", "core"],
  objects: ["lib", "limits.ts"],
  telemetry: ["lib", "limits.ts"],
  link: ["lib", "limits.ts"],
  models: ["lib", "limits.ts", "link"],
  agent: ["lib", "limits.ts", "telemetry"],
  backends: ["lib", "limits.ts", "core", "agent"],
  control: ["lib", "limits.ts", "version.ts", "api", "core", "store", "objects", "telemetry", "backends"],
  router: ["lib", "limits.ts", "api", "core", "link", "telemetry"],
  config: ["lib", "limits.ts"],
  cli: ["lib", "limits.ts", "version.ts", "config", "api"],
  // The wiring of one process each: all but the command line, and nobody but main.ts imports them.
  roles: [
    "lib",
    "limits.ts",
    "version.ts",
    "api",
    "core",
    "store",
    "objects",
    "telemetry",
    "link",
    "agent",
    "backends",
    "control",
    "router",
    "config",
  ],
};

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) => resolve(dirname(file), match[1]!));
}

const folderOf = (file: string): string => relative(src, file).split("/")[0]!;

test("imports go downhill", () => {
  const uphill: string[] = [];
  for (const file of sourceFiles(src)) {
    const from = folderOf(file);
    if (from === "main.ts" || file.endsWith(".test.ts")) continue;
    for (const target of importsOf(file)) {
      const to = folderOf(target);
      if (to === from) continue;
      if (target.startsWith("..") || relative(src, target).startsWith("..")) uphill.push(`${relative(src, file)} → outside src: ${target}`);
      else if (!allowed[from]?.includes(to)) uphill.push(`${relative(src, file)} → ${relative(src, target)}`);
    }
  }
  assert.deepEqual(uphill, []);
});

test("control imports the backend port and no concrete backend", () => {
  const concrete = sourceFiles(join(src, "control"))
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => /src\/(backends|store|objects)\/[^/]+\//.test(target));
  assert.deepEqual(concrete, []);
});

test("time and chance come in by the door", () => {
  const impure = sourceFiles(src)
    .filter((file) => !file.endsWith(".test.ts") && !["lib/clock.ts", "lib/rng.ts"].includes(relative(src, file)))
    .filter((file) =>
      /(?<!\.)\b(Date\.now|Math\.random|setTimeout|setInterval|randomUUID|performance\.now)\(/.test(readFileSync(file, "utf8")),
    )
    .map((file) => relative(src, file));
  assert.deepEqual(impure, []);
});

test("the environment is read in src/config, in main.ts and inside instances only", () => {
  const readers = sourceFiles(src)
    .filter((file) => !file.endsWith(".test.ts") && !["config", "main.ts", "models"].includes(folderOf(file)))
    .filter((file) => /\bprocess\.env\b/.test(readFileSync(file, "utf8")))
    .map((file) => relative(src, file));
  assert.deepEqual(readers, []);
});
