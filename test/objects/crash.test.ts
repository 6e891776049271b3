/** The store's process is killed in the middle of writes; what it acknowledged is there afterwards, whole, and nothing else. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import { systemRng } from "../../src/lib/rng.ts";
import { FolderStore } from "../../src/objects/folder/folder-store.ts";
import { contentOf } from "./crash-writer.ts";
import { readText } from "./object-store-suite.ts";

for (const acknowledged of [1, 7, 30]) {
  test(`killed after ${acknowledged} acknowledged writes`, async () => {
    const dir = mkdtempSync(join(tmpdir(), "hostler-crash-"));
    const writer = fork(`${import.meta.dirname}/crash-writer.ts`, [dir], { execArgv: ["--disable-warning=ExperimentalWarning"] });
    const seen = new Map<string, number>();
    await new Promise<void>((resolve) => {
      writer.on("message", ({ key, version }: { key: string; version: number }) => {
        seen.set(key, version);
        if (version >= acknowledged) resolve();
      });
    });
    writer.kill("SIGKILL");
    await once(writer, "close");
    {
      await using store = await FolderStore.open({ dir, clock: systemClock, rng: systemRng });
      for (const [key, version] of seen) {
        // A write may have been done although its word did not reach us.
        const text = await readText(store, "b", key);
        assert.ok(text === contentOf(version) || text === contentOf(version + 1), `${key} is neither version ${version} nor the next`);
      }
      const { objects } = await store.list({ bucket: "b", prefix: "", delimiter: "", limit: 1000 });
      const files = readdirSync(join(dir, "content"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      assert.equal(files.length, objects.length);
      assert.deepEqual(readdirSync(join(dir, "tmp")), []);
    }
    rmSync(dir, { recursive: true });
  });
}
