/** Rows times a table of weights, plus a bias: the sum that most of the algorithms begin with. */
import type { FeatureRows } from "../codecs/feature-rows.ts";

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

function addRow(sums: Float64Array, value: number, weights: Float32Array, from: number): void {
  if (value === 0) return; // sparse rows written as dense ones
  for (let output = 0; output < sums.length; output++) sums[output]! += value * weights[from + output]!;
}

function singleScores(weights: Float32Array, bias: number, cells: Float32Array, rows: number): Float32Array {
  const out = new Float32Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = bias;
    for (let column = 0; column < weights.length; column++, at++) sum += cells[at]! * weights[column]!;
    out[row] = sum;
  }
  return out;
}
