/** Requests and answers of the built-in algorithms, form by form (developer guide: common data formats for inference, and each algorithm's page). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrames } from "../../src/models/codecs/record-io.ts";
import { kmeansFile, linearLearnerFile, ndarrayFile, zipOf } from "./first-party-archives.ts";
import { archiveFiles, rowsCsv, serveFiles } from "./first-party-fixtures.ts";

/** Three features; a score of 0.31 for the row 1, 2, 3, as on the algorithm's page. */
const logit = Math.log(0.31 / 0.69);
const binary = linearLearnerFile({ type: "binary_classifier", head: "LogisticRegressionOutput", weights: [[logit], [0], [0]], bias: [0] });
const regression = linearLearnerFile({ type: "regressor", head: "LinearRegressionOutput", weights: [[166.59375], [0], [0]], bias: [0] });
const multiclass = linearLearnerFile({
  type: "multiclass_classifier",
  head: "SoftmaxOutput",
  weights: [[0, 0, 0].map((_, index) => Math.log([0.25, 0.5, 0.25][index]!)), [0, 0, 0], [0, 0, 0]],
  bias: [0, 0, 0],
});
const score = 0.3100000023841858; // 0.31 as float32, widened to double as Python prints it

interface Case {
  readonly what: string;
  readonly file: Buffer;
  readonly body?: string;
  readonly type?: string;
  readonly accept?: string;
  readonly want: string;
  readonly answer?: string;
}

const oneRow = "1,2,3";
const cases: readonly Case[] = [
  { what: "binary", file: binary, want: `{"predictions": [{"score": ${score}, "predicted_label": 0.0}]}` },
  { what: "multi-class", file: multiclass, want: '{"predictions": [{"score": [0.25, 0.5, 0.25], "predicted_label": 1.0}]}' },
  { what: "regression", file: regression, want: '{"predictions": [{"score": 166.59375}]}' },
  {
    what: "two rows",
    file: regression,
    body: "1,2,3\n0,0,0\n",
    want: '{"predictions": [{"score": 166.59375}, {"score": 0.0}]}',
  },
  {
    what: "JSON lines",
    file: binary,
    body: "1,2,3\n1,0,0",
    accept: "application/jsonlines",
    want: `{"score": ${score}, "predicted_label": 0.0}\n{"score": ${score}, "predicted_label": 0.0}\n`,
  },
  {
    what: "a list of types",
    file: regression,
    accept: "text/html, application/jsonlines;q=0.9, */*;q=0.1",
    want: '{"score": 166.59375}\n',
    answer: "application/jsonlines",
  },
  {
    what: "a label in front",
    file: regression,
    body: "7,1,2,3",
    type: "text/csv; label_size=1",
    want: '{"predictions": [{"score": 166.59375}]}',
  },
  {
    what: "dense and sparse instances in JSON",
    file: regression,
    type: "application/json",
    body: '{"instances": [{"features": [1, 2, 3]}, {"data": {"features": {"values": [2, 0, 0]}}}, {"data": {"features": {"keys": [2], "shape": [3], "values": [5]}}}]}',
    want: '{"predictions": [{"score": 166.59375}, {"score": 333.1875}, {"score": 0.0}]}',
  },
  {
    what: "dense and sparse lines",
    file: regression,
    type: "application/jsonlines",
    body: '{"features": [1, 2, 3]}\n{"data": {"features": {"keys": [0, 2], "shape": [3], "values": [2, 5]}}}\n',
    accept: "application/jsonlines",
    want: '{"score": 166.59375}\n{"score": 333.1875}\n',
  },
  {
    what: "K-Means",
    file: kmeansFile([
      [0, 0, 0],
      [1, 2, 5],
    ]),
    want: '{"predictions": [{"closest_cluster": 1.0, "distance_to_cluster": 2.0}]}',
  },
  {
    what: "K-Means as CSV",
    file: kmeansFile([
      [0, 0, 0],
      [1, 2, 5],
    ]),
    body: "1,2,3\n0,0,0.1",
    accept: "text/csv",
    want: "1.0,2.0\n0.0,0.10000000149011612\n",
  },
  {
    what: "K-Means between two centres",
    file: kmeansFile([
      [0, 2, 3],
      [2, 2, 3],
    ]),
    want: '{"predictions": [{"closest_cluster": 0.0, "distance_to_cluster": 1.0}]}',
  },
  {
    what: "PCA",
    file: ndarrayFile({
      s: [[1, 2]],
      v: [
        [0.5, 0],
        [0, 0.5],
        [0, 0],
      ],
      mean: [[2.5, -3, 9]],
    }),
    want: '{"projections": [{"projection": [-0.75, 2.5]}]}',
  },
];
for (const { what, file, body = oneRow, type = "text/csv", accept = "application/json", want, answer } of cases) {
  test(`${what} is answered ${want.trim()}`, async () => {
    const { ask } = await serveFiles({ "model_algo-1": file });
    const response = await ask(body, { contentType: type, accept });
    assert.deepEqual({ ...response }, { status: 200, contentType: answer ?? accept, body: want });
  });
}

