/**
 * All trees of a LightGBM model in flat arrays. Nodes are renumbered breadth first so that a right child always follows its left sibling.
 * Renumbering visits every node once at most, so a file whose "tree" has a cycle or shares a node cannot get through.
 */
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";

/** What to do with a missing value at a split: `decision_type` bits 2 and 3. */
export const missingType = { none: 0, zero: 1, nan: 2 } as const;

export interface Forest {
  readonly trees: number;
  readonly roots: Int32Array;
  /** Depth of each tree; 0 for a lone leaf. */
  readonly depths: Int32Array;
  /** Left child, the right one being next to it; a leaf points to itself, so that walking on from it stays there. */
  readonly left: Int32Array;
  /** Feature to compare; for a categorical split the complement (`~`) of its number among `categorical`; 0 in a leaf. */
  readonly feature: Int32Array;
  /** Values up to it go left; infinite in a leaf. */
  readonly threshold: Float64Array;
  readonly leaf: Float64Array;
  /** Per node: 1 when a missing value goes right, plus 2 × its `missingType`. */
  readonly missing: Uint8Array;
  readonly categorical: readonly CategoricalSplit[];
  /** Whether zero means missing at some split. */
  readonly zeroIsMissing: boolean;
  /** Only when some tree has them: formulas by tree, and the number of each leaf within its tree by node. */
  readonly linear: readonly (LinearLeaves | undefined)[] | undefined;
  readonly leafNumber: Int32Array | undefined;
}

export interface CategoricalSplit {
  readonly feature: number;
  /** A bit for each category; set ones go left. */
  readonly bits: Uint32Array;
}

/** `constant + Σ coefficient × feature` for each leaf. */
export interface LinearLeaves {
  /** Where the terms of each leaf begin; one more entry than leaves. */
  readonly starts: Int32Array;
  readonly constants: Float64Array;
  readonly features: Int32Array;
  readonly coefficients: Float64Array;
}

/** A tree as the file has it: arrays by split, children below zero being leaves (`~leaf`). */
interface TreeNumbers {
  readonly splits: number;
  readonly feature: Float64Array;
  readonly threshold: Float64Array;
  readonly decision: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly leafValue: Float64Array;
  readonly categoryStarts: Float64Array;
  readonly categoryWords: Float64Array;
  readonly linear: LinearLeaves | undefined;
}

export class ForestBuilder {
  readonly #features: number;
  readonly #roots: Int32Array;
  readonly #depths: Int32Array;
  readonly #left: Int32Array;
  readonly #feature: Int32Array;
  readonly #threshold: Float64Array;
  readonly #leaf: Float64Array;
  readonly #missing: Uint8Array;
  readonly #categorical: CategoricalSplit[] = [];
  readonly #linear: (LinearLeaves | undefined)[] = [];
  #leafNumber: Int32Array | undefined;
  #zeroIsMissing = false;
  #categoryWords = 0;
  #used = 0;
  #trees = 0;

  /** `leaves` of each tree to come. */
  constructor(features: number, leaves: readonly number[]) {
    const nodes = leaves.reduce((sum, count) => sum + 2 * count - 1, 0);
    this.#features = features;
    this.#roots = new Int32Array(leaves.length);
    this.#depths = new Int32Array(leaves.length);
    this.#left = new Int32Array(nodes);
    this.#feature = new Int32Array(nodes);
    this.#threshold = new Float64Array(nodes);
    this.#leaf = new Float64Array(nodes);
    this.#missing = new Uint8Array(nodes);
  }

  get trees(): number {
    return this.#trees;
  }

  addLeaf(value: number, linear: LinearLeaves | undefined): void {
    this.#begin(1, linear);
    this.#setLeaf(this.#used++, 0, value);
    this.#trees++;
  }

