/** Every genuine model predicts what its own library predicts: raw values to the last bit, transformed ones within 1e-14. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { tabularModel } from "../../src/models/catboost/catboost.ts";
import { readCatboost } from "../../src/models/catboost/cbm-file.ts";
import { parsePandasCsv } from "../../src/models/codecs/pandas-csv.ts";
import { expected, fixtures, modelBytes, rowsCsv } from "./catboost-fixtures.ts";

const bitsOf = (values: Float64Array): BigUint64Array => new BigUint64Array(values.buffer, values.byteOffset, values.length);

for (const { name, catboost, loss, refused } of fixtures) {
  if (refused !== undefined) {
    test(`${name} (${catboost}, ${refused}) is refused with a reason`, () => {
      assert.throws(() => readCatboost(modelBytes(name)), { name: "Malformed", message: /categorical features into statistics \(CTR\)/ });
    });
    continue;
  }
  test(`${name} (${catboost}, ${loss}) predicts as CatBoost does`, () => {
    const predictor = tabularModel(readCatboost(modelBytes(name)));
    const table = parsePandasCsv(rowsCsv(name), { ...predictor.columns, isText: predictor.isText ?? (() => false) });
    const want = expected(name);
    assert.ok(want.raw.length >= 30);
    assert.deepEqual(bitsOf(predictor.raw(table)), bitsOf(want.raw));
    const predictions = predictor.predict(table);
    assert.equal(predictions.length, want.predictions.length);
    assert.equal(predictions.length, table.rows * predictor.width);
    for (const [index, wanted] of want.predictions.entries()) {
      assert.ok(
        Math.abs(predictions[index]! - wanted) <= Math.abs(wanted) * 1e-14,
        `value ${index}: ${predictions[index]} instead of ${wanted}`,
      );
    }
  });
}