test("without an Accept header the answer is JSON", async () => {
  const { ask } = await serveFiles({ "model_algo-1": regression });
  assert.deepEqual(await ask(oneRow), { status: 200, contentType: "application/json", body: '{"predictions": [{"score": 166.59375}]}' });
});

test("RecordIO goes in, dense and sparse, and comes out with a record for each row", async () => {
  const { ask } = await serveFiles({ "model_algo-1": binary });
  const dense = "0a23d7ce1c0000000a1a0a0676616c7565731210120e0a0c0000803f0000004000004040";
  const sparse = "0a23d7ce1a0000000a180a0676616c756573120e120c0a040000803f1201001a01030000";
  const { body, contentType } = await ask(Buffer.from(dense + sparse, "hex"), {
    contentType: "application/x-recordio-protobuf",
    accept: "application/x-recordio-protobuf",
  });
  assert.equal(contentType, "application/x-recordio-protobuf");
  const records = [...readFrames(body as Buffer)].map((record) => record.toString("hex"));
  const one = "12110a0573636f7265120812060a0452b89e3e121b0a0f7072656469637465645f6c6162656c120812060a0400000000";
  assert.deepEqual(records, [one, one]);
});

const refusals: readonly { what: string; body: string; type?: string | undefined; accept?: string; status: number; says: RegExp }[] = [
  {
    what: "an unknown type",
    body: oneRow,
    type: "text/html",
    status: 415,
    says: /text\/html is not supported: Linear Learner takes text\/csv, /,
  },
  { what: "no type", body: oneRow, type: undefined, status: 415, says: /There is no content type/ },
  { what: "an empty body", body: "", status: 400, says: /The body is empty/ },
  { what: "text in a number", body: "a,b,c", status: 400, says: /could not convert/ },
  { what: "rows of different length", body: "1,2,3\n4,5", status: 400, says: /row 2/ },
  { what: "too few features", body: "1,2", status: 400, says: /2 features per row, the model 3/ },
  { what: "too many features", body: "1,2,3,4", status: 400, says: /4 features per row, the model 3/ },
  { what: "a missing value", body: "1,2,3\n1,,3", status: 400, says: /Row 2, feature 2 is missing or infinite/ },
  { what: "a value beyond float32", body: "1,1e39,3", status: 400, says: /missing or infinite/ },
  { what: "broken JSON", body: "{", type: "application/json", status: 400, says: /JSON ends in the middle/ },
  { what: "no instances", body: '{"rows": []}', type: "application/json", status: 400, says: /instances/ },
  {
    what: "a key outside the shape",
    body: '{"instances": [{"data": {"features": {"keys": [3], "shape": [3], "values": [5]}}}]}',
    type: "application/json",
    status: 400,
    says: /does not fit its shape/,
  },
  {
    what: "a key outside its own shape, though within that of another row",
    body: '{"data": {"features": {"keys": [0], "shape": [3], "values": [5]}}}\n{"data": {"features": {"keys": [2], "shape": [2], "values": [5]}}}',
    type: "application/jsonlines",
    status: 400,
    says: /instance 2 has a key that does not fit its shape/,
  },
  {
    what: "a narrow dense row beside a sparse one",
    body: '{"instances": [{"features": [1, 2]}, {"data": {"features": {"keys": [0], "shape": [3], "values": [1]}}}]}',
    type: "application/json",
    status: 400,
    says: /2 features per row, the model 3/,
  },
  {
    what: "a narrow sparse row beside another",
    body: '{"data": {"features": {"keys": [0], "shape": [3], "values": [5]}}}\n{"data": {"features": {"keys": [0], "shape": [2], "values": [5]}}}',
    type: "application/jsonlines",
    status: 400,
    says: /2 features per row, the model 3/,
  },
  {
    what: "broken lines",
    body: '{"features": [1, 2, 3]}\n{"features": [1',
    type: "application/jsonlines",
    status: 400,
    says: /ends in the middle/,
  },
  { what: "broken RecordIO", body: "hello", type: "application/x-recordio-protobuf", status: 400, says: /no RecordIO magic/ },
  { what: "a label size that is none", body: oneRow, type: "text/csv;label_size=x", status: 400, says: /label_size/ },
  { what: "more labels than columns", body: oneRow, type: "text/csv;label_size=9", status: 400, says: /0 features per row/ },
  { what: "a type nobody answers with", body: oneRow, accept: "image/png", status: 406, says: /accepts only image\/png/ },
  { what: "CSV asked of an algorithm without it", body: oneRow, accept: "text/csv", status: 406, says: /answers with application\/json/ },
];
for (const { what, body, accept, status, says, ...rest } of refusals) {
  test(`${what} is refused with ${status}`, async () => {
    const { ask } = await serveFiles({ "model_algo-1": binary });
    const contentType = "type" in rest ? rest.type : "text/csv";
    const answer = await ask(body, { contentType, ...(accept !== undefined && { accept }) });
    assert.equal(answer.status, status);
    assert.match((JSON.parse(String(answer.body)) as { error: string }).error, says);
  });
}

