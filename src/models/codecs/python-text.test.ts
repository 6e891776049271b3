import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pythonFloat, pythonJsonFloat, pythonJsonText, pythonList } from "./python-text.ts";

const cases: [number, string][] = [
  [1, "1.0"],
  [-2, "-2.0"],
  [0, "0.0"],
  [-0, "-0.0"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [0.000012345, "1.2345e-05"],
  [1e-300, "1e-300"],
  [123456.5, "123456.5"],
  [1e15, "1000000000000000.0"],
  [2 ** 53, "9007199254740992.0"],
  [1e16, "1e+16"],
  [1.2345678901234568e17, "1.2345678901234568e+17"],
  [1e22, "1e+22"],
  [Math.fround(0.1), "0.10000000149011612"],
  [Number.NaN, "nan"],
  [Number.NEGATIVE_INFINITY, "-inf"],
];
for (const [value, want] of cases) test(`Python prints ${value} as ${want}`, () => assert.equal(pythonFloat(value), want));

test("json.dumps has words of its own for what JSON cannot say", () => {
  assert.deepEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1].map(pythonJsonFloat), [
    "NaN",
    "Infinity",
    "-Infinity",
    "1.0",
  ]);
});

test("texts are printed in ASCII, as json.dumps does", () => {
  assert.equal(pythonJsonText('a "b" \n é 東 🚋 \x7f'), '"a \\"b\\" \\n \\u00e9 \\u6771 \\ud83d\\ude8b \\u007f"');
});

test("lists have a space after each comma", () => assert.equal(pythonList(["0.25", "0.75"]), "[0.25, 0.75]"));

test("what is printed reads back to the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => assert.ok(Object.is(Number(pythonFloat(value)), value))),
  );
});
