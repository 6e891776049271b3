/** One tree of a text model: its lines to numbers, checked against each other. */
import { parseDecimal } from "../codecs/decimal.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { ForestBuilder, LinearLeaves } from "./forest.ts";

/** The lines of a block: where in the file the value of each key is. */
export interface Fields {
  readonly bytes: Buffer;
  readonly ranges: ReadonlyMap<string, readonly [number, number]>;
}

/** A count or an index; the text formats write them as plain decimals. */
export function wholeNumber(value: number | undefined, what: string): number {
  if (value !== undefined && Number.isInteger(value) && value >= 0 && value < 2 ** 31) return value;
  throw new Malformed(`its ${what} is ${value === undefined ? "not a number" : value}`);
}

export function readTree(builder: ForestBuilder, fields: Fields): void {
  const tree = builder.trees;
  const leaves = wholeNumber(numbers(fields, "num_leaves", 1, tree)[0], "num_leaves");
  const splits = leaves - 1;
  const leafValue = numbers(fields, "leaf_value", leaves, tree);
  const linear = readLinear(fields, leaves, tree);
  if (splits === 0) {
    builder.addLeaf(leafValue[0]!, linear);
    return;
  }
  const categories = wholeNumber(numbers(fields, "num_cat", 1, tree)[0] ?? 0, "num_cat");
  builder.addTree({
    splits,
    feature: numbers(fields, "split_feature", splits, tree),
    threshold: numbers(fields, "threshold", splits, tree),
    decision: fields.ranges.has("decision_type") ? numbers(fields, "decision_type", splits, tree) : new Float64Array(splits),
    left: numbers(fields, "left_child", splits, tree),
    right: numbers(fields, "right_child", splits, tree),
    leafValue,
    categoryStarts: categories > 0 ? numbers(fields, "cat_boundaries", categories + 1, tree) : new Float64Array(1),
    categoryWords: categories > 0 ? numbers(fields, "cat_threshold", undefined, tree) : new Float64Array(0),
    linear,
  });
}

/** The numbers of a line: `count` of them, or as many as there are. */
function numbers({ bytes, ranges }: Fields, key: string, count: number | undefined, tree: number): Float64Array {
  const range = ranges.get(key);
  if (!range) throw new Malformed(`tree ${tree} has no ${key}`);
  const [start, end] = range;
  const most = (end - start + 2) >> 1; // a number takes a digit and a space
  if (count !== undefined && count > most) throw new Malformed(`tree ${tree} has fewer than ${count} numbers in ${key}`);
  const found = new Float64Array(count ?? most);
  let used = 0;
  for (let at = start; at < end; ) {
    if (bytes[at] === 0x20) {
      at++;
      continue;
    }
    let stop = at;
    while (stop < end && bytes[stop] !== 0x20) stop++;
    const value = parseDecimal(bytes, at, stop);
    if (value === undefined) throw new Malformed(`tree ${tree} has something in ${key} that is not a number`);
    if (used === found.length) throw new Malformed(`tree ${tree} has more than ${found.length} numbers in ${key}`);
    found[used++] = value;
    at = stop;
  }
  if (count === undefined) return found.subarray(0, used);
  if (used < count) throw new Malformed(`tree ${tree} has ${used} numbers in ${key} where ${count} are needed`);
  return found;
}

/** A linear tree has a formula for each leaf besides its value. */
function readLinear(fields: Fields, leaves: number, tree: number): LinearLeaves | undefined {
  if (!fields.ranges.has("is_linear") || numbers(fields, "is_linear", 1, tree)[0] !== 1) return undefined;
  const counts = numbers(fields, "num_features", leaves, tree);
  const starts = new Int32Array(leaves + 1);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const total = starts[leaf]! + wholeNumber(counts[leaf], "num_features");
    if (total > fields.bytes.length) throw new Malformed(`tree ${tree} claims ${total} coefficients`);
    starts[leaf + 1] = total;
  }
  const total = starts[leaves]!;
  const constants = numbers(fields, "leaf_const", leaves, tree);
  const features = Int32Array.from(numbers(fields, "leaf_features", total, tree), (feature) => wholeNumber(feature, "leaf_features"));
  return { starts, constants, features, coefficients: numbers(fields, "leaf_coeff", total, tree) };
}
