/** The k nearest vectors of a flat index, by looking at all of them. */
import type { FlatIndex } from "./flat-index.ts";

export interface Neighbours {
  /** Places in the index, nearest first. */
  readonly places: Int32Array;
  /** Squared distances, or inner products. */
  readonly measures: Float32Array;
}

/** Sums in double, rounded once; of equally near vectors the earlier one comes first. */
export function nearestTo(query: Float32Array, { dimensions, count, vectors, byInnerProduct }: FlatIndex, k: number): Neighbours {
  const places = new Int32Array(k);
  const measures = new Float32Array(k);
  const sign = byInnerProduct ? -1 : 1; // the least of the negated products is the greatest
  let kept = 0;
  for (let place = 0; place < count; place++) {
    const from = place * dimensions;
    let sum = 0;
    if (byInnerProduct) for (let at = 0; at < dimensions; at++) sum += query[at]! * vectors[from + at]!;
    else {
      for (let at = 0; at < dimensions; at++) {
        const away = query[at]! - vectors[from + at]!;
        sum += away * away;
      }
    }
    const measure = Math.fround(sum);
    if (kept === k && !(sign * measure < sign * measures[k - 1]!)) continue;
    let slot = kept < k ? kept++ : k - 1;
    for (; slot > 0 && sign * measure < sign * measures[slot - 1]!; slot--) {
      measures[slot] = measures[slot - 1]!;
      places[slot] = places[slot - 1]!;
    }
    measures[slot] = measure;
    places[slot] = place;
  }
  return { places, measures };
}
