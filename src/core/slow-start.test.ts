import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRng } from "../lib/rng.ts";
import { pickWarming, warmAtMs, warmth } from "./slow-start.ts";

const cases = [
  { when: "it has no ramp", newSinceMs: 0, now: 10, want: 1 },
  { when: "it is just there", newSinceMs: 1_000, now: 1_000, want: 0.1 },
  { when: "half the time is over", newSinceMs: 1_000, now: 3_500, want: 0.55 },
  { when: "the time is over", newSinceMs: 1_000, now: 6_000, want: 1 },
  { when: "the clock was set back", newSinceMs: 1_000, now: 999, want: 1 },
];
for (const { when, newSinceMs, now, want } of cases) {
  test(`${when}: an instance has ${want} of a part`, () => assert.equal(warmth({ newSinceMs }, now), want));
}

test("a ramp ends when everybody has a full part", () => {
  assert.equal(warmAtMs(0), 0);
  assert.equal(warmth({ newSinceMs: 7 }, warmAtMs(7)), 1);
  assert.ok(warmth({ newSinceMs: 7 }, warmAtMs(7) - 1) < 1);
});

const now = 1_000_000;
/** Instances of these ages in ms; undefined = no ramp. */
const instancesOf = (...ages: readonly (number | undefined)[]) =>
  ages.map((age, id) => ({ id, inFlight: 0, newSinceMs: age === undefined ? 0 : now - age }));

/** Picks for a steady number of requests in flight, oldest answered first, and gives the share of each instance. */
function sharesOf(routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS", instances: ReturnType<typeof instancesOf>, inFlight: number): number[] {
  const { draw } = seededRng(3);
  const counts = instances.map(() => 0);
  const busy: (typeof instances)[number][] = [];
  for (let request = 0; request < 30_000; request++) {
    if (busy.length > 0 && busy.length >= inFlight) busy.shift()!.inFlight--;
    const picked = pickWarming(instances, routing, now, draw)!;
    counts[picked.id]!++;
    picked.inFlight++;
    busy.push(picked);
    if (inFlight === 0) busy.pop()!.inFlight--;
  }
  return counts.map((count) => count / 30_000);
}

const near = (got: readonly number[], want: readonly number[], within: number): void => {
  for (const [at, share] of got.entries()) assert.ok(Math.abs(share - want[at]!) <= within, `${got} is not about ${want}`);
};

test("law: at RANDOM the shares are in proportion to warmth", () => {
  near(sharesOf("RANDOM", instancesOf(undefined, undefined, undefined, 0), 0), [1 / 3.1, 1 / 3.1, 1 / 3.1, 0.1 / 3.1], 0.01);
  near(sharesOf("RANDOM", instancesOf(undefined, undefined, 2_500, 0), 0), [1 / 2.65, 1 / 2.65, 0.55 / 2.65, 0.1 / 2.65], 0.01);
});

test("law: LEAST_OUTSTANDING_REQUESTS gives a new one its part too, whether the others are idle or busy", () => {
  for (const inFlight of [0, 4, 40, 400]) {
    const [, , , fresh] = sharesOf("LEAST_OUTSTANDING_REQUESTS", instancesOf(undefined, undefined, undefined, 0), inFlight);
    assert.ok(fresh! > 0.015 && fresh! < 0.1, `${fresh} of the requests with ${inFlight} in flight`);
  }
});

const someAges = fc.array(fc.option(fc.nat({ max: 6_000 }), { nil: undefined }), { minLength: 1, maxLength: 12 });
const someRouting = fc.constantFrom("RANDOM" as const, "LEAST_OUTSTANDING_REQUESTS" as const);

test("law: somebody is picked as long as anybody is left, and nobody who was tried", () => {
  fc.assert(
    fc.property(someAges, someRouting, fc.nat(), fc.integer(), (ages, routing, triedCount, seed) => {
      const pool = instancesOf(...ages);
      const tried = new Set(pool.slice(0, triedCount % (pool.length + 1)));
      const picked = pickWarming(pool, routing, now, seededRng(seed).draw, tried);
      if (tried.size === pool.length) assert.equal(picked, undefined);
      else assert.ok(picked && !tried.has(picked));
    }),
    { seed: 42, numRuns: 1000 },
  );
});

test("law: without a ramp, with the same one for all, or when most are new, every instance is as likely as the other", () => {
  for (const ages of [
    [undefined, undefined, undefined],
    [10, 10, 10],
    [undefined, 10, 4_000],
  ]) {
    near(sharesOf("RANDOM", instancesOf(...ages), 0), [1 / 3, 1 / 3, 1 / 3], 0.015);
    near(sharesOf("LEAST_OUTSTANDING_REQUESTS", instancesOf(...ages), 6), [1 / 3, 1 / 3, 1 / 3], 0.015);
  }
});

test("law: among equally warm ones LEAST_OUTSTANDING_REQUESTS picks one with the fewest in flight", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 12 }), fc.integer(), (inFlight, seed) => {
      const pool = inFlight.map((each) => ({ inFlight: each, newSinceMs: 0 }));
      assert.equal(pickWarming(pool, "LEAST_OUTSTANDING_REQUESTS", now, seededRng(seed).draw)?.inFlight, Math.min(...inFlight));
    }),
    { seed: 42, numRuns: 1000 },
  );
});

test("law: shares only ever grow on the way to an equal part", () => {
  let before = 0;
  for (const age of [0, 1_000, 2_000, 3_000, 4_000, 5_000]) {
    const share = sharesOf("RANDOM", instancesOf(undefined, undefined, age), 0)[2]!;
    assert.ok(share > before, `${share} after ${age} ms`);
    before = share;
  }
  assert.ok(Math.abs(before - 1 / 3) < 0.015);
});
