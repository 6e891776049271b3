/** The top level of an unpacked archive, where models are looked for. */
import { open, readdir } from "node:fs/promises";

const startBytes = 64;
const mostNames = 10;

export interface TopLevel {
  /** Names of its files in their order; those that begin with a dot (macOS leaves `._…` in archives) are passed over. */
  readonly files: readonly string[];
  /** What is there, for messages; continues "found …". People pack the folder instead of what is in it. */
  readonly seen: string;
}

export async function topLevelOf(modelDir: string): Promise<TopLevel> {
  const entries = (await readdir(modelDir, { withFileTypes: true })).filter(({ name }) => !name.startsWith("."));
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${name}/`);
  const names = [...files, ...folders].sort().slice(0, mostNames).join(", ");
  const onlyFolders = files.length === 0 && folders.length > 0;
  return { files: files.sort(), seen: onlyFolders ? `only ${names} (pack what is in it)` : names || "nothing" };
}

/** The first bytes of a file. */
export async function startOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
