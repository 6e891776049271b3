/** Finds the one file of an unpacked archive that holds the model, and reads it: for families whose models are a single file. */
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../limits.ts";
import { type ByteSource, FileBytes } from "./codecs/byte-source.ts";
import { ended, Malformed } from "./codecs/malformed.ts";
import { ModelLoadError } from "./contract.ts";
import { startOf, topLevelOf } from "./top-level.ts";

export interface WantedModel {
  /** For messages: "LightGBM model". */
  readonly what: string;
  /** Names that training gives it, the best first; only without any of them the content of files is looked at. */
  readonly usualNames: readonly string[];
  /** Whether a file that begins like this may be one. */
  looksLike(start: Buffer): boolean;
  /** What could be there, for messages; continues "expected …". */
  readonly expected: string;
  /** Opens the file, if not as it is. Throws `Malformed`. */
  open?(path: string): Promise<FileBytes>;
  /** A sentence for who has a file that is not served. */
  readonly remedy: string;
}

/** Loads the model with `make`, which throws `Malformed` with a clause that continues "cannot be served: …", and keeps nothing of the file. */
export async function loadOnlyModel<T>(modelDir: string, wanted: WantedModel, make: (file: ByteSource) => T): Promise<T> {
  const name = await findModel(modelDir, wanted);
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  try {
    using file = (await wanted.open?.(path)) ?? new FileBytes(path);
    return make(file);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new ModelLoadError(`${name} cannot be served: ${ended(error.message)} ${wanted.remedy}`, { cause: error });
  }
}

async function findModel(modelDir: string, wanted: WantedModel): Promise<string> {
  const { files, seen } = await topLevelOf(modelDir);
  const usual = wanted.usualNames.find((name) => files.includes(name));
  if (usual !== undefined) return usual;
  const found: string[] = [];
  for (const name of files) if (wanted.looksLike(await startOf(join(modelDir, name)))) found.push(name);
  if (found.length === 1) return found[0]!;
  throw new ModelLoadError(
    found.length === 0
      ? `The archive holds no ${wanted.what}: expected ${wanted.expected} at its top level, found ${seen}.`
      : `The archive holds several files that may be a ${wanted.what} (${found.slice(0, 10).join(", ")}): name the one to serve ${wanted.usualNames[0]}.`,
  );
}
