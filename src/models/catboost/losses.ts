/** What a CatBoost loss makes of raw values, as the Python classes predict by default (catboost/catboost `python-package`, `core.py`). */
import { Malformed } from "../codecs/malformed.ts";

export interface Transform {
  readonly classifies: boolean;
  /** Numbers of a prediction. */
  readonly width: number;
  apply(raw: Float64Array): Float64Array;
}

const { exp } = Math;
const sigmoid = (value: number): number => 1 / (1 + exp(-value));

/** The probability that it is not so, and that it is so. */
function bothClasses(raw: Float64Array): Float64Array {
  const both = new Float64Array(raw.length * 2);
  for (let row = 0; row < raw.length; row++) {
    const positive = sigmoid(raw[row]!);
    both[2 * row] = 1 - positive;
    both[2 * row + 1] = positive;
  }
  return both;
}

const softmax =
  (classes: number) =>
  (raw: Float64Array): Float64Array => {
    const out = new Float64Array(raw.length);
    for (let at = 0; at < raw.length; at += classes) {
      let greatest = raw[at]!;
      for (let index = at + 1; index < at + classes; index++) if (raw[index]! > greatest) greatest = raw[index]!;
      let sum = 0;
      for (let index = at; index < at + classes; index++) {
        out[index] = exp(raw[index]! - greatest);
        sum += out[index]!;
      }
      for (let index = at; index < at + classes; index++) out[index]! /= sum;
    }
    return out;
  };

/** A mean and a logarithm of the standard deviation become a mean and a variance. */
const variances = (raw: Float64Array): Float64Array => raw.map((value, index) => (index % 2 === 0 ? value : exp(2 * value)));

const sigmoids = (raw: Float64Array): Float64Array => raw.map(sigmoid);

/**
 * `dimension`: numbers of a raw prediction. `ofClasses`: whether the file knows of classes, as it does of a loss that is new, or of a sum of
 * models, which has none. Throws `Malformed`.
 */
export function transformOf(loss: string | undefined, dimension: number, ofClasses: boolean): Transform {
  const same = { classifies: false, width: dimension, apply: (raw: Float64Array) => raw };
  switch (loss) {
    case "MultiClassOneVsAll":
    case "MultiLogloss":
    case "MultiCrossEntropy":
      return { classifies: true, width: dimension, apply: sigmoids };
    case "Poisson":
    case "Tweedie":
      return { ...same, apply: (raw) => raw.map(exp) };
    case "RMSEWithUncertainty":
      return dimension === 2 ? { ...same, apply: variances } : same;
  }
  if (loss?.startsWith("PythonUserDefined"))
    throw new Malformed("it was trained for a loss written in Python, and does not say whether that one classifies");
  if (!ofClasses && loss !== "Logloss" && loss !== "CrossEntropy" && loss !== "MultiClass") return same;
  if (dimension === 1) return { classifies: true, width: 2, apply: bothClasses };
  return { classifies: true, width: dimension, apply: softmax(dimension) };
}
