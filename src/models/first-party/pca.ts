/**
 * PCA: singular values `s`, components `v` with a column for each, and `mean`. The regular mode stores the strongest component last, the
 * randomised one first; clients get them in the stored order.
 */
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import { linearScores } from "./linear-scores.ts";
import type { FirstPartyModel } from "./model.ts";
import { arrayNamed, numbersOf, tableShape } from "./parameters.ts";

export function readPca(arrays: readonly NdArray[]): FirstPartyModel {
  const components = arrayNamed(arrays, "v");
  const [features, count] = tableShape(components);
  const strengths = arrays.find(({ name }) => name === "s");
  if (strengths && strengths.values.length !== count) {
    throw new Malformed(`s has ${strengths.values.length} numbers for ${count} components`);
  }
  const mean = arrays.find(({ name }) => name === "mean");
  const bias = projectedMean(components.values, mean ? numbersOf(mean, features) : new Float32Array(features), count);
  const project = linearScores(components.values, bias);
  return {
    features,
    outputs: count,
    predict: (rows) => [{ key: "projection", values: project(rows), listOf: count }],
    about: { outputs: `a projection on ${count} ${count === 1 ? "component" : "components"}`, details: { components: count } },
  };
}

/** (x − mean) · v is x · v − mean · v: the second part is the same for every row, and sparse rows stay sparse. */
function projectedMean(components: Float32Array, mean: Float32Array, count: number): Float64Array {
  const bias = new Float64Array(count);
  for (const [feature, value] of mean.entries()) {
    for (let component = 0; component < count; component++) bias[component]! -= value * components[feature * count + component]!;
  }
  return bias;
}
