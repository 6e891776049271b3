/**
 * Factorization Machines: a zip of `symbol.json`, `params` and `meta.json`. The names and the orientation of the arrays changed once; both
 * generations are read.
 *
 *     y = w0 + Σ wᵢxᵢ + ½ Σf ((Σ vᵢf xᵢ)² − Σ vᵢf² xᵢ²)
 */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import { sigmoidAll } from "./activations.ts";
import type { FirstPartyModel } from "./model.ts";
import type { ModuleParts } from "./module-parts.ts";
import { arrayNamed, numberIn, numbersOf, tableShape, textIn } from "./parameters.ts";
import { type WeightedRows, weightedRows } from "./weighted-rows.ts";

/** Names of bias and linear weights in either generation, the older one first. */
const generations = [
  { bias: "w0_weight", linear: "w1_weight", factorsByFeature: true },
  { bias: "Linear_Plus_Bias_bias", linear: "Linear_Plus_Bias_weight", factorsByFeature: false },
] as const;

/** Whether arrays of these names are a factorization machine's. */
export const isFactorization = (arrays: readonly NdArray[]): boolean =>
  generations.some(({ linear }) => arrays.some(({ name }) => name === linear));

export function readFactorization({ arrays, head, training, version }: ModuleParts): FirstPartyModel {
  const generation = generations.find(({ linear }) => arrays.some(({ name }) => name === linear)) ?? generations[1];
  const linear = arrayNamed(arrays, generation.linear);
  const features = numberIn(training, "feature_dim") ?? linear.values.length;
  const weights = numbersOf(linear, features);
  const [bias = 0] = numbersOf(arrayNamed(arrays, generation.bias), 1);
  const { table, factors } = byFeature(arrayNamed(arrays, "v"), features, generation.factorsByFeature);
  const type = textIn(training, "predictor_type") ?? (head?.name === "LogisticRegressionOutput" ? "binary_classifier" : "regressor");
  if (type !== "binary_classifier" && type !== "regressor")
    throw new Malformed(`its predictor_type is ${JSON.stringify(type.slice(0, 40))}`);

  const machine = { bias, weights, factors: weightedRows(table, factors, true) };
  const predict = (rows: FeatureRows) => {
    const sums = scores(rows, machine);
    if (type === "regressor") return [{ key: "score", values: sums }];
    const values = sigmoidAll(sums);
    return [
      { key: "score", values },
      { key: "predicted_label", values: values.map((score) => (score >= 0.5 ? 1 : 0)) },
    ];
  };
  return {
    features,
    outputs: type === "regressor" ? 1 : 2,
    stepsFor: ({ rows, values }) => (rows + values.length) * factors,
    predict,
    about: {
      objective: type,
      ...(version !== undefined && { version }),
      outputs: type === "regressor" ? "a score" : "a score and a predicted label",
      details: { factors },
    },
  };
}

interface Machine {
  readonly bias: number;
  readonly weights: Float32Array;
  /** A row for each feature. */
  readonly factors: WeightedRows;
}

/** The factors with a row for each feature. When the shape fits both ways, the generation decides. */
function byFeature(v: NdArray, features: number, rowsAreFeatures: boolean): { table: Float32Array; factors: number } {
  const [rows, columns] = tableShape(v);
  if (rows !== features && columns !== features) throw new Malformed(`v has the shape [${rows}, ${columns}] for ${features} features`);
  if (rows === features && (columns !== features || rowsAreFeatures)) return { table: v.values, factors: columns };
  const table = new Float32Array(v.values.length);
  for (let factor = 0; factor < rows; factor++) {
    for (let feature = 0; feature < columns; feature++) table[feature * rows + factor] = v.values[factor * columns + feature]!;
  }
  return { table, factors: rows };
}

/** In double, rounded once, and over what is present only: rows of these models have few values and millions of columns. */
function scores(rows: FeatureRows, { bias, weights, factors }: Machine): Float32Array {
  const out = new Float32Array(rows.rows);
  const { sums, squares } = factors;
  let linear = 0;
  const add = (column: number, value: number): void => {
    if (value === 0) return;
    linear += value * weights[column]!;
    factors.add(column, value);
  };
  for (let row = 0; row < rows.rows; row++) {
    linear = bias;
    sums.fill(0);
    squares.fill(0);
    rows.visitRow(row, add);
    factors.finish();
    let interactions = 0;
    for (let factor = 0; factor < sums.length; factor++) interactions += sums[factor]! * sums[factor]! - squares[factor]!;
    out[row] = linear + interactions / 2;
  }
  return out;
}
