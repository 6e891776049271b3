/** Every genuine model predicts what its own library predicts: raw scores to the last bit, transformed values within a few units in the last place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePandasCsv } from "../../src/models/codecs/pandas-csv.ts";
import { tabularModel } from "../../src/models/lightgbm/lightgbm.ts";
import { readModelFile } from "../../src/models/lightgbm/model-file.ts";
import { expected, fixtures, plainBytes, rowsCsv } from "./lightgbm-fixtures.ts";

const bitsOf = (values: Float64Array): BigUint64Array => new BigUint64Array(values.buffer, values.byteOffset, values.length);

for (const { name, lightgbm, form, columns, refused } of fixtures) {
  if (refused) {
    test(`${name} (${lightgbm}, ${form}) is refused with a reason`, async () => {
      await assert.rejects(plainBytes(name), { name: "Malformed", message: /compressed with bzip2/ });
    });
    continue;
  }
  test(`${name} (${lightgbm}, ${form}) predicts as LightGBM does`, async () => {
    const { model, bestIteration } = readModelFile(await plainBytes(name));
    const predictor = tabularModel(model, bestIteration);
    const table = parsePandasCsv(rowsCsv(name), { least: columns, most: columns, isText: () => false });
    const want = expected(name);
    assert.deepEqual(bitsOf(predictor.raw(table.values)), bitsOf(want.raw));
    const predictions = predictor.predict(table);
    const positive = predictor.width === 2 && want.predictions.length === table.rows; // a Booster gives one column, the container two
    const got = positive ? predictions.filter((_, index) => index % 2 === 1) : predictions;
    assert.equal(got.length, want.predictions.length);
    for (const [index, value] of got.entries()) {
      const wanted = want.predictions[index]!;
      assert.ok(Math.abs(value - wanted) <= Math.abs(wanted) * 1e-15 + 1e-300, `value ${index}: ${value} instead of ${wanted}`);
    }
  });
}

test("most transformed values agree to the bit as well", async () => {
  let [same, all] = [0, 0];
  for (const { name, columns, refused } of fixtures) {
    if (refused) continue;
    const { model, bestIteration } = readModelFile(await plainBytes(name));
    const predictor = tabularModel(model, bestIteration);
    const predictions = predictor.predict(parsePandasCsv(rowsCsv(name), { least: columns, most: columns, isText: () => false }));
    const want = expected(name).predictions;
    const step = predictions.length / want.length;
    for (const [index, wanted] of want.entries()) if (predictions[index * step + step - 1] === wanted) same++;
    all += want.length;
  }
  assert.ok(same > 0.9 * all, `${same} of ${all}`);
});
