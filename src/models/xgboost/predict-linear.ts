/** gblinear: bias and base margin first, then the present features in ascending order, every step rounded to float32. */
import type { FeatureRows } from "../codecs/feature-rows.ts";

/** `weights` is `(features + 1) × groups`, biases last; missing features are skipped. */
export function predictLinear(weights: Float32Array, rows: FeatureRows, baseMargin: Float32Array, into: Float32Array): void {
  const groups = baseMargin.length;
  const features = weights.length / groups - 1;
  const cells = new Float32Array(features);
  for (let row = 0; row < rows.rows; row++) {
    rows.copyRow(row, cells, 0, features);
    for (let group = 0; group < groups; group++) {
      let sum = Math.fround(weights[features * groups + group]! + baseMargin[group]!);
      for (let feature = 0; feature < features; feature++) {
        const cell = cells[feature]!;
        if (!Number.isNaN(cell)) sum = Math.fround(sum + Math.fround(cell * weights[feature * groups + group]!));
      }
      into[row * groups + group] = sum;
    }
  }
}
