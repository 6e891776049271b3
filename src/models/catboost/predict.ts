/** Sums the leaves of CatBoost's trees in float64: first each value of a row becomes a small number, then trees look at those only. */
import type { CatboostModel, FloatFeature } from "./cbm-file.ts";
import { symmetricSums } from "./symmetric-kernel.ts";
import type { ObliviousTrees, PlainTrees, Splits } from "./trees.ts";

/** What a row is made of: numbers by column, hashes of categories by their place among categories. */
export interface CatboostRows {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly hashes: readonly (Int32Array | undefined)[];
}

/** Rows that go through one tree before the next: what is known of them stays in the cache. A multiple of four. */
const blockRows = 64;

/** Gives what `predict(prediction_type="RawFormulaVal")` gives: `dimension` numbers for each row. */
export type RawValues = (rows: CatboostRows) => Float64Array;

export function rawPredictor(model: CatboostModel): RawValues {
  const { dimension, scale, bias, trees } = model;
  const sums = (trees.kind === "oblivious" ? symmetricSums(model, trees) : undefined) ?? summing(model);
  return (rows) => {
    const values = sums(rows);
    for (let index = 0; index < values.length; index++) values[index] = scale * values[index]! + bias[index % dimension]!;
    return values;
  };
}

function summing(model: CatboostModel): RawValues {
  const { dimension, floats, oneHot, trees } = model;
  const ordinals = oneHot.map(({ values }) => new Map(Array.from(values, (hash) => [hash, 1 + values.indexOf(hash)])));
  const slots = new Int32Array((floats.length + oneHot.length) * blockRows);
  const leaves = new Int32Array(blockRows);

  return (rows) => {
    const sums = new Float64Array(rows.rows * dimension);
    for (let first = 0; first < rows.rows; first += blockRows) {
      const count = Math.min(blockRows, rows.rows - first);
      fillSlots(slots, model, ordinals, rows, first, count);
      for (let tree = 0; tree + 1 < trees.starts.length; tree++) {
        if (trees.kind === "oblivious") findLeaves(trees, tree, slots, count, dimension, leaves);
        else walk(trees, tree, slots, count, leaves);
        addLeaves(sums, first * dimension, dimension, trees.leafValues, leaves, count);
      }
    }
    return sums;
  };
}

/** Slot by slot, so that a tree's questions run along consecutive numbers. */
function fillSlots(
  slots: Int32Array,
  { floats, oneHot }: CatboostModel,
  ordinals: readonly ReadonlyMap<number, number>[],
  rows: CatboostRows,
  first: number,
  count: number,
): void {
  for (const [slot, feature] of floats.entries()) {
    if (feature.borders.length > 0) fillFloats(slots, slot * blockRows, feature, rows, first, count);
  }
  for (const [index, { place }] of oneHot.entries()) {
    const hashes = rows.hashes[place];
    if (!hashes) continue;
    for (let row = 0; row < count; row++)
      slots[(floats.length + index) * blockRows + row] = ordinals[index]!.get(hashes[first + row]!) ?? 0;
  }
}

/**
 * How many borders are below each row's value: a search that always takes the same steps, so that there is no branch to predict wrongly, for
 * four rows at once, so that none waits for another's border.
 */
function fillFloats(
  slots: Int32Array,
  into: number,
  { column, borders, missingIsAbove }: FloatFeature,
  rows: CatboostRows,
  first: number,
  count: number,
): void {
  const { values, columns } = rows;
  const missing = missingIsAbove ? borders.length : 0;
  const last = first + count - 1;
  for (let row = 0; row < count; row += 4) {
    const at = first + row;
    const a = Math.fround(values[at * columns + column]!);
    const b = Math.fround(values[Math.min(at + 1, last) * columns + column]!);
    const c = Math.fround(values[Math.min(at + 2, last) * columns + column]!);
    const d = Math.fround(values[Math.min(at + 3, last) * columns + column]!);
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let left = borders.length; left > 0; ) {
      const half = (left + 1) >> 1;
      p += half * Number(a > borders[p + half - 1]!);
      q += half * Number(b > borders[q + half - 1]!);
      r += half * Number(c > borders[r + half - 1]!);
      s += half * Number(d > borders[s + half - 1]!);
      left -= half;
    }
    slots[into + row] = Number.isNaN(a) ? missing : p;
    slots[into + row + 1] = Number.isNaN(b) ? missing : q;
    slots[into + row + 2] = Number.isNaN(c) ? missing : r;
    slots[into + row + 3] = Number.isNaN(d) ? missing : s;
  }
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
