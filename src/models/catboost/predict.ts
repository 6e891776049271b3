/** Sums the leaves of CatBoost's trees in float64: first each value of a row becomes a small number, then trees look at those only. */
import type { CatboostModel, FloatFeature } from "./cbm-file.ts";
import type { ObliviousTrees, PlainTrees, Splits } from "./trees.ts";

/** What a row is made of: numbers by column, hashes of categories by their place among categories. */
export interface CatboostRows {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly hashes: readonly (Int32Array | undefined)[];
}

/** Rows that go through one tree before the next: what is known of them stays in the cache. */
const blockRows = 64;

/** What `predict(prediction_type="RawFormulaVal")` gives: `dimension` numbers for each row. */
export function rawValues(model: CatboostModel, rows: CatboostRows): Float64Array {
  const { dimension, scale, bias, floats, categories, trees } = model;
  const sums = new Float64Array(rows.rows * dimension);
  const slots = new Int32Array((floats.length + categories.length) * blockRows);
  const leaves = new Int32Array(blockRows);
  for (let first = 0; first < rows.rows; first += blockRows) {
    const count = Math.min(blockRows, rows.rows - first);
    fillSlots(slots, model, rows, first, count);
    for (let tree = 0; tree + 1 < trees.starts.length; tree++) {
      if (trees.kind === "oblivious") findLeaves(trees, tree, slots, count, dimension, leaves);
      else walk(trees, tree, slots, count, leaves);
      addLeaves(sums, first * dimension, dimension, trees.leafValues, leaves, count);
    }
  }
  for (let index = 0; index < sums.length; index++) sums[index] = scale * sums[index]! + bias[index % dimension]!;
  return sums;
}

/** Slot by slot, so that a tree's questions run along consecutive numbers. */
function fillSlots(slots: Int32Array, { floats, categories }: CatboostModel, rows: CatboostRows, first: number, count: number): void {
  for (const [slot, feature] of floats.entries()) {
    if (feature.borders.length === 0) continue;
    for (let row = 0; row < count; row++) {
      slots[slot * blockRows + row] = bordersBelow(feature, Math.fround(rows.values[(first + row) * rows.columns + feature.column]!));
    }
  }
  for (const [place, { used }] of categories.entries()) {
    const hashes = rows.hashes[place];
    if (used && hashes) slots.set(hashes.subarray(first, first + count), (floats.length + place) * blockRows);
  }
}

function bordersBelow({ borders, missingIsAbove }: FloatFeature, value: number): number {
  if (Number.isNaN(value)) return missingIsAbove ? borders.length : 0;
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > borders[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Each level of an oblivious tree is one bit of the leaf's number, the first split the lowest. */
function findLeaves(trees: ObliviousTrees, tree: number, slots: Int32Array, count: number, dimension: number, leaves: Int32Array): void {
  const { splits, starts, leafStarts } = trees;
  leaves.fill(0, 0, count);
  const start = starts[tree]!;
  for (let split = start; split < starts[tree + 1]!; split++) {
    const from = splits.slot[split]! * blockRows;
    const value = splits.value[split]!;
    const bit = split - start;
    if (splits.equals[split] === 1) for (let row = 0; row < count; row++) leaves[row]! |= Number(slots[from + row] === value) << bit;
    else for (let row = 0; row < count; row++) leaves[row]! |= Number(slots[from + row]! >= value) << bit;
  }
  const leafStart = leafStarts[tree]!;
  for (let row = 0; row < count; row++) leaves[row] = leafStart + leaves[row]! * dimension;
}

function walk({ splits, starts, steps, leafOf }: PlainTrees, tree: number, slots: Int32Array, count: number, leaves: Int32Array): void {
  for (let row = 0; row < count; row++) {
    let node = starts[tree]!;
    for (let step = -1; step !== 0; node += step) step = steps[2 * node + Number(isYes(splits, node, slots, row))]!;
    leaves[row] = leafOf[node]!;
  }
}

function isYes({ slot, value, equals }: Splits, split: number, slots: Int32Array, row: number): boolean {
  const found = slots[slot[split]! * blockRows + row]!;
  return equals[split] === 1 ? found === value[split]! : found >= value[split]!;
}

function addLeaves(sums: Float64Array, into: number, dimension: number, values: Float64Array, leaves: Int32Array, count: number): void {
  if (dimension === 1) {
    for (let row = 0; row < count; row++) sums[into + row]! += values[leaves[row]!]!;
    return;
  }
  for (let row = 0; row < count; row++) {
    for (let output = 0; output < dimension; output++) sums[into + row * dimension + output]! += values[leaves[row]! + output]!;
  }
}
