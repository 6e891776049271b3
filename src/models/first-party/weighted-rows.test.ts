/** Kernels and plain loops add the same numbers in the same order: the bits are the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rng, seededRng } from "../../lib/rng.ts";
import { weightedRows } from "./weighted-rows.ts";

/** Numbers of very different sizes, so that another order of additions gives other bits. */
const drawn = (rng: Rng, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => (rng.draw() - 0.5) * 10 ** Math.floor(rng.draw() * 8 - 4));

const widths = [1, 2, 3, 7, 8, 9, 16, 17, 100, 131];

for (const width of widths) {
  for (const listed of [1, 5, 1024, 3000]) {
    test(`${listed} rows of ${width} numbers, each times one, add up in the order in which they came`, () => {
      const rng = seededRng(width * listed);
      const table = drawn(rng, 40 * width);
      const [kernel, withSquares] = [weightedRows(table, width), weightedRows(table, width, true)];
      for (const _ of [1, 2]) {
        const start = Float64Array.from(drawn(rng, width));
        const [sums, squares] = [start.slice(), new Float64Array(width)];
        for (const { sums: kept } of [kernel, withSquares]) kept.set(start);
        withSquares.squares.fill(0);
        for (const value of drawn(rng, listed)) {
          const row = Math.floor(rng.draw() * 40);
          kernel.add(row, value);
          withSquares.add(row, value);
          for (let at = 0; at < width; at++) {
            const part = value * table[row * width + at]!;
            sums[at]! += part;
            squares[at]! += part * part;
          }
        }
        kernel.finish();
        withSquares.finish();
        assert.deepEqual(kernel.sums, sums);
        assert.deepEqual(withSquares.sums, sums);
        assert.deepEqual(withSquares.squares, squares);
      }
    });
  }
}

test("without any row, and for zeros, sums stay as they were set", () => {
  const { sums, add, finish } = weightedRows(Float32Array.of(1, 2, 3, Number.NaN, Number.NaN, Number.NaN), 3);
  sums.set([4, 5, 6]);
  finish();
  add(1, 0);
  finish();
  assert.deepEqual([...sums], [4, 5, 6]);
});
