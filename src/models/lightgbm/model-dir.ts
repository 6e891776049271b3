/** Which file of an unpacked archive is the LightGBM model: JumpStart's `model.pkl`, or the only one that reads like a model. */
import { lstat, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import { ModelLoadError } from "../contract.ts";
import { looksLikeText, readTextModel, type TextModel } from "./model-text.ts";
import { looksPickled, readPickledModel } from "./pickled-model.ts";

const usualName = "model.pkl";

export interface FoundModel {
  readonly name: string;
  readonly model: TextModel;
  /** Iterations that count; undefined for all. */
  readonly bestIteration: number | undefined;
}

export async function findModel(modelDir: string): Promise<FoundModel> {
  const entries = await readdir(modelDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
  const found: string[] = [];
  for (const name of names) if (name === usualName || (await looksLikeModel(join(modelDir, name)))) found.push(name);
  const chosen = found.includes(usualName) ? usualName : found[0];
  if (chosen !== undefined && (chosen === usualName || found.length === 1)) return read(modelDir, chosen);
  const seen = (found.length > 0 ? found : names).slice(0, 10).join(", ") || "nothing";
  throw new ModelLoadError(
    found.length === 0
      ? `The archive holds no LightGBM model: expected model.pkl or a text model at its top level, found ${seen}.`
      : `The archive holds several files that look like LightGBM models (${seen}): leave the one to serve.`,
  );
}

async function looksLikeModel(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.subarray(0, bytesRead);
    return looksLikeText(start) || looksPickled(start);
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
    return { name, ...readModelBytes(bytes) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new ModelLoadError(
      `${name} cannot be served: ${error.message}. Save it again with Booster.save_model, or serve it with its own container.`,
      {
        cause: error,
      },
    );
  }
}

/** Throws `Malformed` with a clause that continues "cannot be served: …". */
export function readModelBytes(bytes: Buffer): { readonly model: TextModel; readonly bestIteration: number | undefined } {
  if (looksLikeText(bytes)) return { model: readTextModel(bytes), bestIteration: undefined };
  if (!looksPickled(bytes)) throw new Malformed("it is neither a text model nor a pickle");
  const { text, bestIteration } = readPickledModel(bytes);
  return { model: readTextModel(text), bestIteration };
}
