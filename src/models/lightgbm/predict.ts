/** Walks rows through the trees as LightGBM does (`include/LightGBM/tree.h`): all in float64, trees in ascending order. */
import { type CategoricalSplit, type Forest, type LinearLeaves, missingType } from "./forest.ts";

/** Rows walked through one tree before the next tree is touched: a tree stays in the cache. */
const blockRows = 64;
const shallow = 8;

/** LightGBM's `kZeroThreshold`, a float32 there: smaller values are zero. */
const nearZero = Math.fround(1e-35);

/** Sums leaves of the first `trees` trees; tree t adds to output t mod `outputs`. `cells`, `columns` for each row, are left as they are. */
export function sumLeaves(forest: Forest, trees: number, cells: Float64Array, columns: number, outputs: number): Float64Array {
  const rows = cells.length / columns;
  const sums = new Float64Array(rows * outputs);
  const numeric = forest.categorical.length === 0 && !forest.zeroIsMissing;
  const plain = new Uint8Array(blockRows);
  const leaves = new Int32Array(blockRows);
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const block: Block = { cells, columns, first, count, plain, leaves };
    for (let row = 0; row < count; row++) plain[row] = numeric && isComplete(cells, (first + row) * columns, columns) ? 1 : 0;
    for (let tree = 0; tree < trees; tree++) {
      findLeaves(forest, tree, block);
      const linear = forest.linear?.[tree];
      let out = first * outputs + (tree % outputs);
      for (let row = 0; row < count; row++, out += outputs) {
        const node = leaves[row]!;
        sums[out]! += linear ? linearValue(linear, forest, node, cells, (first + row) * columns) : forest.leaf[node]!;
      }
    }
  }
  return sums;
}

/** Some rows on their way through the trees. */
interface Block {
  readonly cells: Float64Array;
  readonly columns: number;
  readonly first: number;
  readonly count: number;
  /** 1 for a row that needs no care for missing values or categories. */
  readonly plain: Uint8Array;
  /** Where each row ended in the tree at hand. */
  readonly leaves: Int32Array;
}

function isComplete(cells: Float64Array, at: number, columns: number): boolean {
  for (let index = at; index < at + columns; index++) if (Number.isNaN(cells[index])) return false;
  return true;
}

/** Without missing values a comparison is the number of the child, and a shallow tree is walked to its full depth for every row. */
function findLeaves(forest: Forest, tree: number, { cells, columns, first, count, plain, leaves }: Block): void {
  const { left, feature, threshold } = forest;
  const root = forest.roots[tree]!;
  const depth = forest.depths[tree]!;
  for (let row = 0; row < count; row++) {
    const at = (first + row) * columns;
    let node = root;
    if (plain[row] === 0) node = anyLeaf(forest, root, cells, at);
    else if (depth <= shallow) {
      for (let step = 0; step < depth; step++) node = left[node]! + Number(!(cells[at + feature[node]!]! <= threshold[node]!));
    } else {
      for (let child = left[node]!; child !== node; child = left[node]!)
        node = child + Number(!(cells[at + feature[node]!]! <= threshold[node]!));
    }
    leaves[row] = node;
  }
}

function anyLeaf(forest: Forest, root: number, cells: Float64Array, at: number): number {
  const { left, feature, threshold, missing } = forest;
  let node = root;
  for (let child = left[node]!; child !== node; child = left[node]!) {
    const compared = feature[node]!;
    if (compared < 0) {
      node = child + categoricalStep(forest.categorical[~compared]!, cells, at);
      continue;
    }
    const how = missing[node]! >> 1;
    let cell = cells[at + compared]!;
    if (Number.isNaN(cell) && how !== missingType.nan) cell = 0;
    const isMissing = how === missingType.nan ? Number.isNaN(cell) : how === missingType.zero && Math.abs(cell) <= nearZero;
    node = child + (isMissing ? missing[node]! & 1 : Number(!(cell <= threshold[node]!)));
  }
  return node;
}

/** 0 for left, 1 for right: the set lists the categories that go left. What is no 32-bit integer becomes a negative one in C. */
function categoricalStep(split: CategoricalSplit, cells: Float64Array, at: number): number {
  const category = Math.trunc(cells[at + split.feature]!);
  if (!(category >= 0 && category < split.bits.length * 32)) return 1;
  return 1 - ((split.bits[category >>> 5]! >>> (category & 31)) & 1);
}

/** A leaf's formula; its plain value when a feature of it is missing. */
function linearValue(linear: LinearLeaves, forest: Forest, node: number, cells: Float64Array, at: number): number {
  const number = forest.leafNumber![node]!;
  let sum = linear.constants[number]!;
  for (let term = linear.starts[number]!; term < linear.starts[number + 1]!; term++) {
    const cell = cells[at + linear.features[term]!]!;
    if (Number.isNaN(cell)) return forest.leaf[node]!;
    sum += linear.coefficients[term]! * cell;
  }
  return sum;
}
