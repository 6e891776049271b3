/** Rows times a table of weights, plus a bias: the sum that most of the algorithms begin with. */
import type { FeatureRows } from "../codecs/feature-rows.ts";

/**
 * `weights` has a row for each feature and a column for each bias. Sums are kept in double and rounded once: the original adds up in
 * float32, in an order that depends on its processor.
 */
export function linearScores(weights: Float32Array, bias: ArrayLike<number>, rows: FeatureRows): Float32Array {
  const outputs = bias.length;
  const out = new Float32Array(rows.rows * outputs);
  const sums = new Float64Array(outputs);
  const add = (column: number, value: number): void => {
    if (value === 0) return; // sparse rows written as dense ones
    const from = column * outputs;
    for (let output = 0; output < outputs; output++) sums[output]! += value * weights[from + output]!;
  };
  for (let row = 0; row < rows.rows; row++) {
    sums.set(bias);
    rows.visitRow(row, add);
    out.set(sums, row * outputs);
  }
  return out;
}
