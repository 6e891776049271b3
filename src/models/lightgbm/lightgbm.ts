/** LightGBM models served as JumpStart's container serves them, without it: text models and pickles, CSV in, JSON out. */
import { openDumped } from "../codecs/joblib.ts";
import type { CsvTable } from "../codecs/pandas-csv.ts";
import type { LoadModel, ModelDescription } from "../contract.ts";
import { loadOnlyModel, type WantedModel } from "../only-model.ts";
import { serveTabular, type TabularModel, tabularTypes } from "../tabular/tabular.ts";
import { looksLikeModel, readModelFile } from "./model-file.ts";
import type { TextModel } from "./model-text.ts";
import { type Objective, objectiveOf } from "./objectives.ts";
import { leafSums } from "./predict.ts";

const wanted: WantedModel = {
  what: "LightGBM model",
  usualNames: ["model.pkl"],
  looksLike: looksLikeModel,
  expected: "model.pkl or a text model",
  remedy: "Save it again with Booster.save_model, or serve it with its own container.",
  open: openDumped,
};

export const loadLightgbm: LoadModel = ({ modelDir }) =>
  loadOnlyModel(modelDir, wanted, (file) => {
    const { model, bestIteration } = readModelFile(file);
    return serveTabular(tabularModel(model, bestIteration));
  });

export interface Predictor extends TabularModel {
  /** What `predict(raw_score=True)` gives, bit for bit: `outputs` numbers for each row. */
  raw(cells: Float64Array): Float64Array;
}

/** `bestIteration`: iterations that count, undefined for all. Throws `Malformed`. */
export function tabularModel(model: TextModel, bestIteration: number | undefined): Predictor {
  const { forest, outputs, features } = model;
  const objective = objectiveOf(model.objective);
  const iterations = Math.min(forest.trees / outputs, bestIteration ?? Number.POSITIVE_INFINITY);
  const binary = objective.classifies && outputs === 1;

  const raw = leafSums(forest, iterations * outputs, features, outputs);
  const predict = ({ values }: CsvTable): Float64Array => {
    const sums = raw(values);
    if (model.averages && iterations > 0) for (let index = 0; index < sums.length; index++) sums[index]! /= iterations;
    objective.convert(sums, outputs);
    return binary ? bothClasses(sums) : sums;
  };
  return {
    description: describe(model, objective, iterations),
    task: objective.classifies ? "classification" : "regression",
    columns: { least: features, most: features },
    width: binary ? 2 : outputs,
    raw,
    predict,
  };
}

/** The container adds a column for the negative class. */
function bothClasses(positive: Float64Array): Float64Array {
  const both = new Float64Array(positive.length * 2);
  for (let row = 0; row < positive.length; row++) {
    both[2 * row] = 1 - positive[row]!;
    both[2 * row + 1] = positive[row]!;
  }
  return both;
}

function describe({ version, features, outputs, forest }: TextModel, objective: Objective, iterations: number): ModelDescription {
  const classes = outputs === 1 ? 2 : outputs;
  return {
    ...tabularTypes,
    algorithm: "LightGBM",
    version: `text format ${version}`,
    objective: objective.name,
    inputs: `${features} ${features === 1 ? "feature" : "features"}`,
    outputs: objective.classifies ? `probabilities of ${classes} classes` : outputs === 1 ? "a prediction" : `${outputs} predictions`,
    sample: { contentType: "text/csv", body: `${new Array(features).fill("0").join(",")}\n` },
    details: { trees: forest.trees, "trees that count": iterations * outputs },
  };
}
