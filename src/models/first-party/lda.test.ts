import assert from "node:assert/strict";
import { test } from "node:test";
import { digamma } from "./lda.ts";

/** Known values: −γ, −γ − 2 ln 2, 1 − γ, and three from scipy.special.digamma. */
const known: [number, number][] = [
  [1, -0.5772156649015329],
  [0.5, -1.9635100260214235],
  [2, 0.42278433509846713],
  [0.01, -100.56088545786868],
  [6.5, 1.792911330399933],
  [1000, 6.907255195648812],
];
for (const [value, want] of known) {
  test(`digamma(${value}) is ${want}`, () =>
    assert.ok(Math.abs(digamma(value) - want) < 1e-9 * Math.max(1, Math.abs(want)), String(digamma(value))));
}
