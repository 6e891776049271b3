/** What `bench:models` compares: genuine models, trained by `train.py`, and how each is asked. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { columns } from "./predictors.ts";

export interface ComparedModel {
  /** Also its folder. */
  readonly name: string;
  /** As `library.py` and `predictors.ts` name it. */
  readonly kind: string;
  readonly about: string;
  /** What it is compared with. */
  readonly library: string;
  readonly image: string;
  readonly file: string;
  readonly rowsFile: string;
  /** Whether single rows are sent to it, too. */
  readonly asEndpoint: boolean;
  /** Which number of an answer is compared: the libraries print less around it than the containers. */
  readonly compared: "first" | "last";
}

interface Family {
  readonly kind: string;
  readonly library: string;
  readonly image: string;
  readonly file: string;
  readonly models: readonly (readonly [name: string, about: string, asEndpoint: boolean])[];
}

const families: readonly Family[] = [
  {
    kind: "xgboost",
    library: "xgboost 3.0.5",
    image: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:3.0-5",
    file: "xgboost-model",
    models: [
      ["xgboost-100", "XGBoost, 100 trees of depth 6", false],
      ["xgboost-500", "XGBoost, 500 trees of depth 6", true],
      ["xgboost-500-missing", "the same, 5 % of the cells missing", false],
    ],
  },
  {
    kind: "lightgbm",
    library: "lightgbm 4.7.0",
    image: "hostler/lightgbm",
    file: "model.txt",
    models: [
      ["lightgbm-100", "LightGBM, 100 trees of 64 leaves", false],
      ["lightgbm-500", "LightGBM, 500 trees of 64 leaves", true],
      ["lightgbm-500-missing", "the same, 5 % of the cells missing", false],
    ],
  },
  {
    kind: "catboost",
    library: "catboost 1.2.10",
    image: "hostler/catboost",
    file: "model",
    models: [
      ["catboost-100", "CatBoost, 100 trees of depth 6", false],
      ["catboost-500", "CatBoost, 500 trees of depth 6", true],
      ["catboost-500-missing", "the same, 5 % of the cells missing", false],
    ],
  },
  {
    kind: "fasttext",
    library: "fasttext 0.9.3",
    image: "hostler/blazingtext",
    file: "model.bin",
    models: [
      ["fasttext-softmax", "fastText, 20 labels, pairs of words", true],
      ["fasttext-hs", "fastText, 1,000 labels, hierarchical softmax, pairs of words", false],
      ["fasttext-subwords", "fastText, 20 labels, parts of words", false],
    ],
  },
  ...(["linear-learner", "kmeans", "pca"] as const).map((kind) => ({
    kind,
    library: "scikit-learn 1.9.1",
    image: `174872318107.dkr.ecr.us-west-2.amazonaws.com/${kind}:1`,
    file: "model_algo-1",
    models: [
      [kind, { "linear-learner": "Linear Learner", kmeans: "K-Means, 10 clusters", pca: "PCA, 10 components" }[kind], true] as const,
    ],
  })),
];

export const comparedModels: readonly ComparedModel[] = families.flatMap(({ models, ...family }) =>
  models.map(([name, about, asEndpoint]) => ({
    ...family,
    name,
    about,
    asEndpoint,
    rowsFile: family.kind === "fasttext" ? "texts.txt" : name.endsWith("-missing") ? "rows-missing.f64" : "rows.f64",
    compared: family.kind === "linear-learner" ? "first" : "last",
  })),
);

const bodiesAsked = 200;

/** Bodies of one row each, and their content type. */
export function singleRows({ kind, rowsFile }: ComparedModel, folder: string): { contentType: string; bodies: Buffer[] } {
  const bytes = readFileSync(join(folder, rowsFile));
  if (kind === "fasttext") {
    const texts = bytes.toString("utf8").split("\n", bodiesAsked);
    return { contentType: "application/json", bodies: texts.map((text) => Buffer.from(JSON.stringify({ instances: [text] }))) };
  }
  const cells = new Float64Array(bytes.buffer, bytes.byteOffset, bodiesAsked * columns);
  const row = (index: number): Buffer => Buffer.from(cells.subarray(index * columns, (index + 1) * columns).join(","));
  return { contentType: "text/csv", bodies: Array.from({ length: bodiesAsked }, (_, index) => row(index)) };
}
