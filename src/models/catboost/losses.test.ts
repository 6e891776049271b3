import assert from "node:assert/strict";
import { test } from "node:test";
import { transformOf } from "./losses.ts";

const raw = Float64Array.of(0, 0);

test("what knows of classes is a classifier, whatever its loss: a sum of models has none", () => {
  assert.deepEqual([...transformOf(undefined, 1, true).apply(raw)], [0.5, 0.5, 0.5, 0.5]);
  assert.deepEqual([...transformOf("Focal", 1, true).apply(raw)], [0.5, 0.5, 0.5, 0.5]);
  assert.deepEqual([...transformOf(undefined, 2, true).apply(raw)], [0.5, 0.5]);
  assert.equal(transformOf("MultiLogloss", 2, true).classifies, true);
  assert.equal(transformOf("YetiRank", 1, false).classifies, false);
});

test("a loss written in Python is refused, for the file does not say what it is", () => {
  assert.throws(() => transformOf("PythonUserDefinedPerObject", 1, false), { name: "Malformed", message: /a loss written in Python/ });
});
