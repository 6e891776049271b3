/**
 * All trees of a model in flat arrays. Nodes are renumbered breadth first so that a right child always follows its left sibling: one index
 * says both. Renumbering visits every node once at most, so a file whose "tree" has a cycle or shares a node cannot get through.
 */
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";

/** One tree as files describe it: an entry per node, `left[n] === -1` for a leaf. */
export interface TreeNodes {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly feature: ArrayLike<number>;
  /** Threshold, or the value of a leaf. */
  readonly value: ArrayLike<number>;
  /** Whether a missing value goes left. */
  readonly defaultLeft: ArrayLike<number | boolean>;
  /** Of categorical splits: the categories that go right. */
  readonly categories?: ReadonlyMap<number, ArrayLike<number>>;
}

export interface Forest {
  readonly roots: Int32Array;
  /** Depth of each tree; 0 for a lone leaf. */
  readonly depths: Int32Array;
  /** Left child, the right one being next to it; a leaf points to itself, so that walking on from it stays there. */
  readonly left: Int32Array;
  /** Feature to compare; for a categorical split the complement (`~`) of its number among `categorical`. */
  readonly feature: Int32Array;
  /** Values below it go left; infinite in a leaf: nothing finite goes on. */
  readonly threshold: Float32Array;
  /** Value of a leaf. */
  readonly leaf: Float32Array;
  /** What a missing value adds to the left child's index: 0 or 1. */
  readonly missing: Uint8Array;
  readonly categorical: readonly CategoricalSplit[];
  /** One more than the greatest feature that is ever compared: the cells of a row that matter. */
  readonly width: number;
}

export interface CategoricalSplit {
  readonly feature: number;
  /** A bit for each category; set ones go right. */
  readonly bits: Uint32Array;
}

/** Lays the trees out, checking every index. `features` is the width that the model declares. */
export function packForest(trees: readonly TreeNodes[], features: number): Forest {
  const capacity = trees.reduce((sum, tree) => sum + tree.left.length, 0);
  const packing: Packing = {
    left: new Int32Array(capacity),
    feature: new Int32Array(capacity),
    threshold: new Float32Array(capacity),
    leaf: new Float32Array(capacity),
    missing: new Uint8Array(capacity),
    categorical: [],
    categoryWords: 0,
    features,
    used: 0,
    width: 0,
  };
  const depths = new Int32Array(trees.length);
  const roots = Int32Array.from(trees, (tree, index) => {
    const root = packing.used;
    depths[index] = packTree(packing, tree, index);
    return root;
  });
  const { left, feature, threshold, leaf, missing, used, categorical, width } = packing;
  return {
    roots,
    depths,
    left: left.subarray(0, used),
    feature: feature.subarray(0, used),
    threshold: threshold.subarray(0, used),
    leaf: leaf.subarray(0, used),
    missing: missing.subarray(0, used),
    categorical,
    width,
  };
}

interface Packing {
  left: Int32Array;
  feature: Int32Array;
  threshold: Float32Array;
  leaf: Float32Array;
  missing: Uint8Array;
  categorical: CategoricalSplit[];
  categoryWords: number;
  features: number;
  used: number;
  width: number;
}

/** Gives the depth of the tree. */
function packTree(to: Packing, tree: TreeNodes, number: number): number {
  const nodes = tree.left.length;
  for (const array of [tree.right, tree.feature, tree.value, tree.defaultLeft]) {
    if (array.length < nodes)
      throw new Malformed(`tree ${number} has ${nodes} nodes but only ${array.length} entries in one of its arrays`);
  }
  if (nodes === 0) throw new Malformed(`tree ${number} has no nodes`);
  const root = to.used;
  const original = new Int32Array(nodes); // by new number, from the root's
  const depth = new Int32Array(nodes); // likewise
  const seen = new Uint8Array(nodes);
  seen[0] = 1;
  to.used++;
  for (let node = root; node < to.used; node++) {
    const from = original[node - root]!;
    const left = tree.left[from]!;
    if (left === -1) {
      to.left[node] = node;
      to.threshold[node] = Number.POSITIVE_INFINITY;
      to.leaf[node] = tree.value[from]!;
      continue;
    }
    const right = tree.right[from]!;
    for (const child of [left, right]) {
      if (!(child > 0 && child < nodes)) throw new Malformed(`tree ${number}, node ${from} points to node ${child} of ${nodes}`);
      if (seen[child] === 1) throw new Malformed(`tree ${number} reaches node ${child} twice: that is no tree`);
      seen[child] = 1;
    }
    original[to.used - root] = left;
    original[to.used + 1 - root] = right;
    depth.fill(depth[node - root]! + 1, to.used - root, to.used + 2 - root);
    to.threshold[node] = tree.value[from]!;
    to.left[node] = to.used;
    to.used += 2;
    to.missing[node] = tree.defaultLeft[from] ? 0 : 1;
    to.feature[node] = splitFeature(to, tree, from, number);
  }
  return depth[to.used - 1 - root]!; // breadth first: the last node is a deepest one
}

function splitFeature(to: Packing, tree: TreeNodes, node: number, number: number): number {
  const feature = tree.feature[node]!;
  if (!(feature >= 0 && feature < to.features)) {
    throw new Malformed(`tree ${number}, node ${node} compares feature ${feature}, but the model has ${to.features}`);
  }
  to.width = Math.max(to.width, feature + 1);
  const categories = tree.categories?.get(node);
  if (!categories) return feature;
  to.categorical.push({ feature, bits: categoryBits(to, categories, number) });
  return ~(to.categorical.length - 1);
}

function categoryBits(to: Packing, categories: ArrayLike<number>, number: number): Uint32Array {
  let greatest = -1;
  for (let index = 0; index < categories.length; index++) {
    const category = categories[index]!;
    if (!(category >= 0 && category < 2 ** 24))
      throw new Malformed(`tree ${number} has a category ${category}; 0 to 16777215 are possible`);
    greatest = Math.max(greatest, category);
  }
  const bits = new Uint32Array(Math.ceil((greatest + 1) / 32));
  to.categoryWords += bits.length;
  if (to.categoryWords > limits.xgboostCategoryWords)
    throw new Malformed(`its category sets need more than ${limits.xgboostCategoryWords * 4} bytes`);
  for (let index = 0; index < categories.length; index++) bits[categories[index]! >>> 5]! |= 1 << (categories[index]! & 31);
  return bits;
}
