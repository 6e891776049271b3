/** From a text's hidden vector to labels and their scores, for the four losses of fastText (`src/loss.cc`). */
import { Malformed } from "../codecs/malformed.ts";
import type { FastTextModel } from "./fasttext-file.ts";
import type { Matrix } from "./matrix.ts";
import { rowProducts } from "./vector-kernels.ts";

export interface ScoredLabel {
  readonly label: number;
  /** As fastText prints it: the exponential of a logarithm that has 1e-5 added to its argument, so that it may exceed 1. */
  readonly probability: number;
}

/** The `k` best labels, the best first. */
export type Score = (hidden: Float32Array, k: number) => ScoredLabel[];

const { fround } = Math;

/** The library adds this so that a zero has a logarithm. */
const logOf = (probability: number): number => fround(Math.log(probability + 1e-5));

export function scorer({ args, output, labelCounts }: FastTextModel & { readonly output: Matrix }): Score {
  if (args.loss === "hs") return treeScorer(huffmanTree(labelCounts), output);
  const products = (output.cells && rowProducts(output.cells, output.columns)) ?? output.times;
  const probabilities = args.loss === "softmax" ? softmax : independent;
  return (hidden, k) => {
    const values = probabilities(products(hidden));
    const best = new Best(k);
    for (let label = 0; label < values.length; label++) best.offer(logOf(values[label]!), label);
    return best.sorted();
  };
}

/**
 * The best so far in a heap with the worst of them at the root. It moves entries exactly as the library's own heap does (libstdc++
 * `push_heap`, `pop_heap`, `sort_heap`), because that decides the order of labels with equal scores.
 */
class Best {
  readonly #k: number;
  readonly #scores: number[] = [];
  readonly #labels: number[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** Whether a score so low cannot get in any more. */
  excludes(score: number): boolean {
    return this.#scores.length === this.#k && score < this.#scores[0]!;
  }

  offer(score: number, label: number): void {
    if (this.excludes(score)) return;
    this.#rise(this.#scores.length, score, label);
    if (this.#scores.length <= this.#k) return;
    this.#takeOut(this.#scores.length);
    this.#scores.pop();
    this.#labels.pop();
  }

  /** Ends the collection. */
  sorted(): ScoredLabel[] {
    for (let length = this.#scores.length; length > 1; length--) this.#takeOut(length);
    return this.#scores.map((score, index) => ({ label: this.#labels[index]!, probability: fround(Math.exp(score)) }));
  }

  #rise(at: number, score: number, label: number): void {
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#scores[parent]! <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#scores[at] = score;
    this.#labels[at] = label;
  }

  /** Moves the root to the end of the first `length` entries, and makes a heap of the others. */
  #takeOut(length: number): void {
    const last = length - 1;
    const [score, label] = [this.#scores[last]!, this.#labels[last]!];
    this.#move(0, last);
    let at = 0;
    let child = 0;
    while (child < (last - 1) >> 1) {
      child = 2 * child + 2;
      if (this.#scores[child]! > this.#scores[child - 1]!) child--;
      this.#move(child, at);
      at = child;
    }
    if (last % 2 === 0 && child === (last - 2) >> 1 && last > 0) {
      child = 2 * child + 1;
      this.#move(child, at);
      at = child;
    }
    this.#rise(at, score, label);
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from]!;
    this.#labels[to] = this.#labels[from]!;
  }
}

/** In place. */
function softmax(values: Float32Array): Float32Array {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) if (values[row]! > greatest) greatest = values[row]!;
  let sum = 0;
  for (let row = 0; row < values.length; row++) {
    values[row] = Math.exp(fround(values[row]! - greatest));
    sum = fround(sum + values[row]!);
  }
  for (let row = 0; row < values.length; row++) values[row]! /= sum;
  return values;
}

const tableSteps = 512;
const tableReach = 8;
const sigmoidTable = Float32Array.from({ length: tableSteps + 1 }, (_, index) => {
  const x = fround((index * 2 * tableReach) / tableSteps - tableReach);
  return 1 / (1 + fround(Math.exp(-x)));
});

/** `ova` and `ns`: each label by itself, through a table of the logistic function. */
function independent(values: Float32Array): Float32Array {
  for (let row = 0; row < values.length; row++) {
    const x = values[row]!;
    if (x < -tableReach) values[row] = 0;
    else if (x > tableReach) values[row] = 1;
    else values[row] = sigmoidTable[Math.trunc(fround(fround(fround(x + tableReach) * tableSteps) / tableReach) / 2)]!;
  }
  return values;
}

/** Leaves are labels, `~label`; inner nodes count from 0, each with a row of the output matrix. */
interface HuffmanTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** The count of an inner node that is not made yet: more than any label has. */
const notYet = 1e15;

/** Labels come by falling count: two pointers, at the rarest label and at the oldest inner node, always give the least. */
function huffmanTree(counts: Float64Array): HuffmanTree {
  const strange = counts.find((count) => !(count >= 0 && count < notYet));
  if (strange !== undefined) throw new Malformed(`it says that a label was seen ${strange} times`);
  const inner = counts.length - 1;
  const sums = new Float64Array(inner).fill(notYet);
  const left = new Int32Array(inner);
  const right = new Int32Array(inner);
  let label = counts.length - 1;
  let oldest = 0;
  const least = (): { node: number; count: number } => {
    if (label >= 0 && counts[label]! < sums[oldest]!) return { node: ~label, count: counts[label--]! };
    return { node: oldest, count: sums[oldest++]! };
  };
  for (let node = 0; node < inner; node++) {
    const [first, second] = [least(), least()];
    left[node] = first.node;
    right[node] = second.node;
    sums[node] = first.count + second.count;
  }
  return { left, right };
}

/** In a tree of so many labels a search sees so much of it that the products of all nodes, sixteen at a time, cost less than those it asks for. */
const mostProducts = 4096;

function treeScorer(tree: HuffmanTree, output: Matrix): Score {
  const { cells, columns, rows } = output;
  const products = cells && rows <= mostProducts ? rowProducts(cells, columns) : undefined;
  if (!products) return (hidden, k) => searchTree(tree, (node) => output.dot(node, hidden), k);
  return (hidden, k) => {
    const all = products(hidden);
    return searchTree(tree, (node) => all[node]!, k);
  };
}

/** From the root down, leaving out what can no longer be among the best. `product`: of an inner node's vector and the text's. */
function searchTree({ left, right }: HuffmanTree, product: (node: number) => number, k: number): ScoredLabel[] {
  const best = new Best(k);
  const nodes: number[] = [left.length - 1];
  const scores: number[] = [0];
  const lowest = logOf(0);
  while (nodes.length > 0) {
    const node = nodes.pop()!;
    const score = scores.pop()!;
    if (score < lowest || best.excludes(score)) continue;
    if (node < 0) {
      best.offer(score, ~node);
      continue;
    }
    const f = fround(1 / fround(1 + fround(Math.exp(-product(node)))));
    nodes.push(right[node]!, left[node]!); // the left one is looked at first
    scores.push(fround(score + logOf(f)), fround(score + logOf(fround(1 - f))));
  }
  return best.sorted();
}
