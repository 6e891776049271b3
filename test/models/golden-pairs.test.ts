/**
 * A request and its answer for XGBoost, BlazingText, LightGBM and CatBoost: the forms that their containers' code and the developer guide show, with the digits
 * that Python prints.
 */
import { pythonFloat } from "../../src/models/codecs/python-text.ts";
import { csv, json, lines, recordIo, testPairs } from "../harness/golden-pair.ts";
import * as catboost from "./catboost-fixtures.ts";
import * as fasttext from "./fasttext-fixtures.ts";
import { tinyModel } from "./tiny-xgboost.ts";

const regression = { "xgboost-model": tinyModel({}) };
const thirds = { objective: "multi:softprob", leaves: [[0, 0] as const, [0, 0] as const, [0, 0] as const] };
const logistic = { "xgboost-model": tinyModel({ objective: "binary:logistic", baseScore: "5E-1", leaves: [[-1.5, 1.5]] }) };
const xgboost = (image: string) => ({ runtime: "xgboost", image: `registry.example/sagemaker-xgboost:${image}` });

/** The test resource `single_feature_label.pb` of the XGBoost container: one row of one feature that is missing, and a label. */
const emptyRecord = Buffer.from(
  "0a23d7ce290000000a0f0a0676616c75657312051a031a010112160a0676616c756573120c1a0a0a080000000000000000000000",
  "hex",
);

/** One split: feature 0 up to 0.5. */
const stump = (objective: string) =>
  `tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=0\nobjective=${objective}\n\nTree=0\nnum_leaves=2\nnum_cat=0\nsplit_feature=0\nthreshold=0.5\ndecision_type=2\nleft_child=-1\nright_child=-2\nleaf_value=0 1e-05\nis_linear=0\nshrinkage=1\n\n\nend of trees\n`;

const parcels = fasttext.expected("softmax-0.9.2");
const parcel = {
  question: parcels.questions[0]!,
  labels: parcels.top[0]!.labels.slice(0, 2),
  prob: [...parcels.top[0]!.probabilities.slice(0, 2)],
};
const labels = `[${parcel.labels.map((label) => `"${label}"`).join(", ")}]`;
const prob = `[${parcel.prob.map(pythonFloat).join(", ")}]`;

testPairs([
  { what: "XGBoost 1.7, CSV", ...xgboost("1.7-1"), files: regression, body: "1.0,2.0,3.0\n4.0,5.0,6.0", accept: csv, want: "12.5\n8.25\n" },
  {
    what: "XGBoost 1.7, libsvm",
    ...xgboost("1.7-1"),
    files: regression,
    type: "text/libsvm",
    body: "0:1.0 1:2.0 2:3.0",
    accept: json,
    want: '{"predictions": [{"score": 12.5}]}',
  },
  {
    what: "XGBoost 1.7, a record without values",
    ...xgboost("1.7-1"),
    files: { "xgboost-model": tinyModel({ features: 1 }) },
    type: recordIo,
    body: emptyRecord,
    accept: csv,
    want: "8.25\n",
  },
  {
    what: "XGBoost 1.7, probabilities of classes",
    ...xgboost("1.7-1"),
    files: { "xgboost-model": tinyModel(thirds) },
    body: "1",
    accept: json,
    want: '{"predictions": [{"score": [0.3333333432674408, 0.3333333432674408, 0.3333333432674408]}]}',
  },
  {
    what: "XGBoost 1.7, digits of a float32",
    ...xgboost("1.7-1"),
    files: logistic,
    body: "1\n3",
    want: "0.18242552876472473\n0.8175744414329529\n",
  },
  {
    what: "XGBoost 0.90, everything on a line",
    ...xgboost("0.90-2-cpu-py3"),
    files: regression,
    body: "1.0,2.0,3.0\n4.0,5.0,6.0",
    accept: json,
    want: "12.5,8.25",
  },
  {
    what: "XGBoost 0.72, classes on a line",
    runtime: "xgboost",
    image: "registry.example/xgboost:1",
    files: { "xgboost-model": tinyModel(thirds) },
    body: "1",
    want: "[0.3333333432674408, 0.3333333432674408, 0.3333333432674408]",
  },
  {
    what: "XGBoost, selected output as JSON lines",
    ...xgboost("1.7-1"),
    environment: { SAGEMAKER_INFERENCE_OUTPUT: "predicted_label, probability" },
    files: logistic,
    body: "1\n3",
    accept: lines,
    want: '{"predicted_label": 0, "probability": 0.18242552876472473}\n{"predicted_label": 1, "probability": 0.8175744414329529}\n',
  },
  {
    what: "XGBoost, selected output as CSV",
    ...xgboost("1.7-1"),
    environment: { SAGEMAKER_INFERENCE_OUTPUT: "probabilities,predicted_label" },
    files: logistic,
    body: "3",
    want: '"[0.18242555856704712, 0.8175744414329529]",1',
  },
  {
    what: "BlazingText, JSON",
    runtime: "blazingtext",
    files: { "model.bin": fasttext.modelBytes("softmax-0.9.2") },
    type: json,
    body: JSON.stringify({ instances: [parcel.question], configuration: { k: 2 } }),
    want: `[{"label": ${labels}, "prob": ${prob}}]`,
  },
  {
    what: "BlazingText, JSON lines",
    runtime: "blazingtext",
    files: { "model.bin": fasttext.modelBytes("softmax-0.9.2") },
    type: lines,
    body: JSON.stringify({ source: parcel.question, k: 2 }),
    accept: lines,
    want: `{"prob": ${prob}, "label": ${labels}}\n`,
  },
  {
    what: "Word2Vec",
    runtime: "blazingtext",
    files: { "vectors.txt": "2 2\nharbour 0.25 -1.5\nanchor 1e-05 0.1\n" },
    type: json,
    body: '{"instances": ["harbour", "anchor"]}',
    want: '[{"vector": [0.25, -1.5], "word": "harbour"}, {"vector": [9.999999747378752e-06, 0.10000000149011612], "word": "anchor"}]',
  },
  {
    what: "LightGBM, classifier",
    runtime: "lightgbm",
    files: { "model.txt": stump("binary sigmoid:1") },
    body: "0",
    want: '{"probabilities": [[0.5, 0.5]]}',
  },
  {
    what: "LightGBM, classifier, verbose",
    runtime: "lightgbm",
    files: { "model.txt": stump("binary sigmoid:1") },
    body: "0",
    accept: "application/json;verbose",
    want: '{"probabilities": [[0.5, 0.5]], "predicted_label": [0]}',
  },
  {
    what: "LightGBM, regression",
    runtime: "lightgbm",
    files: { "model.txt": stump("regression") },
    body: "0\n1",
    want: '{"prediction": [0.0, 1e-05]}',
  },
  {
    what: "CatBoost, regression",
    runtime: "catboost",
    files: { model: catboost.modelBytes("rmse-1.2") },
    body: catboost.rowsCsv("rmse-1.2").toString().split("\n")[0]!,
    want: `{"prediction": [${pythonFloat(catboost.expected("rmse-1.2").predictions[0]!)}]}`,
  },
]);
