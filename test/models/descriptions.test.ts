/** Every native server says what its model is, and answers the sample request that it shows, in every form that it names. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { extract } from "tar";
import { loaderOf } from "../../src/models/runtimes.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
const scratch = mkdtempSync(join(tmpdir(), "hostler-descriptions-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const models: readonly { runtime: string; archive: string; algorithm: string; objective?: string; inputs: RegExp }[] = [
  { runtime: "xgboost", archive: "xgboost/dart-1.7-binary", algorithm: "XGBoost", objective: "binary:logistic", inputs: /^30 features$/ },
  { runtime: "xgboost", archive: "xgboost/gblinear-0.90-pickle3", algorithm: "XGBoost", objective: "reg:squarederror", inputs: /^10 / },
  { runtime: "xgboost", archive: "xgboost/softprob-3.4-json", algorithm: "XGBoost", objective: "multi:softprob", inputs: /^13 / },
  { runtime: "onnx", archive: "onnx/wine-forest", algorithm: "ONNX", inputs: /^"X": FP32 \[rows, 13\]$/ },
  { runtime: "onnx", archive: "onnx/wine-columns", algorithm: "ONNX", inputs: /^"alcohol": FP32 \[rows, 1\], / },
  { runtime: "onnx", archive: "onnx/all-types", algorithm: "ONNX", inputs: /"string_in": BYTES \[rows, 2\]/ },
  { runtime: "lightgbm", archive: "lightgbm/binary-3.3", algorithm: "LightGBM", objective: "binary", inputs: /^30 features$/ },
  { runtime: "catboost", archive: "catboost/logloss-1.2", algorithm: "CatBoost", objective: "Logloss", inputs: /^30 features$/ },
  {
    runtime: "catboost",
    archive: "catboost/rmse-1.2-one-hot",
    algorithm: "CatBoost",
    objective: "RMSE",
    inputs: /^10 features, 3 of them /,
  },
  {
    runtime: "blazingtext",
    archive: "fasttext/softmax-0.9.2",
    algorithm: "BlazingText (text classification)",
    objective: "softmax",
    inputs: /^a text$/,
  },
  { runtime: "blazingtext", archive: "fasttext/vectors-txt-0.9.2", algorithm: "BlazingText (Word2Vec)", inputs: /^words$/ },
  {
    runtime: "first-party",
    archive: "first-party/linear-learner-binary",
    algorithm: "Linear Learner",
    objective: "binary_classifier",
    inputs: /^30 features$/,
  },
  { runtime: "first-party", archive: "first-party/kmeans-iris", algorithm: "K-Means", inputs: /^4 features$/ },
];
for (const { runtime, archive, algorithm, objective, inputs } of models) {
  test(`${archive} is ${algorithm}, and its sample is answered`, async () => {
    const modelDir = mkdtempSync(join(scratch, "model-"));
    await extract({ file: join(fixtures, archive, "model.tar.gz"), cwd: modelDir });
    const load = await loaderOf(runtime);
    assert.ok(load);
    const server = await load({ modelDir, image: "hostler/auto", environment: {} });
    const { description } = server;
    assert.ok(description);
    assert.deepEqual([description.algorithm, description.objective], [algorithm, objective]);
    assert.match(description.inputs, inputs);
    const { contentType, body } = description.sample;
    assert.ok(description.contentTypes.includes(contentType));
    assert.ok(description.accepts.length > 0);
    for (const accept of description.accepts) {
      const answer = await server.invoke({ contentType, accept, customAttributes: undefined, body: Buffer.from(body) });
      assert.equal(answer.status, 200, `${accept}: ${answer.body}`);
    }
  });
}

async function described(archive: string) {
  const modelDir = mkdtempSync(join(scratch, "model-"));
  await extract({ file: join(fixtures, archive, "model.tar.gz"), cwd: modelDir });
  const load = await loaderOf(archive.split("/")[0]!)!;
  const { description } = await load({ modelDir, image: "hostler/auto", environment: {} });
  return { version: description?.version, details: description?.details ?? {} };
}

test("what early stopping left out is said", async () => {
  const { trees, "trees that count": counted } = (await described("xgboost/stopped-1.7-binary")).details;
  assert.ok(Number(counted) > 0 && Number(counted) < Number(trees));
  assert.equal((await described("xgboost/logistic-1.7-ubjson")).details["trees that count"], undefined);
});

test("the release of CatBoost is said when it was one", async () => {
  assert.equal((await described("catboost/logloss-1.2")).version, "1.2.10");
  assert.equal((await described("catboost/logloss-0.26")).version, undefined);
});
