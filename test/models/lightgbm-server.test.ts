/** The container contract of the native LightGBM server: JumpStart's requests and answers (spec: its inference scripts). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { InvocationResponse, ModelServer } from "../../src/models/contract.ts";
import { loadLightgbm } from "../../src/models/lightgbm/lightgbm.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { expected, modelBytes, rowsCsv } from "./lightgbm-fixtures.ts";

const load = (files: Record<string, Buffer | string>): Promise<ModelServer> =>
  inModelDir(files, (modelDir) => loadLightgbm({ modelDir, image: "", environment: {} }));

const ask = async (
  model: ModelServer,
  body: Buffer | string,
  headers: { contentType?: string; accept?: string } = {},
): Promise<InvocationResponse> =>
  model.invoke({
    contentType: headers.contentType ?? "text/csv",
    accept: headers.accept,
    customAttributes: undefined,
    body: Buffer.from(body),
  });

/** Two stumps: feature 0 up to 0.5, feature 1 up to 1.5. */
function stumps(objective: string, leaves = ["1 -1", "0.5 -0.5"], outputs = 1): string {
  const trees = leaves.map(
    (values, index) =>
      `Tree=${index}\nnum_leaves=2\nnum_cat=0\nsplit_feature=${index % 2}\nthreshold=${index % 2}.5\ndecision_type=10\nleft_child=-1\nright_child=-2\nleaf_value=${values}\nis_linear=0\nshrinkage=1\n\n`,
  );
  return `tree\nversion=v4\nnum_class=${outputs}\nnum_tree_per_iteration=${outputs}\nmax_feature_idx=1\nobjective=${objective}\n\n${trees.join("\n")}\nend of trees\n`;
}

test("a classifier answers probabilities of both classes as the container prints them", async () => {
  const model = await load({ "model.txt": stumps("binary sigmoid:1") });
  const answer = await ask(model, "0,1\n1,2\n");
  assert.deepEqual(answer, {
    status: 200,
    contentType: "application/json",
    body: '{"probabilities": [[0.18242552380635635, 0.8175744761936437], [0.8175744761936437, 0.18242552380635635]]}',
  });
});

for (const accept of ["application/json;verbose", "application/json; verbose", "text/html, application/json;verbose"]) {
  test(`Accept: ${accept} adds the labels`, async () => {
    const model = await load({ "model.txt": stumps("binary sigmoid:1") });
    const { body } = await ask(model, "0,1\n1,2\n", { accept });
    assert.match(String(body), /^\{"probabilities": \[\[0\.18.*\]\], "predicted_label": \[1, 0\]\}$/);
  });
}

test("a classifier of several classes answers a row of probabilities", async () => {
  const model = await load({ "model.txt": stumps("multiclass num_class:2", ["1 1", "1 1"], 2) });
  const { body } = await ask(model, "0,1", { accept: "application/json;verbose" });
  assert.equal(body, '{"probabilities": [[0.5, 0.5]], "predicted_label": [0]}');
});

test("a regression answers plain numbers, as Python prints them", async () => {
  const model = await load({ "model.txt": stumps("regression", ["1 1e-5", "1 -0.0"]) });
  assert.equal((await ask(model, "0,1\n1,2\n,\n")).body, '{"prediction": [2.0, 1e-05, 2.0]}');
});

test("genuine rows through the server give the library's numbers", async () => {
  const model = await load({ "model.pkl": modelBytes("regression-4.7-regressor") });
  const { body } = await ask(model, rowsCsv("regression-4.7-regressor"));
  assert.deepEqual(JSON.parse(String(body)), { prediction: [...expected("regression-4.7-regressor").predictions] });
});

