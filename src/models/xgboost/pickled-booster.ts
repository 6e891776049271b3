/**
 * A pickled `Booster`, as the 0.72 to 1.2 containers wrote it, or a scikit-learn wrapper around one. The pickle is read, not run; what
 * counts is the buffer in its state (dmlc/xgboost `python-package/xgboost/core.py`, `__getstate__`).
 */
import { type ByteSource, beginningOf, sourceOf } from "../codecs/byte-source.ts";
import { Malformed } from "../codecs/malformed.ts";
import { numpyNames } from "../codecs/numpy-names.ts";
import { readPickle } from "../codecs/pickle.ts";
import { argumentsOf, calleeOf, contentOf, isPickleObject, type PickleValue, stateOf } from "../codecs/pickle-value.ts";

const wrappers = ["XGBModel", "XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor"];

/** The rest are containers and numbers around a model: noted like any other call, never made. */
const allowed: ReadonlySet<string> = new Set([
  "xgboost.core.Booster",
  ...wrappers.map((name) => `xgboost.sklearn.${name}`),
  "xgboost.compat.XGBoostLabelEncoder",
  "sklearn.preprocessing.label.LabelEncoder",
  "sklearn.preprocessing._label.LabelEncoder",
  "builtins.bytearray",
  "__builtin__.bytearray",
  "_codecs.encode",
  "collections.OrderedDict",
  ...numpyNames,
]);

export interface PickledBooster {
  /** What the library would load: a legacy binary, JSON or UBJSON model, or one with its configuration. */
  readonly buffer: ByteSource;
  /** `best_ntree_limit` of the Python object. */
  readonly treeLimit: number | undefined;
}

/** Protocols 2 to 5 say so in their first two bytes; 0 and 1 are text, and no container writes them. */
export function looksPickled(bytes: Buffer): boolean {
  return (bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5) || isTextPickle(bytes);
}

const isTextPickle = (bytes: Buffer): boolean => bytes.toString("latin1", 0, 10) === "ccopy_reg\n";

export function readPickledBooster(file: ByteSource): PickledBooster {
  if (isTextPickle(beginningOf(file, 16)))
    throw new Malformed("it is a pickle of protocol 0 or 1; pickle it with protocol 2 or later, or use save_model");
  const root = readPickle(file, allowed);
  const outer = stateOf(root);
  const wrapped = outer?.get("_Booster");
  const state = wrapped === undefined ? outer : stateOf(wrapped);
  const handle = state?.get("handle");
  if (!state || handle === undefined) throw new Malformed("it is a pickle, but not of a trained XGBoost Booster");
  const limit = state.get("best_ntree_limit") ?? outer?.get("best_ntree_limit");
  return { buffer: bufferOf(handle), treeLimit: typeof limit === "number" ? limit : undefined };
}

/**
 * `bytearray(b"…")`; protocol 2 spells it `bytearray(_codecs.encode("…", "latin1"))` or, from Python before 3.8, `bytearray("…", "latin-1")`;
 * protocol 5 writes the bytes plainly.
 */
function bufferOf(handle: PickleValue): ByteSource {
  const argument = argumentOf(handle, "bytearray");
  const bytes = contentOf(handle, "bytes") ?? contentOf(argument, "bytes");
  if (bytes) return bytes;
  const text = typeof argument === "string" ? argument : argumentOf(argument, "_codecs.encode");
  if (typeof text === "string") return sourceOf(Buffer.from(text, "latin1"));
  throw new Malformed("its Booster holds no bytes: was it pickled before training?");
}

function argumentOf(value: PickleValue | undefined, callee: string): PickleValue | undefined {
  return isPickleObject(value) && calleeOf(value)?.endsWith(callee) ? argumentsOf(value)[0] : undefined;
}