test("a model names the MXNet that wrote its graph", async () => {
  assert.equal((await serveFiles(archiveFiles("linear-learner-1.9"))).description?.version, "MXNet 1.9.1");
  assert.equal((await serveFiles(archiveFiles("factorization-binary"))).description?.version, "MXNet 1.3.1");
});

test("a factorization machine takes no CSV, and sparse rows of a wide model cost what they hold", async () => {
  const { ask } = await serveFiles(archiveFiles("factorization-binary"));
  const { status, body } = await ask(rowsCsv("factorization-binary"));
  assert.equal(status, 415);
  assert.match(String(body), /Factorization Machines takes application\/json, application\/jsonlines, application\/x-recordio-protobuf\./);

  const features = 1_000_000;
  const wide = Array.from({ length: features }, (_, index) => (index === 7 ? 2 : 0));
  const factors = wide.map((value) => value / 4);
  const machine = zipOf({
    "meta.json": `{"training_parameters": {"feature_dim": "${features}", "predictor_type": "regressor"}}`,
    "symbol.json": '{"nodes": [], "heads": []}',
    params: ndarrayFile({ "arg:Linear_Plus_Bias_weight": [wide], "arg:Linear_Plus_Bias_bias": [[0.5]], "arg:v": [factors, factors] }),
  });
  const served = await serveFiles({ "model_algo-1": machine }, { image: "registry.example/factorization-machines:1" });
  const line = `{"data": {"features": {"keys": [7, 999999], "shape": [${features}], "values": [3, 1]}}}\n`;
  const answer = await served.ask(line.repeat(3000), { contentType: "application/jsonlines", accept: "application/jsonlines" });
  assert.equal(answer.body, '{"score": 6.5}\n'.repeat(3000));
});

test("more rows than can be done in a while are refused, and how many can is said", async () => {
  const wide = Array.from({ length: 1000 }, (_, index) => index);
  const { ask } = await serveFiles({ "model_algo-1": kmeansFile(wide.map(() => wide)) });
  const line = '{"data": {"features": {"keys": [7], "shape": [1000], "values": [3]}}}\n';
  const { status, body } = await ask(line.repeat(40_000), { contentType: "application/jsonlines" });
  assert.equal(status, 400);
  assert.match(String(body), /40000 rows are too many for this model; send up to 34359 like these in one request\./);
});

test("every form of one request gets the same answer", async () => {
  const { ask } = await serveFiles(archiveFiles("linear-learner-multiclass"));
  const rows = rowsCsv("linear-learner-multiclass")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  const instances = rows.map((features) => ({ features }));
  const sparse = rows.map((row) => ({ data: { features: { keys: [...row.keys()], shape: [row.length], values: row } } }));
  const csv = await ask(rowsCsv("linear-learner-multiclass"));
  for (const [contentType, body] of [
    ["application/json", JSON.stringify({ instances })],
    ["application/json", JSON.stringify({ instances: sparse })],
    ["application/jsonlines", instances.map((line) => JSON.stringify(line)).join("\n")],
    ["application/jsonlines", sparse.map((line) => JSON.stringify(line)).join("\n")],
  ] as const) {
    assert.equal((await ask(body, { contentType })).body, csv.body);
  }
});

test("the image is believed first, and the lowest of several models is served", async () => {
  const files = { "model_algo-2": kmeansFile([[1, 1, 1]]), "model_algo-1": kmeansFile([[0, 0, 0]]), state_0b1c: "not looked at" };
  const { ask, description } = await serveFiles(files, { image: "registry.example/kmeans:1" });
  assert.equal(description?.algorithm, "K-Means");
  assert.match(String((await ask("0,3,4")).body), /"distance_to_cluster": 5\.0/);
  await assert.rejects(serveFiles(files, { image: "registry.example/pca:1" }), {
    name: "ModelLoadError",
    message: "model_algo-1 cannot be served: it is a K-Means model and the image is for PCA; use the image kmeans or hostler/auto.",
  });
  await assert.rejects(serveFiles({ "notes.txt": "" }), {
    name: "ModelLoadError",
    message: /expected a file model_algo-1 .*, found notes\.txt\./,
  });
});

const described = [
  { name: "linear-learner-binary", objective: "binary_classifier", inputs: "30 features" },
  { name: "linear-learner-multiclass", objective: "multiclass_classifier", inputs: "13 features" },
  { name: "factorization-binary", objective: "binary_classifier", inputs: "30 features" },
  { name: "kmeans-digits", objective: undefined, inputs: "64 features" },
  { name: "knn-regressor", objective: "regressor", inputs: "10 features" },
  { name: "pca-regular", objective: undefined, inputs: "13 features" },
];
for (const { name, objective, inputs } of described) {
  test(`${name} says what it is, and answers its own sample`, async () => {
    const { description, ask } = await serveFiles(archiveFiles(name));
    assert.deepEqual([description?.objective, description?.inputs], [objective, inputs]);
    const { contentType, body } = description!.sample;
    for (const accept of description!.accepts) assert.equal((await ask(body, { contentType, accept })).status, 200);
  });
}
