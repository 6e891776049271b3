/** Finds what an algorithm of the family left in an archive: `model_algo-1`, or a file of another name, with others of that name beside it. */
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { looksLikeNdArrays } from "../codecs/ndarray.ts";
import { looksLikeZip } from "../codecs/zip.ts";
import { ModelLoadError } from "../contract.ts";
import { startOf, topLevelOf } from "../top-level.ts";
import { looksLikeIndex } from "./flat-index.ts";

/** The number is that of the training host which saved it. */
const modelName = /^model_algo[-_](\d+)$/;

export interface ModelFiles {
  readonly name: string;
  readonly bytes: Buffer;
  /** The content of `model_algo-1SUFFIX`; undefined when there is none. */
  beside(suffix: string): Promise<Buffer | undefined>;
}

/** The model with the lowest number, or the only file that begins like one. Training state (`state_…`) is passed over. */
export async function findModelFiles(modelDir: string): Promise<ModelFiles> {
  const { files, seen } = await topLevelOf(modelDir);
  const [numbered] = files.filter((file) => modelName.test(file)).sort((a, b) => numberOf(a) - numberOf(b));
  const name = numbered ?? (await onlyModel(modelDir, files));
  if (name === undefined) {
    throw new ModelLoadError(
      `The archive holds no model of a built-in algorithm: expected a file model_algo-1 at its top level, found ${seen}.`,
    );
  }
  return {
    name,
    bytes: await readBounded(modelDir, name),
    beside: async (suffix) => (files.includes(name + suffix) ? readBounded(modelDir, name + suffix) : undefined),
  };
}

async function onlyModel(modelDir: string, files: readonly string[]): Promise<string | undefined> {
  const found: string[] = [];
  for (const file of files) {
    if (file.startsWith("state_")) continue;
    const start = await startOf(join(modelDir, file));
    if (looksLikeNdArrays(start) || looksLikeZip(start) || looksLikeIndex(start)) found.push(file);
  }
  return found.length === 1 ? found[0] : undefined;
}

const numberOf = (name: string): number => Number(modelName.exec(name)?.[1]);

async function readBounded(modelDir: string, name: string): Promise<Buffer> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  return readFile(path);
}
