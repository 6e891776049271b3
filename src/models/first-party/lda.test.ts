import assert from "node:assert/strict";
import { test } from "node:test";
import { expDigamma } from "./lda.ts";

/** Of the exponent: −γ, −γ − 2 ln 2, 1 − γ, and three from scipy.special.digamma. */
const known: [number, number][] = [
  [1, -0.5772156649015329],
  [0.5, -1.9635100260214235],
  [2, 0.42278433509846713],
  [0.01, -100.56088545786868],
  [5.999999, 1.7061174871088283],
  [6.5, 1.792911330399933],
  [1000, 6.907255195648812],
];
for (const [value, want] of known) {
  test(`the logarithm of expDigamma(${value}) is ${want}`, () => {
    const log = Math.log(expDigamma(value));
    assert.ok(Math.abs(log - want) < 1e-9 * Math.max(1, Math.abs(want)), String(log));
  });
}
