/**
 * `model.pkl` as JumpStart's training leaves it: a Booster or scikit-learn wrapper dumped with joblib. The pickle is read, not run; what
 * counts is the text model in the Booster's state (microsoft/LightGBM `python-package/lightgbm/basic.py`, `__getstate__`).
 */
import { limits } from "../../limits.ts";
import { type ByteSource, sourceOf } from "../codecs/byte-source.ts";
import { compressionOf, readJoblib, wrapper } from "../codecs/joblib.ts";
import { Malformed } from "../codecs/malformed.ts";
import { numpyNames } from "../codecs/numpy-names.ts";
import { contentOf, type PickleDict, type PickleValue, stateOf } from "../codecs/pickle-value.ts";

const wrappers = ["LGBMModel", "LGBMClassifier", "LGBMRegressor", "LGBMRanker"];

/** The rest are containers and numbers around a model: noted like any other call, never made. */
const allowed: ReadonlySet<string> = new Set([
  "lightgbm.basic.Booster",
  ...wrappers.map((name) => `lightgbm.sklearn.${name}`),
  ...["lightgbm.sklearn", "lightgbm.compat"].map((module) => `${module}._LGBMLabelEncoder`),
  ...["label", "_label"].map((module) => `sklearn.preprocessing.${module}.LabelEncoder`),
  "collections.defaultdict",
  "collections.OrderedDict",
  ...["dict", "list", "tuple", "set", "frozenset", "int", "float", "str", "bool"].flatMap((name) => [
    `builtins.${name}`,
    `__builtin__.${name}`,
  ]),
  "_codecs.encode",
  wrapper,
  ...numpyNames,
]);

export interface PickledModel {
  /** The text model. */
  readonly text: ByteSource;
  /** Iterations that count; undefined for all. */
  readonly bestIteration: number | undefined;
}

/** Protocols 2 to 5 say so in their first two bytes. */
export const isPickle = (bytes: Buffer): boolean => bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5;

/** As it is or compressed, in which case nobody has looked inside. */
export const looksPickled = (bytes: Buffer): boolean => isPickle(bytes) || compressionOf(bytes) !== undefined;

export function readPickledModel(file: ByteSource): PickledModel {
  const outer = stateOf(readJoblib(file, allowed, limits.pickledTextBytes));
  const wrapped = outer?.get("_Booster");
  const state = wrapped === undefined ? outer : stateOf(wrapped);
  const text = textOf(state?.get("_handle") ?? state?.get("handle"));
  if (!state || !text) throw new Malformed("it is a pickle, but not of a trained LightGBM Booster");
  return { text, bestIteration: best(outer?.get("_best_iteration")) ?? best(state.get("best_iteration")) };
}

const textOf = (value: PickleValue | undefined): ByteSource | undefined =>
  typeof value === "string" ? sourceOf(Buffer.from(value)) : contentOf(value, "text");

/** The wrapper has None, the Booster 0 or -1 when nothing was stopped early. */
const best = (value: PickleDict | PickleValue | undefined): number | undefined =>
  typeof value === "number" && value > 0 ? value : undefined;
