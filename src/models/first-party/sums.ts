/**
 * Sums over the columns of a row, in double. A sum waits for its own last addition, so four of them go side by side; each adds up in the order
 * of the columns, and so its bits do not depend on the others.
 */

/** Squared distances of a point from `out.length` points that lie one after the other. */
export function squaredDistances(point: Float32Array, points: Float32Array, out: Float64Array): void {
  const width = point.length;
  let nth = 0;
  for (; nth + 4 <= out.length; nth += 4) {
    const [a, b, c, d] = [nth * width, (nth + 1) * width, (nth + 2) * width, (nth + 3) * width];
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let at = 0; at < width; at++) {
      const value = point[at]!;
      const awayA = value - points[a + at]!;
      const awayB = value - points[b + at]!;
      const awayC = value - points[c + at]!;
      const awayD = value - points[d + at]!;
      sumA += awayA * awayA;
      sumB += awayB * awayB;
      sumC += awayC * awayC;
      sumD += awayD * awayD;
    }
    out[nth] = sumA;
    out[nth + 1] = sumB;
    out[nth + 2] = sumC;
    out[nth + 3] = sumD;
  }
  for (; nth < out.length; nth++) {
    let sum = 0;
    for (let at = 0; at < width; at++) {
      const away = point[at]! - points[nth * width + at]!;
      sum += away * away;
    }
    out[nth] = sum;
  }
}

/** Products of a row with `out.length` rows of its width that lie one after the other, each added to `start`. */
export function products(row: Float32Array, rows: Float32Array, start: number, out: Float64Array): void {
  const width = row.length;
  let nth = 0;
  for (; nth + 4 <= out.length; nth += 4) {
    const [a, b, c, d] = [nth * width, (nth + 1) * width, (nth + 2) * width, (nth + 3) * width];
    let [sumA, sumB, sumC, sumD] = [start, start, start, start];
    for (let at = 0; at < width; at++) {
      const value = row[at]!;
      sumA += value * rows[a + at]!;
      sumB += value * rows[b + at]!;
      sumC += value * rows[c + at]!;
      sumD += value * rows[d + at]!;
    }
    out[nth] = sumA;
    out[nth + 1] = sumB;
    out[nth + 2] = sumC;
    out[nth + 3] = sumD;
  }
  for (; nth < out.length; nth++) {
    let sum = start;
    for (let at = 0; at < width; at++) sum += row[at]! * rows[nth * width + at]!;
    out[nth] = sum;
  }
}

/** `sums[i] += value × weights[from + i]`; nothing for 0, which is what a sparse row written as a dense one has most of. */
export function addRow(sums: Float64Array, value: number, weights: Float32Array, from: number): void {
  if (value === 0) return;
  for (let at = 0; at < sums.length; at++) sums[at]! += value * weights[from + at]!;
}
