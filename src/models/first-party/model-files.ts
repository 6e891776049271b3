/** Finds what an algorithm of the family left in an archive: `model_algo-1`, with other files of that name beside it. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { ModelLoadError } from "../contract.ts";

/** The number is that of the training host which saved it. */
const modelName = /^model_algo[-_](\d+)$/;

export interface ModelFiles {
  readonly name: string;
  readonly bytes: Buffer;
  /** The content of `model_algo-1SUFFIX`; undefined when there is none. */
  beside(suffix: string): Promise<Buffer | undefined>;
}

/** The model with the lowest number. Training state (`state_…`) and what macOS adds are passed over. */
export async function findModelFiles(modelDir: string): Promise<ModelFiles> {
  const entries = await readdir(modelDir, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map((entry) => entry.name);
  const [name] = files.filter((file) => modelName.test(file)).sort((a, b) => numberOf(a) - numberOf(b));
  if (name === undefined) {
    const found = files.sort().slice(0, 10).join(", ") || "nothing";
    throw new ModelLoadError(
      `The archive holds no model of a built-in algorithm: expected a file model_algo-1 at its top level, found ${found}.`,
    );
  }
  return {
    name,
    bytes: await readBounded(modelDir, name),
    beside: async (suffix) => (files.includes(name + suffix) ? readBounded(modelDir, name + suffix) : undefined),
  };
}

const numberOf = (name: string): number => Number(modelName.exec(name)?.[1]);

async function readBounded(modelDir: string, name: string): Promise<Buffer> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  return readFile(path);
}