const csvs = [
  { what: "blank lines and Windows line ends", body: "\r\n0,1\r\n\r\n1,2\r\n", rows: 2 },
  { what: "a byte order mark", body: "\uFEFF0,1", rows: 1 },
  { what: "quoted numbers", body: '"0","1"\n"1", 2 \n', rows: 2 },
  { what: "a short second row", body: "0,1\n0\n", rows: 2 },
  { what: "every word for a missing cell", body: "NA,\nnull,NaN\nN/A,None\n#N/A,<NA>\n", rows: 4 },
  { what: "truth values", body: "True,False\n", rows: 1 },
  { what: "infinities", body: "inf,-inf\n", rows: 1 },
];
for (const { what, body, rows } of csvs) {
  test(`CSV with ${what} is read as pandas does`, async () => {
    const model = await load({ "model.txt": stumps("regression") });
    const answer = await ask(model, body, { contentType: "Text/CSV; charset=utf-8" });
    assert.equal(answer.status, 200, String(answer.body));
    assert.equal(JSON.parse(String(answer.body)).prediction.length, rows);
  });
}

const refused = [
  { what: "JSON", body: "{}", contentType: "application/json", status: 415, says: /send text\/csv/ },
  { what: "an empty body", body: "", status: 400, says: /holds no rows/ },
  { what: "too many columns", body: "1,2,3", status: 400, says: /the first row has 3 columns, but the model has 2/ },
  { what: "too few columns", body: "1\n", status: 400, says: /the first row has 1 columns, but the model has 2/ },
  { what: "a row that is too long", body: "1,2\n1,2,3", status: 400, says: /row 2 has more than 2 columns/ },
  { what: "a header", body: "a,b\n1,2", status: 400, says: /row 1, column 1: could not convert .*a.* to a number/ },
  { what: "an open quotation mark", body: '1,"2\n3,4\n', status: 400, says: /never closed/ },
  { what: "text behind a quotation mark", body: '"1"x,2', status: 400, says: /closing quotation mark/ },
  { what: "an answer in CSV", body: "1,2", accept: "text/csv", status: 406, says: /application\/json/ },
];
for (const { what, body, contentType, accept, status, says } of refused) {
  test(`${what} is answered ${status} with a sentence`, async () => {
    const model = await load({ "model.txt": stumps("regression") });
    const answer = await ask(model, body, { ...(contentType && { contentType }), ...(accept && { accept }) });
    assert.equal(answer.status, status);
    assert.match(JSON.parse(String(answer.body)).error, says);
  });
}

test("rows cut short cannot ask for more memory than the table limit", async () => {
  const wide = stumps("regression").replace("max_feature_idx=1", "max_feature_idx=99999");
  const model = await load({ "model.txt": wide });
  const body = `${new Array(100_000).fill("0").join(",")}\n${"1\n".repeat(500_000)}`;
  const answer = await ask(model, body);
  assert.equal(answer.status, 400);
  assert.match(String(answer.body), /too many; send fewer rows/);
});

test("the model is found by its content when it has another name", async () => {
  for (const name of ["booster.pkl", "model.txt", "lgb"]) {
    const bytes = name.endsWith(".pkl") ? modelBytes("binary-4.7") : stumps("regression");
    assert.equal((await load({ [name]: bytes, "labels.json": "{}", "._model.pkl": "x" })).description?.algorithm, "LightGBM");
  }
});

test("an archive without a model, or with two, says what it holds", async () => {
  await assert.rejects(load({ "a.json": "{}" }), { name: "ModelLoadError", message: /no LightGBM model: .* found a\.json/ });
  const two = { "a.txt": stumps("regression"), "b.txt": stumps("regression") };
  await assert.rejects(load(two), { name: "ModelLoadError", message: /several files .* \(a\.txt, b\.txt\)/ });
});

test("the description says what was found, and its sample is answered", async () => {
  const model = await load({ "model.pkl": modelBytes("binary-4.7-classifier-stopped") });
  const { description } = model;
  assert.equal(description?.objective, "binary");
  assert.equal(description?.inputs, "30 features");
  assert.ok(Number(description?.details?.["trees that count"]) > 0);
  assert.equal((await ask(model, description!.sample.body, description!.sample)).status, 200);
});
