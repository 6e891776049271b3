import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRng } from "./rng.ts";
import { stratifiedDraws } from "./stratified-draws.ts";

test("each hand of 128 has one draw from each 128th of [0, 1)", () => {
  const draw = stratifiedDraws(seededRng(1));
  for (let hand = 0; hand < 50; hand++) {
    const strata = Array.from({ length: 128 }, () => Math.floor(draw() * 128)).sort((a, b) => a - b);
    assert.deepEqual(strata, [...strata.keys()]);
  }
});

test("a draw is below 1 even when chance gives the largest number it has", () => {
  const draw = stratifiedDraws({ draw: () => 1 - Number.EPSILON / 2 });
  for (let at = 0; at < 128; at++) assert.ok(draw() < 1);
});

test("the order within a hand is by chance: no stratum has a place of its own", () => {
  const draw = stratifiedDraws(seededRng(2));
  const places = Array.from({ length: 1000 }, () => Array.from({ length: 128 }, draw).findIndex((each) => each < 1 / 128));
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  assert.ok(Math.abs(mean - 63.5) < 5, `on average at ${mean}`);
  assert.ok(new Set(places).size > 120);
});

test("law: of any number of draws the share below a bound is right within two draws a hand and one hand", () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3000 }), (seed, bound, count) => {
      const draw = stratifiedDraws(seededRng(seed));
      let below = 0;
      for (let at = 0; at < count; at++) if (draw() < bound) below++;
      assert.ok(Math.abs(below - bound * count) <= 2 * Math.ceil(count / 128) + 128);
    }),
    { seed: 7, numRuns: 200 },
  );
});
