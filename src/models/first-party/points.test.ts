/** Kernels and plain loops add the same numbers in the same order: the bits are the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rng, seededRng } from "../../lib/rng.ts";
import { nearestIn } from "./nearest.ts";
import { type Measure, pointsOf, pointsTogether } from "./points.ts";

/** Numbers of very different sizes, so that another order of additions gives other bits. */
const drawn = (rng: Rng, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => (rng.draw() - 0.5) * 10 ** Math.floor(rng.draw() * 8 - 4));

test("points for which there is no memory are refused", () => {
  assert.throws(() => pointsOf(new Float32Array(2 ** 29), 1), { name: "Malformed", message: /need \d+ MiB in one piece/ });
});

const terms: Readonly<Record<Measure, (a: number, b: number) => number>> = {
  product: (a, b) => a * b,
  squaredDistance: (a, b) => (a - b) * (a - b),
};
const { fround } = Math;

for (const width of [1, 2, 3, 30, 131]) {
  for (const count of [1, 15, 16, 17, 100]) {
    test(`measures of ${count} points of ${width} numbers are sums from the first column to the last`, () => {
      const rng = seededRng(width * count);
      const given = drawn(rng, count * width);
      const points = pointsOf(given, width);
      for (const _ of [1, 2]) {
        const query = drawn(rng, width);
        const numbers = (point: number): Float32Array => given.subarray(point * width, (point + 1) * width);
        for (const measure of ["product", "squaredDistance"] as const) {
          const sum = (_each: unknown, point: number): number =>
            numbers(point).reduce((total, number, at) => total + terms[measure](query[at]!, number), 0);
          assert.deepEqual(points.measures(query, measure), Float64Array.from({ length: count }, sum));
        }
        const exact = points.measures(query, "squaredDistance").slice();
        assert.deepEqual(
          exact.map((_each, point) => points.squaredDistance(query, point)),
          exact,
        );
        const { squares, least } = points.roughly(query);
        const rough = Float32Array.from({ length: count }, (_each, point) =>
          numbers(point).reduce((total, number, at) => {
            const away = fround(query[at]! - number);
            return fround(total + fround(away * away));
          }, 0),
        );
        assert.deepEqual(squares, rough);
        for (let block = 0; (block + 1) * pointsTogether <= count; block++) {
          assert.equal(least[block], Math.min(...rough.subarray(block * pointsTogether, (block + 1) * pointsTogether)));
        }
      }
    });
  }
}

/** What `nearestIn` is to find, by sorting all. */
function sorted(query: Float32Array, vectors: Float32Array, k: number) {
  const width = query.length;
  const all = Array.from({ length: vectors.length / width }, (_, place) => {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += (query[at]! - vectors[place * width + at]!) ** 2;
    return { place, measure: fround(sum) };
  });
  return all.sort((a, b) => a.measure - b.measure || a.place - b.place).slice(0, k);
}

/** Clouds in which float32 alone takes many points for equally far, or for nearer than they are. */
const clouds: readonly { what: string; draw(rng: Rng): number }[] = [
  { what: "anywhere", draw: (rng) => rng.draw() * 2 - 1 },
  { what: "on few places", draw: (rng) => Math.floor(rng.draw() * 2) },
  { what: "in corners that are equally far but for a little", draw: (rng) => (rng.draw() < 0.5 ? -1 : 1) * (1 + rng.draw() * 1e-6) },
  { what: "so near that squares underflow", draw: (rng) => rng.draw() * 1e-22 },
  { what: "so far that squares overflow", draw: (rng) => (rng.draw() - 0.5) * 6e19 },
];
for (const { what, draw } of clouds) {
  test(`neighbours among vectors ${what} are those of sums in double`, () => {
    const rng = seededRng(7);
    for (const [width, count, k] of [
      [1, 1, 1],
      [2, 40, 40],
      [5, 500, 3],
      [40, 2000, 25],
    ] as const) {
      const some = (length: number): Float32Array => Float32Array.from({ length }, () => draw(rng));
      const vectors = some(width * count);
      const nearest = nearestIn({ dimensions: width, count, vectors, byInnerProduct: false }, k);
      for (let round = 0; round < 20; round++) {
        const query = some(width);
        const { places, measures } = nearest(query);
        const want = sorted(query, vectors, k);
        assert.deepEqual(
          [...measures],
          want.map(({ measure }) => measure),
        );
        assert.deepEqual(
          [...places],
          want.map(({ place }) => place),
        );
      }
    }
  });
}
