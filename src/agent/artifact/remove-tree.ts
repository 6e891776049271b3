/** Deletes a model directory, which is read-only by design. */
import { chmod, lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Deletes `path` and all below it, whatever its modes; links are removed, not followed. Nothing there is fine. */
export async function removeTree(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) await makeDeletable(path);
  await rm(path, { recursive: true, force: true });
}

/** A file can be unlinked when its directory is writable, so only directories change. */
async function makeDeletable(directory: string): Promise<void> {
  await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeDeletable(join(directory, entry.name));
  }
}
