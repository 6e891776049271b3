/**
 * Oblivious trees over slots of one byte, four rows in each 32-bit word: a question is answered for four rows at once, and what they answered
 * is the number of their leaf, a byte each. Worth 2 × on 200 trees of depth 6.
 */
import type { ObliviousTrees } from "./trees.ts";

/** Rows that go through one tree before the next: what is known of them stays in the cache. A multiple of four. */
export const blockRows = 64;
const blockWords = blockRows / 4;

export interface PackedTrees {
  readonly starts: Int32Array;
  readonly leafStarts: Int32Array;
  /** By split: where its slot's words begin. */
  readonly words: Int32Array;
  /** By split: the value to compare with, in each byte. */
  readonly value: Int32Array;
  readonly equals: Uint8Array;
}

const deepest = 8; // bits of a byte
const [highBits, lowBits] = [0x80808080 | 0, 0x7f7f7f7f];

/** Undefined when a slot may hold more than a byte can, or a tree asks more questions than a byte has bits. */
export function packBytes({ splits, greatest, starts, leafStarts }: ObliviousTrees): PackedTrees | undefined {
  if (greatest > 255) return undefined;
  for (let tree = 0; tree + 1 < starts.length; tree++) if (starts[tree + 1]! - starts[tree]! > deepest) return undefined;
  return {
    starts,
    leafStarts,
    words: splits.slot.map((slot) => slot * blockWords),
    value: splits.value.map((value) => Math.imul(value, 0x01010101)),
    equals: splits.equals,
  };
}

const found = new Int32Array(blockWords); // used within one synchronous call only

/** Writes for each row where its leaf's values begin. */
export function findPackedLeaves(
  trees: PackedTrees,
  tree: number,
  slots: Int32Array,
  count: number,
  dimension: number,
  leaves: Int32Array,
): void {
  const { starts, leafStarts, words, value, equals } = trees;
  const [start, end, leafStart] = [starts[tree]!, starts[tree + 1]!, leafStarts[tree]!];
  const used = (count + 3) >> 2;
  found.fill(0, 0, used);
  for (let split = start; split < end; split++) {
    const from = words[split]!;
    if (equals[split] === 1) markSame(slots, from, used, value[split]!, split - start);
    else markNotLess(slots, from, used, value[split]!, split - start);
  }
  for (let row = 0; row < count; row += 4) {
    const four = found[row >> 2]!;
    leaves[row] = leafStart + (four & 255) * dimension;
    leaves[row + 1] = leafStart + ((four >>> 8) & 255) * dimension;
    leaves[row + 2] = leafStart + ((four >>> 16) & 255) * dimension;
    leaves[row + 3] = leafStart + (four >>> 24) * dimension;
  }
}

/** For each byte that is at least the byte of `y`: by the low seven bits without a borrow between bytes, then by the high ones. */
function markNotLess(slots: Int32Array, from: number, used: number, y: number, bit: number): void {
  const low = y & lowBits;
  const not = ~y;
  for (let word = 0; word < used; word++) {
    const x = slots[from + word]!;
    const above = ((x | highBits) - low) | 0;
    found[word]! |= ((((x & not) | (~(x ^ y) & above)) & highBits) >>> 7) << bit;
  }
}

/** For each byte that equals the byte of `y`. */
function markSame(slots: Int32Array, from: number, used: number, y: number, bit: number): void {
  for (let word = 0; word < used; word++) {
    const different = slots[from + word]! ^ y;
    found[word]! |= ((~(((different & lowBits) + lowBits) | different) & highBits) >>> 7) << bit;
  }
}
