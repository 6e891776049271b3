import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededRng } from "../lib/rng.ts";
import { InFlight } from "./in-flight.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const sorted = (entries: readonly { id: number }[]): number[] => entries.map(({ id }) => id).sort((a, b) => a - b);

for (const { what, idOf } of [
  { what: "as a router gives them", idOf: (nth: number) => nth },
  { what: "that all want the same place", idOf: (nth: number) => nth * 65_536 },
  { what: "up to the last", idOf: (nth: number) => 0xffff_ffff - 40_000 + nth },
])
  test(`keeps what a Map would, for ids ${what}`, () => {
    const rng = seededRng(7);
    const ours = new InFlight<{ id: number }>();
    const map = new Map<number, { id: number }>();
    for (let nth = 1; nth <= 40_000; nth++) {
      const id = idOf(nth);
      const entry = { id };
      ours.set(id, entry);
      map.set(id, entry);
      const most = nth % 10_000 < 9_000 ? 40 : 300;
      while (map.size > most * rng.draw()) {
        const gone = [...map.keys()][Math.floor(map.size * rng.draw())]!;
        assert.equal(ours.delete(gone), map.delete(gone));
        assert.equal(ours.has(gone), false);
      }
      assert.equal(ours.size, map.size);
      assert.equal(ours.get(id), map.get(id));
      if (nth % 100 === 0) assert.deepEqual(sorted(ours.values()), [...map.keys()]);
    }
  });

test("an id that is not there, 0 among them, is found nowhere and taken from nowhere", () => {
  const ours = new InFlight<{ id: number }>();
  ours.set(1, { id: 1 });
  for (const id of [0, 2, 65, 0xffff_ffff]) {
    assert.equal(ours.get(id), undefined);
    assert.equal(ours.has(id), false);
    assert.equal(ours.delete(id), false);
  }
  assert.equal(ours.size, 1);
});

test("takes everything out at once", () => {
  const ours = new InFlight<{ id: number }>();
  for (let id = 1; id <= 200; id++) ours.set(id, { id });
  assert.deepEqual(
    sorted(ours.takeAll()),
    Array.from({ length: 200 }, (_, nth) => nth + 1),
  );
  assert.equal(ours.size, 0);
  assert.deepEqual(ours.values(), []);
  ours.set(3, { id: 3 });
  assert.deepEqual(ours.takeAll(), [{ id: 3 }]);
});

test("what has ended does not outlive the next small collection, whatever a full one has made old", () => {
  const ours = new InFlight<{ id: number; body: number[] }>();
  let id = 0;
  const pass = (requests: number): void => {
    for (let nth = 0; nth < requests; nth++) {
      ours.set(++id, { id, body: new Array(100).fill(nth) });
      ours.delete(id - 32);
    }
  };
  pass(10_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  pass(300_000); // 250 MB
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 50e6, `${grown} bytes are kept`);
});
