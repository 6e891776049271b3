/**
 * All trees of a model in flat arrays. Nodes are renumbered breadth first so that a right child always follows its left sibling: one index
 * says both. Renumbering visits every node once at most, so a file whose "tree" has a cycle or shares a node cannot get through.
 */
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import { resized } from "../codecs/resized.ts";

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

const firstNodes = 1024;
/** A fifth more than is needed, again and again. */
const growth = 1.2;

/** Lays trees out one by one, in memory that grows with them, so that nothing of a file has to be kept until its end. */
export class ForestBuilder {
  #left = new Int32Array(firstNodes);
  #feature = new Int32Array(firstNodes);
  #threshold = new Float32Array(firstNodes);
  #leaf = new Float32Array(firstNodes);
  #missing = new Uint8Array(firstNodes);
  readonly #categorical: CategoricalSplit[] = [];
  #categoryWords = 0;
  #used = 0;
  #widest = { feature: -1, tree: 0 };
  /** By arrival. */
  readonly #numbers: number[] = [];
  readonly #roots: number[] = [];
  readonly #depths: number[] = [];

  get trees(): number {
    return this.#roots.length;
  }

  /** Adds tree `number` of the model, checking every index. */
  add(tree: TreeNodes, number: number): void {
    const nodes = tree.left.length;
    for (const array of [tree.right, tree.feature, tree.value, tree.defaultLeft]) {
      if (array.length < nodes)
        throw new Malformed(`tree ${number} has ${nodes} nodes but only ${array.length} entries in one of its arrays`);
    }
    if (nodes === 0) throw new Malformed(`tree ${number} has no nodes`);
    if (this.#used + nodes > this.#left.length) this.#resize(Math.ceil((this.#used + nodes) * growth));
    this.#numbers.push(number);
    this.#roots.push(this.#used);
    this.#depths.push(this.#layOut(tree, number));
  }

  /** The forest, its trees in the order of their numbers. `features` is the width that the model declares. */
  build(features: number): Forest {
    const { feature, tree } = this.#widest;
    if (feature >= features) throw new Malformed(`tree ${tree} compares feature ${feature}, but the model has ${features}`);
    const [roots, depths] = [new Int32Array(this.trees).fill(-1), new Int32Array(this.trees)];
    for (const [index, number] of this.#numbers.entries()) {
      if (roots[number] !== -1) throw new Malformed(`tree ${index} of ${this.trees} has the number ${number}`);
      roots[number] = this.#roots[index]!;
      depths[number] = this.#depths[index]!;
    }
    this.#resize(this.#used);
    const [left, threshold, leaf, missing] = [this.#left, this.#threshold, this.#leaf, this.#missing];
    return { roots, depths, left, feature: this.#feature, threshold, leaf, missing, categorical: this.#categorical, width: feature + 1 };
  }

  #resize(nodes: number): void {
    this.#left = resized(this.#left, nodes);
    this.#feature = resized(this.#feature, nodes);
    this.#threshold = resized(this.#threshold, nodes);
    this.#leaf = resized(this.#leaf, nodes);
    this.#missing = resized(this.#missing, nodes);
  }

  /** Gives the depth of the tree. */
  #layOut(tree: TreeNodes, number: number): number {
    const nodes = tree.left.length;
    const root = this.#used;
    const original = new Int32Array(nodes); // by new number, from the root's
    const depth = new Int32Array(nodes); // likewise
    const seen = new Uint8Array(nodes);
    seen[0] = 1;
    this.#used++;
    for (let node = root; node < this.#used; node++) {
      const from = original[node - root]!;
      const left = tree.left[from]!;
      if (left === -1) {
        this.#left[node] = node;
        this.#threshold[node] = Number.POSITIVE_INFINITY;
        this.#leaf[node] = tree.value[from]!;
        continue;
      }
      const right = tree.right[from]!;
      for (const child of [left, right]) {
        if (!(child > 0 && child < nodes)) throw new Malformed(`tree ${number}, node ${from} points to node ${child} of ${nodes}`);
        if (seen[child] === 1) throw new Malformed(`tree ${number} reaches node ${child} twice: that is no tree`);
        seen[child] = 1;
      }
      original[this.#used - root] = left;
      original[this.#used + 1 - root] = right;
      depth.fill(depth[node - root]! + 1, this.#used - root, this.#used + 2 - root);
      this.#threshold[node] = tree.value[from]!;
      this.#left[node] = this.#used;
      this.#used += 2;
      this.#missing[node] = tree.defaultLeft[from] ? 0 : 1;
      this.#feature[node] = this.#splitFeature(tree, from, number);
    }
    return depth[this.#used - 1 - root]!; // breadth first: the last node is a deepest one
  }

  #splitFeature(tree: TreeNodes, node: number, number: number): number {
    const feature = tree.feature[node]!;
    if (!(feature >= 0 && feature < limits.xgboostFeatures))
      throw new Malformed(`tree ${number}, node ${node} compares feature ${feature}`);
    if (feature > this.#widest.feature) this.#widest = { feature, tree: number };
    const categories = tree.categories?.get(node);
    if (!categories) return feature;
    const bits = categoryBits(categories, number);
    this.#categoryWords += bits.length;
    if (this.#categoryWords > limits.xgboostCategoryWords)
      throw new Malformed(`its category sets need more than ${limits.xgboostCategoryWords * 4} bytes`);
    this.#categorical.push({ feature, bits });
    return ~(this.#categorical.length - 1);
  }
}

function categoryBits(categories: ArrayLike<number>, number: number): Uint32Array {
  let greatest = -1;
  for (let index = 0; index < categories.length; index++) {
    const category = categories[index]!;
    if (!(category >= 0 && category < 2 ** 24))
      throw new Malformed(`tree ${number} has a category ${category}; 0 to 16777215 are possible`);
    greatest = Math.max(greatest, category);
  }
  const bits = new Uint32Array(Math.ceil((greatest + 1) / 32));
  for (let index = 0; index < categories.length; index++) bits[categories[index]! >>> 5]! |= 1 << (categories[index]! & 31);
  return bits;
}
