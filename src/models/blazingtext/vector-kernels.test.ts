/** Kernels and plain loops add the same numbers in the same order: the bits are the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRng } from "../../lib/rng.ts";
import type { Matrix } from "./matrix.ts";
import { rowSum } from "./row-sum.ts";
import { rowProducts } from "./vector-kernels.ts";

const { fround } = Math;
const unused = (): never => assert.fail("A sum asks for rows only.");

for (const [rows, columns] of [
  [1, 1],
  [15, 5],
  [16, 32],
  [33, 100],
  [50, 131],
] as const) {
  const rng = seededRng(rows);
  const cells = Float32Array.from({ length: rows * columns }, () => (rng.draw() - 0.5) * 10 ** Math.floor(rng.draw() * 8 - 4));
  const addRow = (row: number, into: Float32Array): void => {
    for (let column = 0; column < columns; column++) into[column]! += cells[row * columns + column]!;
  };
  const plain: Matrix = { rows, columns, addRow, dot: unused, times: unused };

  for (const count of [1, 3, 4096, 10_000]) {
    test(`the mean of ${count} of ${rows} rows of ${columns} numbers is that of the plain loop, and nothing stays for the next`, () => {
      const sums = [rowSum(plain), rowSum({ ...plain, cells })];
      for (const _ of [1, 2]) {
        const chosen = Int32Array.from({ length: count }, () => Math.floor(rng.draw() * rows));
        for (const sum of sums) for (const row of chosen) sum.add(row);
        const [want, got] = sums.map((sum) => sum.mean());
        assert.deepEqual(got, want);
      }
      for (const sum of sums) assert.equal(sum.mean(), undefined);
    });
  }

  test(`the products of ${rows} rows of ${columns} numbers are sums of floats from the first column to the last`, () => {
    const vector = Float32Array.from({ length: columns }, () => rng.draw() - 0.5);
    const want = Float32Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (let column = 0; column < columns; column++) sum = fround(sum + fround(cells[row * columns + column]! * vector[column]!));
      return sum;
    });
    assert.deepEqual(rowProducts(cells, columns)!(vector), want);
  });
}
