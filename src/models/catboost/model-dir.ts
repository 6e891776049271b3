/** Which file of an unpacked archive is the CatBoost model: JumpStart's `model`, or the only one in CatBoost's form. */
import { lstat, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import { ModelLoadError } from "../contract.ts";
import { type CatboostModel, looksCatboost, readCatboost } from "./cbm-file.ts";

const usualName = "model";

export async function findModel(modelDir: string): Promise<{ readonly name: string; readonly model: CatboostModel }> {
  const entries = await readdir(modelDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
  if (names.includes(usualName)) return read(modelDir, usualName);
  const found: string[] = [];
  for (const name of names) if (await looksLikeModel(join(modelDir, name))) found.push(name);
  if (found.length === 1) return read(modelDir, found[0]!);
  const seen = (found.length > 0 ? found : names).slice(0, 10).join(", ") || "nothing";
  throw new ModelLoadError(
    found.length === 0
      ? `The archive holds no CatBoost model: expected a file model, or one that begins with CBM1, at its top level, found ${seen}.`
      : `The archive holds several CatBoost models (${seen}): name the one to serve model.`,
  );
}

async function looksLikeModel(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return looksCatboost(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function read(modelDir: string, name: string): Promise<{ readonly name: string; readonly model: CatboostModel }> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  const bytes = await readFile(path);
  try {
    return { name, model: readCatboost(bytes) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new ModelLoadError(`${name} cannot be served: ${error.message}. Otherwise serve it with its own container.`, {
      cause: error,
    });
  }
}
