/** An unpacked archive for the time that a model takes to load: servers need nothing of it afterwards. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export async function inModelDir<T>(files: Readonly<Record<string, Buffer | string>>, work: (modelDir: string) => Promise<T>): Promise<T> {
  const modelDir = mkdtempSync(join(tmpdir(), "hostler-model-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(modelDir, name)), { recursive: true });
      writeFileSync(join(modelDir, name), content);
    }
    return await work(modelDir);
  } finally {
    rmSync(modelDir, { recursive: true });
  }
}
