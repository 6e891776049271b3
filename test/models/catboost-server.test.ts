/** The container contract of the native CatBoost server: JumpStart's requests and answers (spec: its inference scripts). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatboost } from "../../src/models/catboost/catboost.ts";
import type { InvocationResponse, ModelServer } from "../../src/models/contract.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { expected, modelBytes, rowsCsv } from "./catboost-fixtures.ts";

const load = (files: Record<string, Buffer | string>): Promise<ModelServer> =>
  inModelDir(files, (modelDir) => loadCatboost({ modelDir, image: "", environment: {} }));

const ask = async (model: ModelServer, body: Buffer | string, accept?: string): Promise<InvocationResponse> =>
  model.invoke({ contentType: "text/csv", accept, customAttributes: undefined, body: Buffer.from(body) });

test("a regression answers the library's numbers under prediction", async () => {
  const model = await load({ model: modelBytes("rmse-1.2") });
  const { status, contentType, body } = await ask(model, rowsCsv("rmse-1.2"));
  assert.deepEqual([status, contentType], [200, "application/json"]);
  assert.match(String(body), /^\{"prediction": \[\d+\.\d+, /);
  assert.deepEqual(JSON.parse(String(body)), { prediction: [...expected("rmse-1.2").predictions] });
});

test("a classifier answers probabilities of both classes, and labels when asked", async () => {
  const model = await load({ model: modelBytes("logloss-1.2") });
  const { body } = await ask(model, rowsCsv("logloss-1.2"), "application/json;verbose");
  const { probabilities, predicted_label } = JSON.parse(String(body)) as { probabilities: number[][]; predicted_label: number[] };
  assert.ok(probabilities.every(([no, yes]) => Math.abs(no! + yes! - 1) < 1e-12));
  assert.deepEqual(
    predicted_label,
    probabilities.map(([no, yes]) => Number(yes! > no!)),
  );
});

test("several targets are a list for each row", async () => {
  const model = await load({ model: modelBytes("multi-rmse-1.2") });
  const { prediction } = JSON.parse(String((await ask(model, rowsCsv("multi-rmse-1.2"))).body));
  assert.equal(prediction[0].length, 2);
});

test("columns beyond the model's are ignored", async () => {
  const model = await load({ model: modelBytes("rmse-1.2") });
  const row = rowsCsv("rmse-1.2").toString().split("\n")[4]!;
  assert.equal((await ask(model, `${row},7,8`)).body, (await ask(model, row)).body);
});

const oneHot = rowsCsv("rmse-1.2-one-hot").toString().split("\n")[7]!.split(",");
const withCategory = (text: string): string => oneHot.map((cell, column) => (column === 8 ? text : cell)).join(",");

test("whole numbers are the same category however they are written, as they are after pandas", async () => {
  const model = await load({ model: modelBytes("rmse-1.2-one-hot") });
  const { body } = await ask(model, withCategory("7"));
  for (const text of ["007", "+7", " 7 ", '"7"']) assert.equal((await ask(model, withCategory(text))).body, body, text);
  assert.equal((await ask(model, withCategory("999999999999999999999999"))).status, 200);
});

const refused = [
  { what: "a fraction in a column of categories", body: withCategory("7.5"), says: /column 9 holds numbers with fractions/ },
  { what: "a missing category", body: withCategory(""), says: /row 1, column 9 is missing/ },
  {
    what: "a text in a column of numbers",
    body: withCategory("7").replace(/^[^,]*,[^,]*,[^,]*/, "1,1,x"),
    says: /column 3: could not convert/,
  },
  { what: "too few columns", body: "1,2", says: /the first row has 2 columns, but the model has at least 10/ },
];
for (const { what, body, says } of refused) {
  test(`${what} is answered 400 with a sentence`, async () => {
    const answer = await ask(await load({ model: modelBytes("rmse-1.2-one-hot") }), body);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(String(answer.body)).error, says);
  });
}

test("the model is found by its content when it has another name", async () => {
  const model = await load({ "trained.cbm": modelBytes("logloss-1.2"), "labels.json": "{}" });
  assert.equal(model.description?.objective, "Logloss");
  assert.equal((await ask(model, model.description!.sample.body)).status, 200);
  const two = { "a.cbm": modelBytes("rmse-1.2"), "b.cbm": modelBytes("rmse-1.2") };
  await assert.rejects(load(two), { name: "ModelLoadError", message: /several files .* \(a\.cbm, b\.cbm\)/ });
  await assert.rejects(load({ "a.txt": "x" }), { name: "ModelLoadError", message: /no CatBoost model: .* found a\.txt/ });
});

test("the sample of a model with categories is answered", async () => {
  const model = await load({ model: modelBytes("rmse-1.2-one-hot-texts") });
  assert.equal((await ask(model, model.description!.sample.body)).status, 200);
});
