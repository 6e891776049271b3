/** Our own predictors in process, as `library.py` has the libraries: rows ready in memory, one thread, no request around them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeClassifier } from "../../src/models/blazingtext/classifier.ts";
import { readFastText } from "../../src/models/blazingtext/fasttext-file.ts";
import * as catboost from "../../src/models/catboost/catboost.ts";
import { readCatboost } from "../../src/models/catboost/cbm-file.ts";
import { denseRows } from "../../src/models/codecs/feature-rows.ts";
import { readNdArrays } from "../../src/models/codecs/ndarray.ts";
import type { CsvTable } from "../../src/models/codecs/pandas-csv.ts";
import { readZip } from "../../src/models/codecs/zip.ts";
import { readFactorization } from "../../src/models/first-party/factorization-machines.ts";
import { readKmeans } from "../../src/models/first-party/kmeans.ts";
import { readKnn } from "../../src/models/first-party/knn.ts";
import { dirichletArrays, readLda } from "../../src/models/first-party/lda.ts";
import { readLinearLearner } from "../../src/models/first-party/linear-learner.ts";
import type { FirstPartyModel } from "../../src/models/first-party/model.ts";
import { findModelFiles } from "../../src/models/first-party/model-files.ts";
import { readModuleParts } from "../../src/models/first-party/module-parts.ts";
import { readNtm } from "../../src/models/first-party/ntm.ts";
import { readPca } from "../../src/models/first-party/pca.ts";
import * as lightgbm from "../../src/models/lightgbm/lightgbm.ts";
import { readModelFile as readLightgbm } from "../../src/models/lightgbm/model-file.ts";
import type { TabularModel } from "../../src/models/tabular/tabular.ts";
import { readModelFile as readXgboost } from "../../src/models/xgboost/model-file.ts";
import { makePredictor } from "../../src/models/xgboost/predictor.ts";

/** Of a file of rows. */
export const columnsOf = (rowsFile: string): number => (rowsFile.endsWith("counts.f64") ? 300 : 30);

/** Predicts all rows once. Values in the order of `library.py`, to be compared with the library's. */
export type Predict = () => ArrayLike<number>;

/** A table of float64, or a text a line. */
export async function predictorOf(kind: string, folder: string, rowsFile: string): Promise<{ rows: number; predict: Predict }> {
  if (kind === "fasttext") return textPredictor(folder, readFileSync(rowsFile, "utf8").trimEnd().split("\n"));
  const bytes = readFileSync(rowsFile);
  const cells = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const columns = columnsOf(rowsFile);
  const rows = cells.length / columns;
  return { rows, predict: await tablePredictor(kind, folder, { rows, columns, values: cells, texts: new Map() }) };
}

function textPredictor(folder: string, texts: readonly string[]) {
  const classifier = makeClassifier(readFastText(readFileSync(join(folder, "model.bin"))));
  return { rows: texts.length, predict: () => texts.map((text) => classifier.classify(text, 1).probabilities[0]!) };
}

async function tablePredictor(kind: string, folder: string, table: CsvTable): Promise<Predict> {
  const file = (name: string): Buffer => readFileSync(join(folder, name));
  const positive = (model: TabularModel) => () => model.predict(table);
  const singles = denseRows(Float32Array.from(table.values), table.rows, table.columns);
  const firstParty = (model: FirstPartyModel, key: string) => () => model.predict(singles, []).find((output) => output.key === key)!.values;
  switch (kind) {
    case "xgboost": {
      const predictor = makePredictor(readXgboost(file("xgboost-model")));
      return () => predictor.predict(singles);
    }
    case "lightgbm":
      return positive(lightgbm.tabularModel(readLightgbm(file("model.txt")).model, undefined));
    case "catboost":
      return positive(catboost.tabularModel(readCatboost(file("model"))));
    case "linear-learner":
      return firstParty(readLinearLearner(readZip(file("model_algo-1"))), "score");
    case "kmeans":
      return firstParty(readKmeans(readNdArrays(file("model_algo-1"))), "distance_to_cluster");
    case "pca":
      return firstParty(readPca(readNdArrays(file("model_algo-1"))), "projection");
    case "factorization-machines":
      return firstParty(readFactorization(readModuleParts(readZip(file("model_algo-1")))), "score");
    case "knn":
      return firstParty(await readKnn(await findModelFiles(folder)), "predicted_label");
    case "ntm":
      return firstParty(readNtm(readModuleParts(readZip(file("model_algo-1")))), "topic_weights");
    case "lda":
      return firstParty(readLda(dirichletArrays(readNdArrays(file("model_algo-1")))!), "topic_mixture");
    default:
      throw new Error(`There is no predictor for ${kind}.`);
  }
}
