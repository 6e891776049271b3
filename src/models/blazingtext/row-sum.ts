/** Adds up rows of a matrix, one after the other in float32, as the library does. */
import type { Matrix } from "./matrix.ts";
import { rowAdder } from "./vector-kernels.ts";

export interface RowSum {
  add(row: number): void;
  /** The mean of what was added, undefined when it was nothing; then begins anew. */
  mean(): Float32Array | undefined;
}

/** Used within one synchronous call at a time. */
export function rowSum(matrix: Matrix): RowSum {
  const adder = matrix.cells && rowAdder(matrix.cells, matrix.columns);
  if (!adder) return plainSum(matrix);
  const { list, sums } = adder;
  let [listed, added] = [0, 0];
  const flush = (): void => {
    if (listed > 0) adder.add(listed);
    added += listed;
    listed = 0;
  };
  const add = (row: number): void => {
    if (listed === list.length) flush();
    list[listed++] = row;
  };
  const mean = (): Float32Array | undefined => {
    flush();
    const found = meanOf(sums.slice(), added);
    sums.fill(0);
    added = 0;
    return found;
  };
  return { add, mean };
}

function plainSum(matrix: Matrix): RowSum {
  let sums = new Float32Array(matrix.columns);
  let added = 0;
  const add = (row: number): void => {
    matrix.addRow(row, sums);
    added++;
  };
  const mean = (): Float32Array | undefined => {
    const found = meanOf(sums, added);
    sums = new Float32Array(matrix.columns);
    added = 0;
    return found;
  };
  return { add, mean };
}

function meanOf(sums: Float32Array, count: number): Float32Array | undefined {
  if (count === 0) return undefined;
  const share = Math.fround(1 / count);
  for (let column = 0; column < sums.length; column++) sums[column]! *= share;
  return sums;
}
