import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRng } from "../lib/rng.ts";
import { stratifiedDraws } from "../lib/stratified-draws.ts";
import { pickInstance, pickVariant } from "./traffic-split.ts";

const variants = (...weights: number[]) => weights.map((weight, at) => ({ name: "abcdefghij"[at]!, weight }));

const cases = [
  { when: "the draw is 0", weights: [1, 1], draw: 0, want: "a" },
  { when: "the draw is just below the boundary", weights: [1, 1], draw: 0.4999999, want: "a" },
  { when: "the draw is on the boundary", weights: [1, 1], draw: 0.5, want: "b" },
  { when: "the draw is as large as it gets", weights: [1, 1], draw: 1 - Number.EPSILON / 2, want: "b" },
  { when: "only the ratio counts", weights: [20, 10], draw: 0.66, want: "a" },
  { when: "a weight is 0", weights: [0, 1, 0], draw: 0, want: "b" },
  { when: "the last weight is 0 and the draw is large", weights: [1, 0], draw: 0.9999999999999999, want: "a" },
  { when: "one variant has it all", weights: [0.05], draw: 0.7, want: "a" },
  { when: "weights sum up with a rounding crumb", weights: [0.1, 0.2, 0.3], draw: 0.9999999999999999, want: "c" },
  { when: "all weights are 0", weights: [0, 0], draw: 0.5, want: undefined },
  { when: "there is no variant", weights: [], draw: 0.5, want: undefined },
];
for (const { when, weights, draw, want } of cases) {
  test(`${when}: ${want ?? "nobody"} takes the request`, () => assert.equal(pickVariant(variants(...weights), draw)?.name, want));
}

const someWeights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 10 });
const someDraw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const runs = { seed: 42, numRuns: 2000 };

test("law: no request is lost to rounding, and none goes to a variant of weight 0", () => {
  fc.assert(
    fc.property(someWeights, someDraw, (weights, draw) => {
      const picked = pickVariant(variants(...weights), draw);
      if (weights.every((weight) => weight === 0)) assert.equal(picked, undefined);
      else assert.ok(picked && picked.weight > 0);
    }),
    runs,
  );
});

test("law: a larger draw never picks an earlier variant, so each has one stretch, as long as its weight", () => {
  fc.assert(
    fc.property(someWeights, someDraw, someDraw, (weights, one, other) => {
      const all = variants(...weights);
      const [low, high] = [Math.min(one, other), Math.max(one, other)].map((draw) => all.indexOf(pickVariant(all, draw)!));
      assert.ok(low! <= high!);
    }),
    runs,
  );
});

test("law: over 10,000 requests each share is within one percentage point, whatever the order of the variants", () => {
  fc.assert(
    fc.property(someWeights, fc.integer(), fc.boolean(), (weights, seed, backwards) => {
      const all = backwards ? variants(...weights).reverse() : variants(...weights);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) return;
      const draw = stratifiedDraws(seededRng(seed));
      const counts = new Map<string, number>();
      for (let request = 0; request < 10_000; request++) {
        const { name } = pickVariant(all, draw())!;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      for (const { name, weight } of all) {
        const share = (counts.get(name) ?? 0) / 10_000;
        assert.ok(Math.abs(share - weight / total) < 0.01, `${name} has ${share} for ${weight / total}`);
      }
    }),
    { seed: 42, numRuns: 150 },
  );
});

test("independent draws honour weights as well: 0.7 and 0.3 over 10,000 requests of one seed", () => {
  const rng = seededRng(5);
  let first = 0;
  for (let request = 0; request < 10_000; request++) if (pickVariant(variants(0.7, 0.3), rng.draw())?.name === "a") first++;
  assert.ok(Math.abs(first / 10_000 - 0.7) < 0.01);
});

const instances = (...inFlight: number[]) => inFlight.map((each, at) => ({ id: at, inFlight: each }));
const someInstances = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 20 });
const routings = ["RANDOM", "LEAST_OUTSTANDING_REQUESTS"] as const;

test("without instances nobody is picked", () => {
  for (const routing of routings) assert.equal(pickInstance([], routing, 0), undefined);
});

test("law: LEAST_OUTSTANDING_REQUESTS picks one with the fewest requests in flight", () => {
  fc.assert(
    fc.property(someInstances, someDraw, (inFlight, draw) => {
      const picked = pickInstance(instances(...inFlight), "LEAST_OUTSTANDING_REQUESTS", draw);
      assert.equal(picked?.inFlight, Math.min(...inFlight));
    }),
    runs,
  );
});

test("law: ties are drawn by lot, each as likely as the other; so is every instance at RANDOM", () => {
  const count = (routing: (typeof routings)[number], pool: readonly { id: number; inFlight: number }[]): number[] => {
    const picks = Array.from({ length: 3000 }, (_, at) => pickInstance(pool, routing, at / 3000)!.id);
    return pool.map(({ id }) => picks.filter((pick) => pick === id).length);
  };
  assert.deepEqual(count("LEAST_OUTSTANDING_REQUESTS", instances(2, 0, 1, 0, 0)), [0, 1000, 0, 1000, 1000]);
  assert.deepEqual(count("RANDOM", instances(9, 0, 1)), [1000, 1000, 1000]);
});

test("law: an instance that refused is not picked again, and somebody is as long as anybody is left", () => {
  fc.assert(
    fc.property(someInstances, fc.nat(), someDraw, fc.constantFrom(...routings), (inFlight, triedCount, draw, routing) => {
      const pool = instances(...inFlight);
      const tried = new Set(pool.slice(0, triedCount % (pool.length + 1)));
      const picked = pickInstance(pool, routing, draw, tried);
      if (tried.size === pool.length) assert.equal(picked, undefined);
      else assert.ok(picked && !tried.has(picked));
    }),
    runs,
  );
});
