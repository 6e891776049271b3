/** CatBoost models served as JumpStart's container serves them, without it: numbers and one-hot categories, CSV in, JSON out. */
import { limits } from "../../limits.ts";
import type { CsvTable } from "../codecs/pandas-csv.ts";
import type { LoadModel, ModelDescription } from "../contract.ts";
import { loadOnlyModel, type WantedModel } from "../only-model.ts";
import { serveTabular, type TabularModel, tabularTypes } from "../tabular/tabular.ts";
import { hashCategories } from "./category-texts.ts";
import { type CatboostModel, looksCatboost, readCatboost } from "./cbm-file.ts";
import { type Transform, transformOf } from "./losses.ts";
import { rawPredictor } from "./predict.ts";

const wanted: WantedModel = {
  what: "CatBoost model",
  usualNames: ["model"],
  looksLike: looksCatboost,
  expected: "a file model, or one that begins with CBM1,",
  remedy: "Otherwise serve it with its own container.",
};

export const loadCatboost: LoadModel = ({ modelDir }) =>
  loadOnlyModel(modelDir, wanted, (file) => serveTabular(tabularModel(readCatboost(file))));

export interface Predictor extends TabularModel {
  /** Numbers before the loss's transform. */
  raw(table: CsvTable): Float64Array;
}

export function tabularModel(model: CatboostModel): Predictor {
  const { categories } = model;
  const rawValues = rawPredictor(model);
  const transform = transformOf(model.loss, model.dimension, model.ofClasses);
  const texts = new Set(categories.map(({ column }) => column));
  const raw = ({ rows, columns, values, texts }: CsvTable): Float64Array => {
    const hashes = categories.map(({ column, used }) => (used ? hashCategories(texts.get(column) ?? [], column) : undefined));
    return rawValues({ rows, columns, values, hashes });
  };
  return {
    description: describe(model, transform),
    task: transform.classifies ? "classification" : "regression",
    // CatBoost looks for the features that it splits by, and minds neither further columns nor the lack of others.
    columns: { least: columnsNeeded(model), most: limits.tabularCells },
    isText: (column) => texts.has(column),
    width: transform.width,
    raw,
    predict: (table) => transform.apply(raw(table)),
  };
}

/** Up to the last column that a split looks at. */
function columnsNeeded({ floats, categories }: CatboostModel): number {
  const looked = [...floats.filter(({ borders }) => borders.length > 0), ...categories.filter(({ used }) => used)];
  return looked.reduce((most, { column }) => Math.max(most, column + 1), 1);
}

function describe(model: CatboostModel, { classifies, width }: Transform): ModelDescription {
  const { version, loss, columns, categories, trees, dimension } = model;
  const categorical = new Set(categories.map(({ column }) => column));
  const sample = Array.from({ length: columns }, (_, column) => (categorical.has(column) ? "a" : "0"));
  return {
    ...tabularTypes,
    algorithm: "CatBoost",
    ...(version !== undefined && { version }),
    ...(loss !== undefined && { objective: loss }),
    inputs: `${columns} ${columns === 1 ? "feature" : "features"}${categories.length > 0 ? `, ${categories.length} of them categories` : ""}`,
    outputs: classifies ? `probabilities of ${width} classes` : dimension === 1 ? "a prediction" : `${dimension} predictions`,
    sample: { contentType: "text/csv", body: `${sample.join(",")}\n` },
    details: { trees: trees.starts.length - 1, kind: trees.kind === "oblivious" ? "oblivious trees" : "trees of any shape" },
  };
}
