/** Trees laid out in memory for the kernels, and blocks of rows led through them. */
import { compileKernels, type KernelCall, kernelMemory } from "../../lib/wasm/module.ts";
import { limits } from "../../limits.ts";
import { binarizeKernel, blockRows, bytesOf, type CellTypes, columnRecord, groupRows } from "./binarize.ts";
import { mostLeaves, nodeBytes, questionWord, resultBytes, scratchBytes, selectKernel, symmetricKernel, treeRecord } from "./leaves.ts";

export type Floats = Float32Array | Float64Array;

/** What is asked of a column: whether its value has passed one of these borders, which ascend and differ. */
export interface KernelColumn {
  readonly column: number;
  readonly borders: Floats;
  /** How many borders a missing value has passed: one answer, or two, the second one for the questions that ask for it. */
  readonly missing: readonly [number] | readonly [number, number];
}

export interface KernelShape {
  readonly types: CellTypes;
  readonly sums: "f32" | "f64";
  readonly kind: "symmetric" | "select";
  /** Cells of a row, of which the columns are some. */
  readonly width: number;
  readonly columns: readonly KernelColumn[];
  readonly trees: number;
  /** Of all trees together. */
  readonly questions: number;
  readonly leaves: number;
  /** Numbers of a leaf, and sums of a row: a tree adds to one of them, or with each of its numbers to one of its own. */
  readonly leafNumbers: number;
  readonly outputs: number;
}

/** A column may have as many borders as a byte can tell apart. */
export const mostBorders = 255;

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Undefined when the kernels cannot hold such trees, or not within their limit of memory. */
export function treeKernel(shape: KernelShape): TreeKernel | undefined {
  if (shape.width > limits.treeKernelCells || shape.columns.some(({ borders }) => borders.length > mostBorders)) return undefined;
  const memory = layout(shape);
  return memory.end <= limits.treeKernelBytes ? new TreeKernel(shape, memory) : undefined;
}

type Layout = ReturnType<typeof layout>;

/** Where everything is. Slots come first: their addresses have 24 bits. */
function layout({ types, sums, kind, width, columns, trees, questions, leaves, leafNumbers, outputs }: KernelShape) {
  let end = 0;
  const take = (bytes: number): number => {
    const from = end;
    end += align(bytes);
    return from;
  };
  const slotCount = columns.reduce((sum, { missing }) => sum + missing.length, 0);
  const slots = take((1 + slotCount) * blockRows); // the first is never asked: what need not be written twice goes there
  const scratch = take(kind === "select" ? scratchBytes : blockRows);
  const cells = take(width * blockRows * bytesOf[types.cell]);
  const sumsAt = take(outputs * blockRows * bytesOf[sums]);
  const columnsAt = take(columns.length * columnRecord.bytes);
  const borders = columns.map((column) => take(paddedBorders(column.borders.length) * bytesOf[types.border]));
  const treesAt = take(trees * treeRecord.bytes);
  const nodes = take(questions * (kind === "select" ? nodeBytes : 4));
  const leavesAt = take(leaves * leafNumbers * bytesOf[sums]);
  return { slots, scratch, cells, sums: sumsAt, columns: columnsAt, borders, trees: treesAt, nodes, leaves: leavesAt, end };
}

const paddedBorders = (count: number): number => 2 ** Math.ceil(Math.log2(count + 1)) - 1;

/** Up to so many borders are compared one by one: worth 1.2 × where 500 symmetric trees have about 100 borders a column. */
const linearBorders = 128;

export class TreeKernel {
  /** The cells of a block of rows, row by row. */
  readonly cells: Floats;
  /** Output by output, `blockRows` each. */
  readonly #sums: Floats;
  readonly #shape: KernelShape;
  readonly #at: Layout;
  readonly #words: Int32Array;
  readonly #leaves: Floats;
  readonly #binarize: KernelCall;
  readonly #four: KernelCall;
  readonly #one: KernelCall;
  readonly #slots: Int32Array;
  #trees = 0;
  #nodes: number;
  #leavesUsed = 0;

