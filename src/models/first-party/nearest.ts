/**
 * The k nearest vectors of a flat index, by looking at all of them: first in float32, whose error is bounded, and then in double at those that
 * may be among the nearest.
 */
import type { FlatIndex } from "./flat-index.ts";
import { type Points, pointsOf, pointsTogether } from "./points.ts";

export interface Neighbours {
  /** Places in the index, nearest first. */
  readonly places: Int32Array;
  /** Squared distances, or inner products. */
  readonly measures: Float32Array;
}

/** Finds neighbours by sums in double, rounded once; of equally near vectors the earlier one comes first. */
export function nearestIn({ dimensions, vectors, byInnerProduct }: FlatIndex, k: number): (query: Float32Array) => Neighbours {
  const points = pointsOf(vectors, dimensions);
  const error = errorOf(dimensions);
  const byAll = (query: Float32Array): Neighbours => leastOf(points.measures(query, "squaredDistance"), k, false);
  if (byInnerProduct) return (query) => leastOf(points.measures(query, "product"), k, true);
  if (error > 0.01 || !vectors.every(Number.isFinite)) return byAll;
  return (query) => {
    const candidates = candidatesFor(points, query, k, error);
    if (candidates.length > k + points.count / pointsTogether) return byAll(query); // many are equally far: together they cost less
    const near = leastOf(
      Float64Array.from(candidates, (place) => points.squaredDistance(query, place)),
      k,
      false,
    );
    return { places: near.places.map((nth) => candidates[nth]!), measures: near.measures };
  };
}

/**
 * How much a sum of so many squares of differences can be off, relative to itself, when each step is rounded to float32 (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 3.1), twice: the exact ones are rounded too before they are compared.
 */
const errorOf = (dimensions: number): number => 2 * (dimensions + 8) * 2 ** -24;
/** Where squares are too small for that, they are off by much less than this. */
const underflow = 2 ** -120;

/** In the order of the index, all points whose rough distance does not rule out that they are among the k nearest. */
function candidatesFor(points: Points, query: Float32Array, k: number, error: number): number[] {
  const { squares, least } = points.roughly(query);
  const nearest = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  let limit = Number.POSITIVE_INFINITY;
  const found: number[] = [];
  for (let block = 0; block < least.length; block++) {
    if (least[block]! > limit) continue;
    const end = Math.min((block + 1) * pointsTogether, points.count);
    for (let place = block * pointsTogether; place < end; place++) {
      const rough = squares[place]!;
      if (rough > limit) continue;
      found.push(place);
      if (!(rough < nearest[k - 1]!)) continue;
      let slot = k - 1;
      for (; slot > 0 && rough < nearest[slot - 1]!; slot--) nearest[slot] = nearest[slot - 1]!;
      nearest[slot] = rough;
      limit = ((nearest[k - 1]! + underflow) * (1 + error)) / (1 - error) + underflow;
    }
  }
  return found.filter((place) => squares[place]! <= limit);
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
