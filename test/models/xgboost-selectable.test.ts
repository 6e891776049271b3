/** SAGEMAKER_INFERENCE_OUTPUT: what each key answers for each kind of objective, and how it is printed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { serveFiles, type TinyModel, tinyModel } from "./tiny-xgboost.ts";

const all = "predicted_label, labels, Probability,probabilities,raw_score,raw_scores";
const logistic: TinyModel = { objective: "binary:logistic", baseScore: "5E-1", leaves: [[0, 1]] };
const softprob: TinyModel = {
  objective: "multi:softprob",
  leaves: [
    [0, 0],
    [0, 200],
  ],
};

const cases = [
  {
    when: "binary:logistic",
    model: logistic,
    output: all,
    want: '{"predicted_label": 0, "labels": [0, 1], "probability": 0.5, "probabilities": [0.5, 0.5], "raw_score": 0.5, "raw_scores": [0.5, 0.5]}',
  },
  {
    when: "multi:softprob",
    model: softprob,
    row: "9",
    output: all,
    want: '{"predicted_label": 1, "labels": [0, 1], "probability": 1.0, "probabilities": [0.0, 1.0], "raw_score": 1.0, "raw_scores": [0.0, 1.0]}',
  },
  {
    when: "multi:softmax",
    model: { ...softprob, objective: "multi:softmax" },
    row: "9",
    output: "predicted_label,labels,raw_score,raw_scores,probability",
    want: '{"predicted_label": 1.0, "labels": [0, 1], "raw_score": 1.0, "raw_scores": [0.0, 1.0], "probability": NaN}',
  },
  {
    when: "binary:hinge",
    model: { ...logistic, objective: "binary:hinge" },
    row: "9",
    output: "predicted_label",
    want: '{"predicted_label": 1.0}',
  },
  {
    when: "binary:logitraw",
    model: { ...logistic, objective: "binary:logitraw", baseScore: "0E0", leaves: [[-3, 1] as const] },
    output: "raw_scores,predicted_label",
    want: '{"predicted_label": 0, "raw_scores": [4.0, -3.0]}',
  },
  { when: "a regression", model: {}, output: "predicted_score,shoe_size", want: '{"predicted_score": 12.5, "shoe_size": NaN}' },
];
for (const { when, model, row = "1", output, want } of cases) {
  test(`${when} answers ${output}`, async () => {
    const invoke = await serveFiles({ "xgboost-model": tinyModel(model) }, { environment: { SAGEMAKER_INFERENCE_OUTPUT: output } });
    const json = await invoke(row, { contentType: "text/csv", accept: "application/json" });
    assert.equal(json.body, `{"predictions": [${want}]}`);
    const lines = await invoke(`${row}\n${row}`, { contentType: "text/csv", accept: "application/jsonlines" });
    assert.equal(lines.body, `${want}\n${want}\n`);
  });
}

test("CSV columns follow the variable, lists are quoted, and only a transform job gets a last newline", async () => {
  const files = { "xgboost-model": tinyModel(logistic) };
  const environment = { SAGEMAKER_INFERENCE_OUTPUT: "probabilities,predicted_label,predicted_score" };
  const want = '"[0.5, 0.5]",0,nan';
  assert.equal((await (await serveFiles(files, { environment }))("1\n1")).body, `${want}\n${want}`);
  const batch = await serveFiles(files, { environment: { ...environment, SAGEMAKER_BATCH: "1" } });
  assert.equal((await batch("1\n1")).body, `${want}\n${want}\n`);
});

test("RecordIO holds a tensor for each key", async () => {
  const invoke = await serveFiles({ "xgboost-model": tinyModel({}) }, { environment: { SAGEMAKER_INFERENCE_OUTPUT: "predicted_score" } });
  const { body } = await invoke("1", { contentType: "text/csv", accept: "application/x-recordio-protobuf" });
  assert.equal((body as Buffer).subarray(8).toString("hex"), "121b0a0f7072656469637465645f73636f7265120812060a0400004841000000");
});

test("an objective without these keys is refused with a sentence", async () => {
  const environment = { SAGEMAKER_INFERENCE_OUTPUT: "predicted_score" };
  const invoke = await serveFiles({ "xgboost-model": tinyModel({ objective: "rank:ndcg" }) }, { environment });
  const { status, body } = await invoke("1");
  assert.equal(status, 500);
  assert.match(String(body), /cannot be used with the objective rank:ndcg/);
});

test("images before 1.0-1 do not know the variable", async () => {
  const environment = { SAGEMAKER_INFERENCE_OUTPUT: "predicted_score" };
  const invoke = await serveFiles({ "xgboost-model": tinyModel({}) }, { image: "sagemaker-xgboost:0.90-2-cpu-py3", environment });
  assert.equal((await invoke("1")).body, "12.5");
});
