/** Rows times a table of weights, plus a bias: the sum that most of the algorithms begin with. */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { addRow, products } from "./sums.ts";

/**
 * `weights` has a row for each feature and a column for each bias. Sums are kept in double and rounded once: the original adds up in
 * float32, in an order that depends on its processor.
 */
export function linearScores(weights: Float32Array, bias: ArrayLike<number>, rows: FeatureRows): Float32Array {
  const outputs = bias.length;
  if (outputs === 1 && rows.dense) return singleScores(weights, bias[0]!, rows.dense, rows.rows);
  const out = new Float32Array(rows.rows * outputs);
  const sums = new Float64Array(outputs);
  const add = (column: number, value: number): void => addRow(sums, value, weights, column * outputs);
  for (let row = 0; row < rows.rows; row++) {
    for (let output = 0; output < outputs; output++) sums[output] = bias[output]!;
    if (rows.dense) addCells(sums, rows.dense, row * rows.columns, rows.columns, weights);
    else rows.visitRow(row, add);
    for (let output = 0; output < outputs; output++) out[row * outputs + output] = sums[output]!;
  }
  return out;
}

function addCells(sums: Float64Array, cells: Float32Array, at: number, columns: number, weights: Float32Array): void {
  for (let column = 0; column < columns; column++) addRow(sums, cells[at + column]!, weights, column * sums.length);
}

function singleScores(weights: Float32Array, bias: number, cells: Float32Array, rows: number): Float32Array {
  const sums = new Float64Array(rows);
  products(weights, cells, bias, sums);
  return Float32Array.from(sums);
}
