/** Which files of an unpacked archive are models: `xgboost-model`, the folds `xgboost-model-0` …, or what a script saved under its own names. */
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../limits.ts";
import { beginningOf, FileBytes } from "../codecs/byte-source.ts";
import { ended, Malformed } from "../codecs/malformed.ts";
import { type ModelContainer, ModelLoadError } from "../contract.ts";
import { topLevelOf } from "../top-level.ts";
import type { LibraryVersion } from "./booster.ts";
import { looksLikeModel, readModelFile, startBytes } from "./model-file.ts";
import { makePredictor, type Predictor } from "./predictor.ts";

const algorithmName = /^xgboost-model(?:-(\d+))?$/;

const remedy = "Save it again with Booster.save_model, or serve it with its own container.";

/**
 * Loads every model that takes part: all there are, or the first when SAGEMAKER_INFERENCE_ENSEMBLE says so. `library` is the version to
 * imitate; undefined, or older than what wrote a file, means the version that wrote it.
 */
export async function loadPredictors({ modelDir, environment }: ModelContainer, library: LibraryVersion | undefined): Promise<Predictor[]> {
  if (environment.SAGEMAKER_PROGRAM) {
    throw new ModelLoadError(
      `SAGEMAKER_PROGRAM is ${environment.SAGEMAKER_PROGRAM}: this model brings handlers of its own, which need a container or a registered command. ` +
        "Without that variable the model is served as the built-in algorithm does.",
    );
  }
  const { files: names, seen } = await topLevelOf(modelDir);
  const named = names.filter((name) => algorithmName.test(name)).sort((a, b) => fold(a) - fold(b));
  const found = named.length > 0 ? named : await modelsAmong(modelDir, names, seen);
  const ensemble = (environment.SAGEMAKER_INFERENCE_ENSEMBLE ?? "true").toLowerCase() === "true";
  const served = ensemble ? found : found.slice(0, 1);
  const predictors: Predictor[] = [];
  for (const name of served) predictors.push(await loadPredictor(modelDir, name, library, served.length));
  return checkAlike(predictors);
}

/** `xgboost-model` first, then the folds by number. */
const fold = (name: string): number => Number(algorithmName.exec(name)?.[1] ?? -1);

/** Script mode lets people choose names; without code of theirs, what looks like a model is one, as it is for the container. Sorted. */
async function modelsAmong(modelDir: string, names: readonly string[], seen: string): Promise<readonly string[]> {
  const code = await lstat(join(modelDir, "code")).catch(() => undefined);
  if (code?.isDirectory()) {
    throw new ModelLoadError(
      "The archive has a code directory and no file xgboost-model: its handlers need a container or a registered command.",
    );
  }
  const found = names.filter((name) => looksLikeModel(startOf(join(modelDir, name)))).sort();
  if (found.length > 0) return found;
  throw new ModelLoadError(`The archive holds no XGBoost model: expected a file xgboost-model at its top level, found ${seen}.`);
}

function startOf(path: string): Buffer {
  using file = new FileBytes(path);
  return Buffer.from(beginningOf(file, startBytes));
}

async function loadPredictor(modelDir: string, name: string, library: LibraryVersion | undefined, models: number): Promise<Predictor> {
  const path = join(modelDir, name);
  const { size } = await lstat(path);
  if (size > limits.modelFileBytes) throw new ModelLoadError(`${name} has ${size} bytes; up to ${limits.modelFileBytes} are served.`);
  using file = new FileBytes(path);
  try {
    const booster = readModelFile(file);
    return makePredictor(booster, library && !isNewer(booster.version, library) ? library : booster.version);
  } catch (error) {
    const tooLong = error instanceof Error && "code" in error && error.code === "ERR_STRING_TOO_LONG";
    if (!(error instanceof Malformed) && !tooLong) throw error;
    const onlyOne = models > 1 ? ` It was taken for one of ${models} models: to serve a single one, name it xgboost-model.` : "";
    throw new ModelLoadError(`${name} cannot be served: ${ended((error as Error).message)} ${remedy}${onlyOne}`, { cause: error });
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
