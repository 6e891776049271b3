/** Which files of an unpacked archive are models: `xgboost-model`, the folds `xgboost-model-0` …, or what a script saved under its own name. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import { type ModelContainer, ModelLoadError } from "../contract.ts";
import type { LibraryVersion } from "./booster.ts";
import { looksLikeModel, readModelFile } from "./model-file.ts";
import { makePredictor, type Predictor } from "./predictor.ts";

const algorithmName = /^xgboost-model(?:-(\d+))?$/;
const remedy = "Save it again with Booster.save_model, or serve it with its own container.";

/**
 * Loads every model that takes part: one, or all folds unless SAGEMAKER_INFERENCE_ENSEMBLE turns that off. `library` is the version to
 * imitate; undefined, or older than what wrote a file, means the version that wrote it.
 */
export async function loadPredictors({ modelDir, environment }: ModelContainer, library: LibraryVersion | undefined): Promise<Predictor[]> {
  if (environment.SAGEMAKER_PROGRAM) {
    throw new ModelLoadError(
      `SAGEMAKER_PROGRAM is ${environment.SAGEMAKER_PROGRAM}: this model brings handlers of its own, which need a container or a registered command. ` +
        "Without that variable the model is served as the built-in algorithm does.",
    );
  }
  const names = await topLevelFiles(modelDir);
  const named = names.filter((name) => algorithmName.test(name)).sort((a, b) => fold(a) - fold(b));
  if (named.length > 0) {
    const ensemble = (environment.SAGEMAKER_INFERENCE_ENSEMBLE ?? "true").toLowerCase() === "true";
    const predictors: Predictor[] = [];
    for (const name of ensemble ? named : named.slice(0, 1)) predictors.push(toPredictor(name, await read(modelDir, name), library));
    return checkAlike(predictors);
  }
  return [await onlyModelOf(modelDir, names, library)];
}

/** `xgboost-model` first, then the folds by number. */
const fold = (name: string): number => Number(algorithmName.exec(name)?.[1] ?? -1);

/** Regular files, without dotfiles (macOS leaves `._…` in archives). */
async function topLevelFiles(modelDir: string): Promise<string[]> {
  const entries = await readdir(modelDir, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map((entry) => entry.name);
}

/** Script mode lets people choose the name; without code of theirs there is nothing but the model to go by. */
async function onlyModelOf(modelDir: string, names: readonly string[], library: LibraryVersion | undefined): Promise<Predictor> {
  const code = await lstat(join(modelDir, "code")).catch(() => undefined);
  if (code?.isDirectory()) {
    throw new ModelLoadError(
      "The archive has a code directory and no file xgboost-model: its handlers need a container or a registered command.",
    );
  }
  const found: { name: string; bytes: Buffer }[] = [];
  for (const name of names) {
    const bytes = await read(modelDir, name);
    if (looksLikeModel(bytes)) found.push({ name, bytes });
  }
  if (found.length === 1) return toPredictor(found[0]!.name, found[0]!.bytes, library);
  const seen = (found.length > 0 ? found.map(({ name }) => name) : names).slice(0, 10).join(", ") || "nothing";
  throw new ModelLoadError(
    found.length === 0
      ? `The archive holds no XGBoost model: expected a file xgboost-model at its top level, found ${seen}.`
      : `The archive holds several files that look like XGBoost models (${seen}): name the one to serve xgboost-model.`,
  );
}

async function read(modelDir: string, name: string): Promise<Buffer> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  return readFile(path);
}

function toPredictor(name: string, bytes: Buffer, library: LibraryVersion | undefined): Predictor {
  try {
    const booster = readModelFile(bytes);
    return makePredictor(booster, library && !isNewer(booster.version, library) ? library : booster.version);
  } catch (error) {
    const tooLong = error instanceof Error && "code" in error && error.code === "ERR_STRING_TOO_LONG";
    if (!(error instanceof Malformed) && !tooLong) throw error;
    throw new ModelLoadError(`${name} cannot be served: ${(error as Error).message}. ${remedy}`, { cause: error });
  }
}

const isNewer = (a: LibraryVersion, b: LibraryVersion): boolean => a.major > b.major || (a.major === b.major && a.minor > b.minor);

function checkAlike(predictors: Predictor[]): Predictor[] {
  const [first] = predictors;
  const other = predictors.find(({ width, booster }) => width !== first?.width || booster.objective !== first.booster.objective);
  if (!other || !first) return predictors;
  throw new ModelLoadError(
    `The models of the archive differ: ${first.booster.objective} with ${first.width} values and ${other.booster.objective} with ${other.width}. ` +
      "Set SAGEMAKER_INFERENCE_ENSEMBLE=false to serve the first only.",
  );
}
