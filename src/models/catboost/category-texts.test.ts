import assert from "node:assert/strict";
import { test } from "node:test";
import { hashCategories } from "./category-texts.ts";

test("a column of true and false alone is one of booleans to pandas, which CatBoost prints as 1 and 0", () => {
  const booleans = hashCategories(["True", "false", "TRUE", "False"], 0);
  assert.deepEqual(booleans, hashCategories(["1", "0", "1", "0"], 0));
  const [text] = hashCategories(["True", "perhaps"], 0);
  assert.notEqual(text, booleans[0]);
});

test("a cell that is missing, and fractions, are refused", () => {
  assert.throws(() => hashCategories(["a", undefined], 3), { name: "Malformed", message: /row 2, column 4 is missing/ });
  assert.throws(() => hashCategories(["1", "2.5"], 3), { name: "Malformed", message: /column 4 holds numbers with fractions/ });
});
