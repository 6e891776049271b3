/** Which file of an unpacked archive is the model: `model.bin` of a classifier, `vectors.bin` or `vectors.txt` of Word2Vec, or any fastText file. */
import { lstat, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import { ModelLoadError } from "../contract.ts";
import { type FastTextModel, looksFastText, readFastText } from "./fasttext-file.ts";
import { fastTextVectors, looksLikeVectorText, readVectorText, type WordVectors } from "./vectors.ts";

export type FoundModel =
  | { readonly kind: "classifier"; readonly model: FastTextModel }
  | { readonly kind: "vectors"; readonly vectors: WordVectors; readonly model: FastTextModel | undefined };

/** In the order of BlazingText: what it writes beside each other holds the same vectors, and the binary one also n-grams. */
const usualNames = ["model.bin", "vectors.bin", "vectors.txt"];

export async function findModel(modelDir: string): Promise<FoundModel> {
  const entries = await readdir(modelDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
  const usual = usualNames.find((name) => names.includes(name));
  if (usual !== undefined) return read(modelDir, usual);
  const found: string[] = [];
  for (const name of names) if (await looksLikeModel(join(modelDir, name))) found.push(name);
  if (found.length === 1) return read(modelDir, found[0]!);
  const seen = (found.length > 0 ? found : names).slice(0, 10).join(", ") || "nothing";
  throw new ModelLoadError(
    found.length === 0
      ? `The archive holds no BlazingText model: expected ${usualNames.join(", ")} or another fastText file at its top level, found ${seen}.`
      : `The archive holds several fastText files (${seen}): name the one to serve model.bin.`,
  );
}

async function looksLikeModel(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(40), 0, 40, 0);
    const start = buffer.subarray(0, bytesRead);
    return looksFastText(start) || looksLikeVectorText(start);
  } finally {
    await file.close();
  }
}

async function read(modelDir: string, name: string): Promise<FoundModel> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  const bytes = await readFile(path);
  try {
    return readModelBytes(bytes);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new ModelLoadError(`${name} cannot be served: ${error.message}. Train it again, or serve it with its own container.`, {
      cause: error,
    });
  }
}

/** Throws `Malformed` with a clause that continues "cannot be served: …". Uses the bytes from then on. */
export function readModelBytes(bytes: Buffer): FoundModel {
  if (!looksFastText(bytes)) return { kind: "vectors", vectors: readVectorText(bytes), model: undefined };
  const model = readFastText(bytes);
  return model.args.model === "supervised" ? { kind: "classifier", model } : { kind: "vectors", vectors: fastTextVectors(model), model };
}