  addTree(tree: TreeNumbers): void {
    const nodes = 2 * tree.splits + 1;
    this.#begin(nodes, tree.linear);
    const root = this.#used;
    const original = new Int32Array(nodes); // by new number, from the root's; below zero a leaf
    const depth = new Int32Array(nodes);
    const seenSplit = new Uint8Array(tree.splits);
    const seenLeaf = new Uint8Array(tree.splits + 1);
    seenSplit[0] = 1;
    this.#used++;
    for (let node = root; node < this.#used; node++) {
      const from = original[node - root]!;
      if (from < 0) {
        this.#setLeaf(node, ~from, tree.leafValue[~from]!);
        continue;
      }
      for (const child of [tree.left[from]!, tree.right[from]!]) {
        const seen = child < 0 ? seenLeaf : seenSplit;
        const index = child < 0 ? -1 - child : child;
        if (!(Number.isInteger(child) && index < seen.length)) throw this.#bad(`split ${from} points to node ${child}`);
        if (seen[index] === 1) throw this.#bad(`it reaches node ${child} twice: that is no tree`);
        seen[index] = 1;
        original[this.#used - root] = child;
        depth[this.#used - root] = depth[node - root]! + 1;
        this.#used++;
      }
      this.#left[node] = this.#used - 2;
      this.#setSplit(node, tree, from);
    }
    this.#depths[this.#trees] = depth[this.#used - 1 - root]!; // breadth first: the last node is a deepest one
    this.#trees++;
  }

  build(): Forest {
    return {
      trees: this.#trees,
      roots: this.#roots.subarray(0, this.#trees),
      depths: this.#depths,
      left: this.#left.subarray(0, this.#used),
      feature: this.#feature.subarray(0, this.#used),
      threshold: this.#threshold.subarray(0, this.#used),
      leaf: this.#leaf.subarray(0, this.#used),
      missing: this.#missing.subarray(0, this.#used),
      categorical: this.#categorical,
      zeroIsMissing: this.#zeroIsMissing,
      linear: this.#leafNumber && this.#linear,
      leafNumber: this.#leafNumber,
    };
  }

  #bad(clause: string): Malformed {
    return new Malformed(`tree ${this.#trees}: ${clause}`);
  }

  #begin(nodes: number, linear: LinearLeaves | undefined): void {
    if (this.#trees === this.#roots.length || this.#used + nodes > this.#left.length) throw this.#bad("it has more leaves than it said");
    const stray = linear?.features.find((feature) => feature >= this.#features);
    if (stray !== undefined) throw this.#bad(`a leaf uses feature ${stray}, but the model has ${this.#features}`);
    if (linear) this.#leafNumber ??= new Int32Array(this.#left.length);
    this.#linear.push(linear);
    this.#roots[this.#trees] = this.#used;
  }

  #setLeaf(node: number, number: number, value: number): void {
    this.#left[node] = node;
    this.#threshold[node] = Number.POSITIVE_INFINITY;
    this.#leaf[node] = value;
    if (this.#leafNumber) this.#leafNumber[node] = number;
  }

  #setSplit(node: number, tree: TreeNumbers, from: number): void {
    const feature = tree.feature[from]!;
    if (!(Number.isInteger(feature) && feature >= 0 && feature < this.#features)) {
      throw this.#bad(`split ${from} compares feature ${feature}, but the model has ${this.#features}`);
    }
    const decision = tree.decision[from]!;
    const missing = (decision >> 2) & 3;
    if (missing === 3) throw this.#bad(`split ${from} has the decision type ${decision}`);
    const categorical = (decision & 1) === 1;
    if (missing === missingType.zero && !categorical) this.#zeroIsMissing = true;
    this.#missing[node] = (missing << 1) | ((decision & 2) === 2 ? 0 : 1);
    this.#threshold[node] = tree.threshold[from]!;
    this.#feature[node] = categorical ? ~this.#addCategories(feature, tree, tree.threshold[from]!) : feature;
  }

  /** Gives the number of the set. */
  #addCategories(feature: number, { categoryStarts, categoryWords }: TreeNumbers, set: number): number {
    const [start, end] = [categoryStarts[set], categoryStarts[set + 1]];
    if (start === undefined || end === undefined || !(start >= 0 && start <= end && end <= categoryWords.length)) {
      throw this.#bad(`its category set ${set} does not exist`);
    }
    this.#categoryWords += end - start;
    if (this.#categoryWords > limits.lightgbmCategoryWords)
      throw this.#bad(`its category sets need more than ${limits.lightgbmCategoryWords * 4} bytes`);
    this.#categorical.push({ feature, bits: Uint32Array.from(categoryWords.subarray(start, end)) });
    return this.#categorical.length - 1;
  }
}
