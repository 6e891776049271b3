import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pickSurplus, pickZone, placeInstances } from "./placement.ts";

const abc = ["a", "b", "c"];

/** `zones` are those that are up and that the variant's subnets allow. */
const placements: readonly {
  when: string;
  zones?: string[];
  taken?: string[];
  wanted: number;
  load?: Record<string, number>;
  want: string[];
}[] = [
  { when: "one instance", wanted: 1, want: ["a"] },
  { when: "three instances over three zones", wanted: 3, want: ["a", "b", "c"] },
  { when: "five instances over three zones", wanted: 5, want: ["a", "b", "c", "a", "b"] },
  { when: "none wanted", wanted: 0, want: [] },
  { when: "fewer than none wanted", wanted: -2, want: [] },
  { when: "one zone only", zones: ["b"], wanted: 3, want: ["b", "b", "b"] },
  { when: "subnets in two zones", zones: ["a", "c"], wanted: 4, want: ["a", "c", "a", "c"] },
  { when: "no zone up", zones: [], wanted: 2, want: [] },
  { when: "growth beside what is there", taken: ["a", "a", "b"], wanted: 3, want: ["c", "b", "c"] },
  { when: "the replacement of a lost instance", taken: ["a", "c"], wanted: 1, want: ["b"] },
  { when: "a zone is down: its share goes to the others", zones: ["a", "c"], taken: ["a", "c"], wanted: 1, want: ["a"] },
  {
    when: "instances in a zone that is down do not count for the others",
    zones: ["a", "c"],
    taken: ["a", "b", "b"],
    wanted: 2,
    want: ["c", "a"],
  },
  { when: "the zone is back and empty", taken: ["a", "a", "c", "c"], wanted: 2, want: ["b", "b"] },
  { when: "ties go to the zone with less of everything", wanted: 1, load: { a: 5, b: 2, c: 3 }, want: ["b"] },
  { when: "spread comes before load", taken: ["b"], wanted: 1, load: { a: 9, b: 0, c: 8 }, want: ["c"] },
  { when: "what is placed is load for the next", wanted: 4, load: { a: 1 }, want: ["b", "c", "a", "b"] },
];
for (const { when, zones = abc, taken = [], wanted, load = {}, want } of placements) {
  test(`${when}: ${want.join(" ") || "nowhere"}`, () => assert.deepEqual(placeInstances(zones, taken, wanted, load), want));
}

test("a zone is picked for one, or none when there is none", () => {
  assert.equal(pickZone(abc, ["a", "b"]), "c");
  assert.equal(pickZone([], ["a"]), undefined);
});

/** Instances as `zone` and age: `a1` is older than `a2`. */
const instances = (...names: string[]) => names.map((name) => ({ name, zone: name[0]!, sinceMs: Number(name.slice(1)) }));

const surpluses: readonly { when: string; have: string[]; surplus: number; want: string[] }[] = [
  { when: "the fullest zone gives first", have: ["a1", "b2", "b3", "c4"], surplus: 1, want: ["b3"] },
  { when: "within a zone the youngest goes", have: ["b9", "b7", "b8"], surplus: 2, want: ["b9", "b8"] },
  { when: "of equally full zones the youngest of all goes", have: ["a1", "b3", "c2"], surplus: 1, want: ["b3"] },
  { when: "what stays is spread", have: ["a1", "a2", "b3", "b4", "c5", "c6"], surplus: 3, want: ["c6", "b4", "a2"] },
  { when: "none is too many", have: ["a1"], surplus: 0, want: [] },
  { when: "more are to go than there are", have: ["a1", "b2"], surplus: 5, want: ["b2", "a1"] },
];
for (const { when, have, surplus, want } of surpluses) {
  test(`${when}: of ${have.join(" ")}, ${want.join(" ") || "none"} goes`, () => {
    assert.deepEqual(
      pickSurplus(instances(...have), surplus).map(({ name }) => name),
      want,
    );
  });
}

const someZones = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 });
const someLoad = fc.dictionary(fc.constantFrom(..."abcdefgh"), fc.nat({ max: 50 }));
const runs = { seed: 42, numRuns: 500 };

function countsOf(zones: readonly string[], placed: readonly string[]): number[] {
  return zones.map((zone) => placed.filter((other) => other === zone).length);
}

test("law: placed from scratch, the counts of any two zones differ by at most one, whatever else the zones carry", () => {
  fc.assert(
    fc.property(someZones, fc.nat({ max: 40 }), someLoad, (zones, wanted, load) => {
      const placed = placeInstances(zones, [], wanted, load);
      const counts = countsOf(zones, placed);
      assert.equal(placed.length, wanted);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
    }),
    runs,
  );
});

test("law: growth never makes the counts differ more than they did, or than one", () => {
  fc.assert(
    fc.property(someZones, fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 20 }), fc.nat({ max: 20 }), (zones, taken, wanted) => {
      const spread = (counts: number[]): number => Math.max(...counts) - Math.min(...counts);
      const before = spread(countsOf(zones, taken));
      const after = spread(countsOf(zones, [...taken, ...placeInstances(zones, taken, wanted)]));
      assert.ok(after <= Math.max(before, 1));
    }),
    runs,
  );
});

test("law: what was spread stays spread after any surplus has gone, and no instance goes twice", () => {
  fc.assert(
    fc.property(someZones, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (zones, count, surplus) => {
      const have = placeInstances(zones, [], count).map((zone, at) => ({ zone, sinceMs: at % 7 }));
      const gone = new Set(pickSurplus(have, surplus));
      const left = have.filter((each) => !gone.has(each)).map(({ zone }) => zone);
      const counts = countsOf(zones, left);
      assert.equal(gone.size, Math.min(surplus, count));
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
    }),
    runs,
  );
});
