/** Runs the whole suite with node's test runner and closes with its counts. `npm test -- PATTERN` keeps the files whose path contains PATTERN. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const patterns = process.argv.slice(2);
const files = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "scripts/**/*.test.ts"], { cwd: root })
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort();
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(", ")}.`);
  process.exit(1);
}
const run = spawnSync(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", "--test", "--test-timeout=300000", "--test-reporter=spec", ...files],
  {
    cwd: root,
    stdio: "inherit",
  },
);
process.exit(run.status ?? 1);
