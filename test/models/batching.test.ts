/** Genuine models, asked for several requests at once: the bytes are those that each request gets by itself. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { extract } from "tar";
import { Batches } from "../../src/models/batching.ts";
import { loadCatboost } from "../../src/models/catboost/catboost.ts";
import type { InvocationRequest, ModelServer } from "../../src/models/contract.ts";
import { loadLightgbm } from "../../src/models/lightgbm/lightgbm.ts";
import { loadOnnx } from "../../src/models/onnx/onnx.ts";
import { loadXgboost } from "../../src/models/xgboost/xgboost.ts";
import * as catboost from "./catboost-fixtures.ts";
import * as lightgbm from "./lightgbm-fixtures.ts";
import { fixtures, modelBytes, rowsCsv } from "./xgboost-fixtures.ts";

const root = resolve(import.meta.dirname, "../../fixtures");
const scratch = mkdtempSync(join(tmpdir(), "hostler-batching-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const accept = fc.constantFrom(
  undefined,
  "text/csv",
  "application/json",
  "application/jsonlines",
  "application/x-recordio-protobuf",
  "a/b",
);
const malformed: fc.Arbitrary<InvocationRequest> = fc.record({
  contentType: fc.constantFrom("text/csv", "application/json", "text/libsvm", "a/b"),
  accept,
  customAttributes: fc.constant(undefined),
  body: fc.constantFrom("", "x", "1,2\n3", "{}", '{"instances": [[1]]}').map((text) => Buffer.from(text)),
});

/** One to three rows of the fixture as CSV or, where it is `taken`, as JSON, and now and then something else. */
function requestsOf(csv: string, taken: "CSV" | "JSON too" = "JSON too"): fc.Arbitrary<InvocationRequest[]> {
  const lines = csv.trim().split("\n");
  const rows = fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 3 });
  const sound = fc.record({ rows, asJson: taken === "CSV" ? fc.constant(false) : fc.boolean(), accept }).map((each) => ({
    contentType: each.asJson ? "application/json" : "text/csv",
    accept: each.accept,
    customAttributes: undefined,
    body: Buffer.from(
      each.asJson ? JSON.stringify({ instances: each.rows.map((row) => row.split(",").map(Number)) }) : each.rows.join("\n"),
    ),
  }));
  return fc.array(fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: malformed }), { minLength: 2, maxLength: 9 });
}

/** Counts evaluations of several. */
function counted(model: ModelServer): { model: ModelServer; evaluations: () => number } {
  let count = 0;
  const { together, description } = model;
  assert.ok(together && description);
  const evaluate = (all: readonly unknown[]) => {
    if (all.length > 1) count++;
    return together.evaluate(all);
  };
  const read = (request: InvocationRequest) => together.read(request);
  return { model: { invoke: (request) => model.invoke(request), together: { read, evaluate } }, evaluations: () => count };
}

async function agrees(model: ModelServer, requests: fc.Arbitrary<InvocationRequest[]>, numRuns: number): Promise<Batches> {
  const batches = new Batches(model, () => undefined);
  await fc.assert(
    fc.asyncProperty(requests, async (each) => {
      const answers = batches.off ? [] : await batches.answer(each);
      for (const [at, request] of each.entries()) if (answers[at]) assert.deepEqual(answers[at], await model.invoke(request));
    }),
    { numRuns },
  );
  return batches;
}

for (const { name } of fixtures.filter(({ refused }) => !refused)) {
  test(`XGBoost's ${name} gives every request its own bytes`, async () => {
    const modelDir = mkdtempSync(join(scratch, "xgboost-"));
    writeFileSync(join(modelDir, "xgboost-model"), modelBytes(name));
    const { model, evaluations } = counted(await loadXgboost({ modelDir, image: "", environment: {} }));
    const batches = await agrees(model, requestsOf(String(rowsCsv(name))), 40);
    assert.equal(batches.off, false);
    assert.ok(evaluations() > 16, "more than those that are compared");
  });
}

const tabular = [
  { family: "LightGBM", file: "model.pkl", load: loadLightgbm, ...lightgbm },
  { family: "CatBoost", file: "model", load: loadCatboost, ...catboost },
] as const;
for (const { family, file, load, modelBytes, rowsCsv, ...of } of tabular) {
  for (const { name } of of.fixtures.filter(({ refused }) => !refused)) {
    test(`${family}'s ${name} gives every request its own bytes`, async () => {
      const modelDir = mkdtempSync(join(scratch, "tabular-"));
      writeFileSync(join(modelDir, file), modelBytes(name));
      const { model, evaluations } = counted(await load({ modelDir, image: "", environment: {} }));
      const batches = await agrees(model, requestsOf(String(rowsCsv(name)), "CSV"), 150);
      assert.equal(batches.off, false);
      const withTexts = family === "CatBoost" && /categories|one-hot/.test(name); // such requests are answered one by one
      assert.ok(withTexts ? evaluations() === 0 : evaluations() > 16, `${evaluations()} evaluations of several requests`);
    });
  }
}

