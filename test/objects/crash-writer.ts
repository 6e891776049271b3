/** The process of `crash.test.ts` that is killed: it overwrites a few objects for ever, several at once, and tells each success. */
import { Readable } from "node:stream";
import { systemClock } from "../../src/lib/clock.ts";
import { systemRng } from "../../src/lib/rng.ts";
import { FolderStore } from "../../src/objects/folder/folder-store.ts";

/** What a version of an object holds. */
export function contentOf(version: number): string {
  return `version ${version} `.repeat(10_000);
}

const dir = process.argv[2];
if (process.send && dir) {
  process.on("disconnect", () => process.exit());
  const store = await FolderStore.open({ dir, clock: systemClock, rng: systemRng });
  await store.createBucket("b", "us-east-1");
  for (const key of ["one", "two", "three"]) void overwrite(store, key);
}

async function overwrite(store: FolderStore, key: string): Promise<never> {
  for (let version = 1; ; version++) {
    await store.put({ bucket: "b", key, content: { body: Readable.from([Buffer.from(contentOf(version))]) } });
    process.send?.({ key, version });
  }
}
