import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDecimal } from "./decimal.ts";

const parse = (text: string): number | undefined => parseDecimal(Buffer.from(text), 0, Buffer.byteLength(text));

test("every double is read back from its own text, to the bit", () => {
  fc.assert(
    fc.property(fc.double(), (value) => assert.ok(Object.is(parse(String(value)), Number(String(value))))),
    { numRuns: 2000 },
  );
});

test("any decimal text is rounded as the engine rounds it", () => {
  const digits = fc.stringMatching(/^[0-9]{1,25}$/);
  const exponent = fc.oneof(
    fc.constant(""),
    fc.integer({ min: -340, max: 340 }).map((value) => `e${value}`),
  );
  fc.assert(
    fc.property(digits, digits, exponent, (whole, fraction, power) => {
      const text = `-${whole}.${fraction}${power}`;
      assert.ok(Object.is(parse(text), Number(text)), text);
    }),
    { numRuns: 2000 },
  );
});

test("a short text of digits, points and signs is read as the engine reads it, or is no number", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?[0-9.]{0,8}-?[0-9.]{0,8}$/), (text) => {
      const want = /\d/.test(text) ? Number(text) : Number.NaN;
      assert.ok(Object.is(parse(text), Number.isNaN(want) ? undefined : want), text);
    }),
    { numRuns: 5000 },
  );
});

const accepted: [string, number][] = [
  ["5", 5],
  ["+5.", 5],
  [".5", 0.5],
  ["-0", -0],
  [" 1e3\r", 1000],
  ["1E-07", 1e-7],
  ["nan", Number.NaN],
  ["-NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["1e999999999", Number.POSITIVE_INFINITY],
  [`0.${"0".repeat(400)}1`, 0],
];
for (const [text, want] of accepted) test(`${JSON.stringify(text.slice(0, 20))} is ${want}`, () => assert.ok(Object.is(parse(text), want)));

for (const text of ["", "-", ".", "e5", "1e", "1e+", "1x", "0x10", "1,5", "1 2", "1.2.3", "none", "constructor", "infinit"]) {
  test(`${JSON.stringify(text)} is not a number`, () => assert.equal(parse(text), undefined));
}
