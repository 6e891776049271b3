/** Every genuine model predicts what its own library predicts: margins to the last bit, transformed values within one unit in the last place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCsv } from "../../src/models/codecs/csv.ts";
import { readModelFile } from "../../src/models/xgboost/model-file.ts";
import { makePredictor } from "../../src/models/xgboost/predictor.ts";
import { expected, fixtures, modelBytes, rereads, rowsCsv } from "./xgboost-fixtures.ts";

const bitsOf = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length);

/** Steps between neighbouring float32 values: patterns are ordered once negative ones are mirrored. */
function distance(a: number, b: number): number {
  const place = (bits: number): number => (bits >= 2 ** 31 ? 2 ** 31 - bits : bits);
  return Math.abs(place(a) - place(b));
}

for (const { name, refused, xgboost, form } of fixtures) {
  if (refused) {
    test(`${name} (${xgboost}, ${form}) is refused with a reason`, () => {
      assert.throws(() => makePredictor(readModelFile(modelBytes(name))), { name: "Malformed", message: /multi_output_tree/ });
    });
    continue;
  }
  test(`${name} (${xgboost}, ${form}) predicts as libxgboost does`, () => {
    const predictor = makePredictor(readModelFile(modelBytes(name)));
    const rows = parseCsv(rowsCsv(name));
    const want = expected(name);
    assert.deepEqual(bitsOf(predictor.margins(rows)), want.margins);
    const predictions = bitsOf(predictor.predict(rows));
    assert.equal(predictions.length, want.predictions.length);
    for (const [index, bits] of predictions.entries()) {
      assert.ok(distance(bits, want.predictions[index]!) <= 1, `value ${index}: ${bits} instead of ${want.predictions[index]}`);
    }
  });
}

for (const { name, reader, margins } of rereads) {
  test(`${name} in a container of ${reader} predicts as that library does with the old file`, () => {
    const [major, minor] = reader.split(".").map(Number);
    const booster = readModelFile(modelBytes(name));
    const rows = parseCsv(rowsCsv(name));
    const asReader = bitsOf(makePredictor(booster, { major: major!, minor: minor! }).margins(rows));
    assert.deepEqual(asReader, Uint32Array.from(margins));
    assert.notDeepEqual(asReader, bitsOf(makePredictor(booster).margins(rows)), "the fixture shows no difference: it proves nothing");
  });
}