test("CatBoost's requests with columns of which the model knows nothing go beside those without", async () => {
  const modelDir = mkdtempSync(join(scratch, "tabular-"));
  writeFileSync(join(modelDir, "model"), catboost.modelBytes("logloss-1.2"));
  const model = await loadCatboost({ modelDir, image: "", environment: {} });
  const [first, second, third] = String(catboost.rowsCsv("logloss-1.2")).trim().split("\n");
  const requests = [`${second},7`, first, `${third}\n${first}`].map((body) => ({
    contentType: "text/csv",
    accept: undefined,
    customAttributes: undefined,
    body: Buffer.from(body!),
  }));
  const read = requests.map((request) => model.together!.read(request)!);
  const values = await model.together!.evaluate(read.map((each) => each.rows));
  for (const [at, request] of requests.entries()) assert.deepEqual(read[at]!.print(values[at]), await model.invoke(request));
});

/** What trees add up is the same for any number of rows; of other sums ONNX Runtime alone knows, processor by processor. */
for (const [name, trees] of [
  ["wine-forest", true],
  ["diabetes-boosting", true],
  ["digits-mlp", false],
  ["breast-cancer-logistic", false],
  ["wine-columns", false],
] as const) {
  test(`ONNX's ${name} gives every request its own bytes`, async () => {
    const { model, evaluations } = counted(await loadOnnx({ modelDir: await unpacked(name), image: "", environment: {} }));
    const rows = readFileSync(join(root, "onnx", name, "rows.csv"), "utf8");
    const batches = await agrees(model, requestsOf(rows), trees ? 60 : 16);
    if (trees) assert.equal(batches.off, false);
    assert.ok(evaluations() > (trees ? 16 : 0));
  });
}

async function unpacked(name: string): Promise<string> {
  const modelDir = mkdtempSync(join(scratch, "onnx-"));
  await extract({ file: join(root, "onnx", name, "model.tar.gz"), cwd: modelDir });
  return modelDir;
}

test("requests that want other outputs of the model are told apart", async () => {
  const model = await loadOnnx({ modelDir: await unpacked("wine-forest"), image: "", environment: {} });
  const rows = readFileSync(join(root, "onnx", "wine-forest", "rows.csv"), "utf8")
    .trim()
    .split("\n");
  const open = (row: string, outputs?: string[]): InvocationRequest => {
    const input = { name: "X", shape: [1, 13], datatype: "FP32", data: row.split(",").map(Number) };
    const body = JSON.stringify({ id: row, inputs: [input], outputs: outputs?.map((name) => ({ name })) });
    return { contentType: "application/json", accept: undefined, customAttributes: undefined, body: Buffer.from(body) };
  };
  const requests = [open(rows[0]!), open(rows[1]!, ["label"]), open(rows[2]!), open(rows[3]!, ["label"])];
  const read = requests.map((request) => model.together!.read(request)!);
  const values = await model.together!.evaluate(read.map((each) => each.rows));
  for (const [at, request] of requests.entries()) assert.deepEqual(read[at]!.print(values[at]), await model.invoke(request));
});

test("tensors of every type, with different numbers of rows, come back to their requests", async () => {
  const model = await loadOnnx({ modelDir: await unpacked("all-types"), image: "", environment: {} });
  const types = ["FP32", "FP64", "INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "BOOL", "BYTES"];
  const names = ["float", "double", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "bool", "string"];
  const asked = (row: number, rows: number): InvocationRequest => {
    const values = Array.from({ length: 2 * rows }, (_, at) => row + at);
    const inputs = types.map((datatype, at) => ({
      name: `${names[at]}_in`,
      shape: [rows, 2],
      datatype,
      data: values.map((value) => (datatype === "BYTES" ? `wörd ${value}` : datatype === "BOOL" ? value % 2 === 0 : value)),
    }));
    return { contentType: undefined, accept: undefined, customAttributes: undefined, body: Buffer.from(JSON.stringify({ inputs })) };
  };
  const requests = [asked(1, 1), asked(20, 3), asked(50, 2)];
  const read = requests.map((request) => model.together!.read(request)!);
  const values = await model.together!.evaluate(read.map((each) => each.rows));
  for (const [at, request] of requests.entries()) {
    const alone = await model.invoke(request);
    assert.equal(alone.status, 200, String(alone.body));
    assert.deepEqual(read[at]!.print(values[at]), alone);
  }
});