  constructor(shape: KernelShape, at: Layout) {
    this.#shape = shape;
    this.#at = at;
    const memory = kernelMemory(at.end);
    const { types, kind, sums, leafNumbers } = shape;
    const leavesKernel = kind === "select" ? selectKernel : symmetricKernel;
    const { binarize, four, one } = compileKernels({
      binarize: binarizeKernel(types),
      four: leavesKernel(blockRows / groupRows, at.scratch, { type: sums, leafNumbers }),
      one: leavesKernel(1, at.scratch, { type: sums, leafNumbers }),
    })(memory);
    [this.#binarize, this.#four, this.#one] = [binarize, four, one];
    const { buffer } = memory;
    this.#words = new Int32Array(buffer);
    this.#nodes = at.nodes;
    this.cells = floats(buffer, types.cell, at.cells, shape.width * blockRows);
    this.#sums = floats(buffer, sums, at.sums, shape.outputs * blockRows);
    this.#leaves = floats(buffer, sums, at.leaves, shape.leaves * leafNumbers);
    this.#slots = this.#writeColumns(buffer);
    if (kind === "select") {
      const own = new Uint8Array(buffer, at.scratch, mostLeaves * resultBytes);
      for (let leaf = 0; leaf < mostLeaves; leaf++) own.fill(leaf, leaf * resultBytes, (leaf + 1) * resultBytes);
    }
  }

  /** Begins a tree, whose questions and leaves follow; it adds to the sums from `output` on. */
  beginTree(output: number): void {
    const record = (this.#at.trees + this.#trees++ * treeRecord.bytes) / 4;
    this.#words[record] = this.#nodes;
    this.#words[record + 1] = this.#nodes;
    this.#words[record + 2] = this.#leaves.byteOffset + this.#leavesUsed * this.#leaves.BYTES_PER_ELEMENT;
    this.#words[record + 3] = this.#sums.byteOffset + output * blockRows * this.#sums.BYTES_PER_ELEMENT;
  }

  addLeaf(value: number): void {
    this.#leaves[this.#leavesUsed++] = value;
  }

  /** The next question of a symmetric tree, its last one first: whether more than `passed` borders of the column are passed. */
  ask(column: number, answer: 0 | 1, passed: number): void {
    this.#words[this.#nodes / 4] = this.#question(column, answer, passed);
    this.#nodes += 4;
    this.#endTree();
  }

  /** The next node of a tree of any shape, those below before those above. Children are `~leaf`, or the place of a node among those of the tree. */
  addNode(column: number, answer: 0 | 1, passed: number, left: number, right: number): void {
    const result = (child: number): number => (child < 0 ? ~child : mostLeaves + child) * resultBytes;
    this.#words[this.#nodes / 4] = this.#question(column, answer, passed);
    this.#words[this.#nodes / 4 + 1] = result(left) | (result(right) << 16);
    this.#nodes += nodeBytes;
    this.#endTree();
  }

  /**
   * Sums of the first `trees` trees, row by row, into `into`. `fill` writes the cells of `count` rows, `first` being the first of them; sums begin
   * with `base`, a number for each output, or with zero.
   */
  sumRows(rows: number, trees: number, into: Floats, fill: (first: number, count: number) => void, base?: ArrayLike<number>): void {
    const { outputs } = this.#shape;
    const sums = this.#sums;
    for (let first = 0; first < rows; first += blockRows) {
      const count = Math.min(blockRows, rows - first);
      fill(first, count);
      for (let output = 0; output < outputs; output++) sums.fill(base?.[output] ?? 0, output * blockRows, (output + 1) * blockRows);
      this.#run(count, trees);
      for (let output = 0; output < outputs; output++) {
        for (let row = 0; row < count; row++) into[(first + row) * outputs + output] = sums[output * blockRows + row]!;
      }
    }
  }

  #run(rows: number, trees: number): void {
    const { columns, cells, trees: treesAt } = this.#at;
    const { width, columns: all } = this.#shape;
    const groups = Math.ceil(rows / groupRows);
    this.#binarize(columns, columns + all.length * columnRecord.bytes, cells, width * this.cells.BYTES_PER_ELEMENT, groups);
    if (trees > 0) (groups > 1 ? this.#four : this.#one)(treesAt, treesAt + trees * treeRecord.bytes, rows);
  }

  #endTree(): void {
    this.#words[(this.#at.trees + (this.#trees - 1) * treeRecord.bytes) / 4 + 1] = this.#nodes;
  }

  #question(column: number, answer: 0 | 1, passed: number): number {
    return questionWord(this.#slots[2 * column + answer]!, passed - 128);
  }

  /** Gives the addresses of the slots of each column. */
  #writeColumns(buffer: ArrayBuffer): Int32Array {
    const { columns, types } = this.#shape;
    const bytes = new DataView(buffer);
    const slots = new Int32Array(2 * columns.length);
    let slot = this.#at.slots + blockRows;
    for (const [index, { column, borders, missing }] of columns.entries()) {
      slots[2 * index] = slot;
      slots[2 * index + 1] = missing.length > 1 ? slot + blockRows : this.#at.slots;
      slot += missing.length * blockRows;
      const size = bytesOf[types.border];
      const padded = paddedBorders(borders.length);
      const from = this.#at.borders[index]!;
      const there = floats(buffer, types.border, from, padded);
      there.fill(Number.NaN, borders.length);
      there.set(borders);
      const linear = types.border === "f32" && borders.length <= linearBorders;
      const record = this.#at.columns + index * columnRecord.bytes;
      const word = (offset: number, value: number): void => bytes.setInt32(record + offset, value, true);
      word(columnRecord.cell, column * bytesOf[types.cell]);
      word(columnRecord.borders, linear ? from : from - size);
      word(columnRecord.end, from + borders.length * size);
      word(columnRecord.greatestStep, linear ? 0 : ((padded + 1) / 2) * size);
      word(columnRecord.slot, slots[2 * index]!);
      word(columnRecord.otherSlot, slots[2 * index + 1]!);
      bytes.setUint8(record + columnRecord.missing, missing[0] - 128);
      bytes.setUint8(record + columnRecord.otherMissing, (missing[1] ?? 0) - 128);
    }
    return slots;
  }
}

const floats = (buffer: ArrayBuffer, type: "f32" | "f64", from: number, length: number): Floats =>
  type === "f32" ? new Float32Array(buffer, from, length) : new Float64Array(buffer, from, length);
