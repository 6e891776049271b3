/** What `bench:models` compares: genuine models, trained by `train.py`, and how each is asked. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { columnsOf } from "./predictors.ts";

export interface ComparedModel {
  /** Also its folder. */
  readonly name: string;
  /** As `library.py` and `predictors.ts` name it. */
  readonly kind: string;
  readonly about: string;
  /** What it is compared with. */
  readonly library: string;
  readonly image: string;
  /** What its archive holds. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
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
  readonly files: readonly string[];
  readonly models: readonly (readonly [name: string, about: string, asEndpoint: boolean])[];
}

/** SageMaker's own, beside what computes the same. */
const firstParty = [
  ["linear-learner", "Linear Learner", "scikit-learn 1.9.1"],
  ["kmeans", "K-Means, 10 clusters", "scikit-learn 1.9.1"],
  ["pca", "PCA, 10 components", "scikit-learn 1.9.1"],
  ["factorization-machines", "Factorization Machines, 16 factors", "NumPy 2.4.6"],
  ["knn", "k-NN, 9 of 5,000 vectors", "FAISS 1.15.1"],
  ["ntm", "NTM, 300 words, layers of 100 and 50", "NumPy 2.4.6"],
  ["lda", "LDA, 10 topics of 300 words", "scikit-learn 1.9.1"],
] as const;

const families: readonly Family[] = [
  {
    kind: "xgboost",
    library: "xgboost 3.0.5",
    image: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:3.0-5",
    files: ["xgboost-model"],
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
    files: ["model.txt"],
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
    files: ["model"],
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
    files: ["model.bin"],
    models: [
      ["fasttext-softmax", "fastText, 20 labels, pairs of words", true],
      ["fasttext-hs", "fastText, 1,000 labels, hierarchical softmax, pairs of words", false],
      ["fasttext-subwords", "fastText, 20 labels, parts of words", false],
    ],
  },
  ...firstParty.map(([kind, about, library]) => ({
    kind,
    library,
    image: `174872318107.dkr.ecr.us-west-2.amazonaws.com/${kind}:1`,
    files: kind === "knn" ? ["model_algo-1", "model_algo-1.labels", "model_algo-1.json"] : ["model_algo-1"],
    models: [[kind, about, true] as const],
  })),
];

const topics: readonly string[] = ["ntm", "lda"];
const scoreFirst: readonly string[] = ["linear-learner", "factorization-machines"];

export const comparedModels: readonly ComparedModel[] = families.flatMap(({ models, ...family }) =>
  models.map(([name, about, asEndpoint]) => ({
    ...family,
    name,
    about,
    asEndpoint,
    environment: environmentOf(family.kind),
    rowsFile: rowsFileOf(family.kind, name),
    compared: scoreFirst.includes(family.kind) ? "first" : "last",
  })),
);

function environmentOf(kind: string): Record<string, string> {
  return topics.includes(kind) ? { HOSTLER_EXPERIMENTAL: "true" } : {};
}

function rowsFileOf(kind: string, name: string): string {
  if (kind === "fasttext") return "texts.txt";
  if (topics.includes(kind)) return "counts.f64";
  return name.endsWith("-missing") ? "rows-missing.f64" : "rows.f64";
}

const bodiesAsked = 200;

/** Bodies of one row each, and their content type. */
export function singleRows({ kind, rowsFile }: ComparedModel, folder: string): { contentType: string; bodies: Buffer[] } {
  const bytes = readFileSync(join(folder, rowsFile));
  if (kind === "fasttext") {
    const texts = bytes.toString("utf8").split("\n", bodiesAsked);
    return { contentType: "application/json", bodies: texts.map((text) => Buffer.from(JSON.stringify({ instances: [text] }))) };
  }
  const columns = columnsOf(rowsFile);
  const cells = new Float64Array(bytes.buffer, bytes.byteOffset, bodiesAsked * columns);
  const rows = Array.from({ length: bodiesAsked }, (_, index) => cells.subarray(index * columns, (index + 1) * columns));
  if (kind === "factorization-machines") {
    const instances = rows.map((row) => JSON.stringify({ instances: [{ features: [...row] }] }));
    return { contentType: "application/json", bodies: instances.map((text) => Buffer.from(text)) };
  }
  return { contentType: "text/csv", bodies: rows.map((row) => Buffer.from(row.join(","))) };
}
