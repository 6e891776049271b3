/** Rows times a table of weights, plus a bias: the sum that most of the algorithms begin with. */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { weightedRows } from "./weighted-rows.ts";

export type LinearScores = (rows: FeatureRows) => Float32Array;

/**
 * `weights` has a row for each feature and a column for each bias. Sums are kept in double and rounded once: the original adds up in
 * float32, in an order that depends on its processor.
 */
export function linearScores(weights: Float32Array, bias: ArrayLike<number>): LinearScores {
  const outputs = bias.length;
  const { sums, add, finish } = weightedRows(weights, outputs);
  return (rows) => {
    if (outputs === 1 && rows.dense) return singleScores(weights, bias[0]!, rows.dense, rows.rows);
    const out = new Float32Array(rows.rows * outputs);
    for (let row = 0; row < rows.rows; row++) {
      sums.set(bias);
      if (rows.dense) for (let column = 0, at = row * rows.columns; column < rows.columns; column++) add(column, rows.dense[at + column]!);
      else rows.visitRow(row, add);
      finish();
      for (let output = 0; output < outputs; output++) out[row * outputs + output] = sums[output]!;
    }
    return out;
  };
}

/** A sum waits for its own last addition, so those of four rows go side by side. */
function singleScores(weights: Float32Array, bias: number, cells: Float32Array, rows: number): Float32Array {
  const out = new Float32Array(rows);
  const width = weights.length;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const [a, b, c, d] = [row * width, (row + 1) * width, (row + 2) * width, (row + 3) * width];
    let [sumA, sumB, sumC, sumD] = [bias, bias, bias, bias];
    for (let at = 0; at < width; at++) {
      const weight = weights[at]!;
      sumA += weight * cells[a + at]!;
      sumB += weight * cells[b + at]!;
      sumC += weight * cells[c + at]!;
      sumD += weight * cells[d + at]!;
    }
    out[row] = sumA;
    out[row + 1] = sumB;
    out[row + 2] = sumC;
    out[row + 3] = sumD;
  }
  for (; row < rows; row++) {
    let sum = bias;
    for (let at = 0; at < width; at++) sum += weights[at]! * cells[row * width + at]!;
    out[row] = sum;
  }
  return out;
}
