/** The JavaScript that is published: it starts, and what is for tests from the sources only is not in it. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { version } from "../../src/version.ts";

const root = resolve(import.meta.dirname, "../..");

test("the published build refuses failpoints", async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const dist = mkdtempSync(join(root, ".cache", "published-")); // below the root, so that it finds its dependencies
  try {
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", join(root, "tsconfig.build.json"), "--outDir", dist], { stdio: "inherit" });
    const run = (args: string[], environment: Record<string, string>) =>
      spawnSync(process.execPath, [join(dist, "main.js"), ...args], { env: { ...process.env, ...environment }, encoding: "utf8" });
    assert.match(run(["version"], {}).stdout, new RegExp(version.replaceAll(".", "\\.")));

    const refused = run(["up", "--port", "0", "--data", join(dist, "state")], { HOSTLER_FAILPOINTS: dist });
    assert.equal(refused.status, 1);
    assert.equal(refused.stderr, "hostler: HOSTLER_FAILPOINTS is for tests from the sources: this is the published build. Unset it.\n");
    // Nor can a role be talked into it by its settings.
    const { enableFailpoints } = (await import(join(dist, "lib/failpoint.js"))) as typeof import("../../src/lib/failpoint.ts");
    assert.throws(() => enableFailpoints(dist), /The published build has no failpoints/);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
});
