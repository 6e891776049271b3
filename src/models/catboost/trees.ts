/** Trees of a CatBoost model, oblivious ones (every node of a level asks the same) and others, with their splits resolved to what is asked. */
import type { FlatTable } from "../codecs/flat-buffer.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { FloatFeature, OneHotFeature } from "./cbm-file.ts";

/**
 * What a split asks of a row. Slots are the float features, then the one-hot ones: a float's slot holds how many borders are below the
 * value, a category's which of the values that splits ask for it is, counted from 1, or 0 for none.
 */
export interface Splits {
  readonly slot: Int32Array;
  /** A float is asked whether its slot is at least this, a category whether it equals it. */
  readonly value: Int32Array;
  readonly equals: Uint8Array;
}

interface TreesBase {
  readonly splits: Splits;
  /** The greatest number that a slot may hold. */
  readonly greatest: number;
  /** Where each tree's splits begin; one more entry than trees. */
  readonly starts: Int32Array;
  readonly leafValues: Float64Array;
}

export interface ObliviousTrees extends TreesBase {
  readonly kind: "oblivious";
  /** Where each tree's leaf values begin. */
  readonly leafStarts: Int32Array;
}

export interface PlainTrees extends TreesBase {
  readonly kind: "plain";
  /** By split: how far the next one is when the answer is no, and when it is yes; 0 ends the walk. */
  readonly steps: Uint16Array;
  /** By split: where the values of the leaf are, if the walk ends here. */
  readonly leafOf: Int32Array;
}

export type Trees = ObliviousTrees | PlainTrees;

const fields = { treeSplits: 1, treeSizes: 2, leafValues: 8, stepNodes: 10, leafIds: 11 } as const;

/** CatBoost grows trees up to this depth. */
const deepest = 16;

export function readTrees(table: FlatTable, dimension: number, floats: readonly FloatFeature[], oneHot: readonly OneHotFeature[]): Trees {
  const splits = resolve(table.i32s(fields.treeSplits), floats, oneHot);
  const sizes = table.i32s(fields.treeSizes);
  const starts = new Int32Array(sizes.length + 1);
  for (const [tree, size] of sizes.entries()) {
    if (size < 0 || size > splits.slot.length - starts[tree]!) throw new Malformed(`tree ${tree} claims ${size} splits`);
    starts[tree + 1] = starts[tree]! + size;
  }
  const leafValues = table.f64s(fields.leafValues);
  const counts = [...floats.map(({ borders }) => borders.length), ...oneHot.map(({ values }) => values.length)];
  const greatest = counts.reduce((most, count) => Math.max(most, count), 0);
  const base = { splits, greatest, starts, leafValues };
  return table.count(fields.stepNodes) === 0 ? oblivious(base, dimension) : plain(base, table, dimension);
}

/** Splits are numbers in the list of all questions: borders feature by feature, then values of categories. */
function resolve(numbers: Int32Array, floats: readonly FloatFeature[], oneHot: readonly OneHotFeature[]): Splits {
  const questions = [...floats.map(({ borders }) => borders.length), ...oneHot.map(({ values }) => values.length)];
  const firsts = new Int32Array(questions.length + 1);
  for (const [index, count] of questions.entries()) firsts[index + 1] = firsts[index]! + count;
  const total = firsts.at(-1)!;
  const slot = new Int32Array(numbers.length);
  const value = new Int32Array(numbers.length);
  const equals = new Uint8Array(numbers.length);
  for (const [split, number] of numbers.entries()) {
    if (!(number >= 0 && number < total)) throw new Malformed(`split ${split} asks question ${number} of ${total}`);
    const feature = lastAtMost(firsts, number);
    const within = number - firsts[feature]!;
    const category = oneHot[feature - floats.length];
    slot[split] = feature;
    value[split] = 1 + (category ? category.values.indexOf(category.values[within]!) : within);
    equals[split] = category ? 1 : 0;
  }
  return { slot, value, equals };
}

/** The last index whose entry is at most `number`, of ascending entries the first of which is 0. */
function lastAtMost(entries: Int32Array, number: number): number {
  let [low, high] = [0, entries.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle]! <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}

function oblivious(base: TreesBase, dimension: number): ObliviousTrees {
  const { starts, leafValues } = base;
  const leafStarts = new Int32Array(starts.length);
  for (let tree = 0; tree + 1 < starts.length; tree++) {
    const depth = starts[tree + 1]! - starts[tree]!;
    if (depth > deepest) throw new Malformed(`tree ${tree} has a depth of ${depth}; CatBoost grows up to ${deepest}`);
    const end = leafStarts[tree]! + 2 ** depth * dimension;
    if (end > leafValues.length) throw new Malformed(`tree ${tree} needs ${end} leaf values where there are ${leafValues.length}`);
    leafStarts[tree + 1] = end;
  }
  return { ...base, kind: "oblivious", leafStarts };
}

function plain(base: TreesBase, table: FlatTable, dimension: number): PlainTrees {
  const { starts, leafValues } = base;
  const steps = table.u16s(fields.stepNodes, 2);
  const leafOf = table.i32s(fields.leafIds);
  const nodes = starts.at(-1)!;
  if (steps.length < 2 * nodes || leafOf.length < nodes)
    throw new Malformed(`its ${nodes} nodes have ${steps.length / 2} steps and ${leafOf.length} leaves`);
  for (let tree = 0; tree + 1 < starts.length; tree++) {
    if (starts[tree] === starts[tree + 1]) throw new Malformed(`tree ${tree} has no nodes`);
    for (let node = starts[tree]!; node < starts[tree + 1]!; node++) {
      const [no, yes] = [steps[2 * node]!, steps[2 * node + 1]!];
      if (node + Math.max(no, yes) >= starts[tree + 1]!) throw new Malformed(`tree ${tree} leads out of itself`);
      const leaf = leafOf[node]!;
      if ((no === 0 || yes === 0) && !(leaf >= 0 && leaf + dimension <= leafValues.length)) {
        throw new Malformed(`tree ${tree} has the leaf ${leaf} of ${leafValues.length} values`);
      }
    }
  }
  return { ...base, kind: "plain", steps, leafOf };
}
