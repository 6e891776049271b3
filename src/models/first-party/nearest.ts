/** The k nearest vectors of a flat index, by looking at all of them. */
import type { FlatIndex } from "./flat-index.ts";
import { measuresOf } from "./sum-kernels.ts";

export interface Neighbours {
  /** Places in the index, nearest first. */
  readonly places: Int32Array;
  /** Squared distances, or inner products. */
  readonly measures: Float32Array;
}

/** Sums in double, rounded once; of equally near vectors the earlier one comes first. */
export function nearestIn({ dimensions, vectors, byInnerProduct }: FlatIndex, k: number): (query: Float32Array) => Neighbours {
  const measures = measuresOf(vectors, dimensions, byInnerProduct ? "product" : "squaredDistance");
  return (query) => leastOf(measures(query), k, byInnerProduct);
}

function leastOf(sums: Float64Array, k: number, byInnerProduct: boolean): Neighbours {
  const places = new Int32Array(k);
  const measures = new Float32Array(k);
  const sign = byInnerProduct ? -1 : 1; // the least of the negated products is the greatest
  let kept = 0;
  for (let place = 0; place < sums.length; place++) {
    const measure = Math.fround(sums[place]!);
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
