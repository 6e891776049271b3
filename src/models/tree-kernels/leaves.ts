/**
 * The kernels that find the leaves of a block of rows in one tree after the other and add them up, each row's in the order of the trees.
 * Trees see the bytes that `binarize.ts` made.
 */
import { advance, type Code, f32, f64, get, i8x16, i32, type Local, repeat, set, v128 } from "../../lib/wasm/code.ts";
import { type Kernel, Locals } from "../../lib/wasm/module.ts";
import { blockRows, bytesOf, groupRows } from "./binarize.ts";

/** A tree's record in memory: words, by their offsets. */
export const treeRecord = { nodes: 0, end: 4, leaves: 8, sums: 12, bytes: 16 } as const;

/** A word: the address of the slot in the upper 24 bits, the byte that it has to be greater than in the lower 8. */
export const questionWord = (slot: number, bound: number): number => (slot << 8) | (bound & 255);

export interface Sums {
  readonly type: "f32" | "f64";
  /** Numbers of a leaf, each added to a sum of its own. */
  readonly leafNumbers: number;
}

/**
 * `(trees, treesEnd, groups)`. Trees whose levels ask one question each: their bits, the last question's the highest, are the number of the leaf.
 * `nodes` of a record are the words of its questions, the last one first. `groups` of the rows are evaluated at once: 4 or 1.
 */
export function symmetricKernel(groups: number, scratch: number, sums: Sums): Kernel {
  const [tree, treesEnd, rows] = [0, 1, 2];
  const locals = new Locals(3);
  const [at, end, slot] = locals.several(3, "i32") as [Local, Local, Local];
  const bound = locals.new("v128");
  const found = locals.several(groups, "v128");
  const ask: Code = [
    ...set(slot, i32.shrU(i32.load(get(at)), i32.const(8))),
    ...set(bound, v128.load8Splat(get(at))),
    ...found.flatMap((leaf, group) =>
      set(leaf, i8x16.sub(i8x16.add(get(leaf), get(leaf)), i8x16.gtS(v128.load(get(slot), group * groupRows), get(bound)))),
    ),
    ...advance(at, 4),
  ];
  const body = repeat(
    [
      ...found.flatMap((leaf) => set(leaf, v128.zero)),
      ...set(at, i32.load(get(tree), treeRecord.nodes)),
      ...set(end, i32.load(get(tree), treeRecord.end)),
      ...repeat(ask, i32.ltU(get(at), get(end))),
      ...found.flatMap((leaf, group) => v128.store(i32.const(scratch), get(leaf), group * groupRows)),
      ...addLeaves(locals, tree, i32.const(scratch), rows, sums),
      ...advance(tree, treeRecord.bytes),
    ],
    i32.ltU(get(tree), get(treesEnd)),
  );
  return locals.kernel(body);
}

/** Of each result, leaf numbers and nodes alike, 64 bytes: one for each row of a block. First every leaf's own number, then the nodes in turn. */
export const resultBytes = blockRows;
export const mostLeaves = 256;
export const scratchBytes = 2 * mostLeaves * resultBytes;
export const nodeBytes = 8;

/**
 * `(trees, treesEnd, rows)`. Trees of any shape: every node is asked, those below before those above, and takes over the result of one of its two
 * children. `nodes` of a record are pairs of words: the question, and where in the scratch the results of the left (16 bits) and the right
 * child are, which is taken when the answer is yes.
 */
export function selectKernel(groups: number, scratch: number, sums: Sums): Kernel {
  const [tree, treesEnd, rows] = [0, 1, 2];
  const locals = new Locals(3);
  const [at, end, slot, left, right, result] = locals.several(6, "i32") as [Local, Local, Local, Local, Local, Local];
  const bound = locals.new("v128");
  const nodes = scratch + mostLeaves * resultBytes;
  const ask: Code = [
    ...set(slot, i32.shrU(i32.load(get(at)), i32.const(8))),
    ...set(left, i32.load16U(get(at), 4)),
    ...set(right, i32.load16U(get(at), 6)),
    ...set(bound, v128.load8Splat(get(at))),
    ...Array.from({ length: groups }, (_, group) => group * groupRows).flatMap((row) =>
      v128.store(
        get(result),
        i8x16.relaxedLaneselect(
          v128.load(get(right), scratch + row),
          v128.load(get(left), scratch + row),
          i8x16.gtS(v128.load(get(slot), row), get(bound)),
        ),
        row,
      ),
    ),
    ...advance(at, nodeBytes),
    ...advance(result, resultBytes),
  ];
  const body = repeat(
    [
      ...set(at, i32.load(get(tree), treeRecord.nodes)),
      ...set(end, i32.load(get(tree), treeRecord.end)),
      ...set(result, i32.const(nodes)),
      ...repeat(ask, i32.ltU(get(at), get(end))),
      ...advance(result, -resultBytes),
      ...addLeaves(locals, tree, get(result), rows, sums),
      ...advance(tree, treeRecord.bytes),
    ],
    i32.ltU(get(tree), get(treesEnd)),
  );
  return locals.kernel(body);
}

/** For the rows in fours: the sums of an output stand one after the other, row by row. */
function addLeaves(locals: Locals, tree: Local, found: Code, rows: Local, { type, leafNumbers }: Sums): Code {
  const number = type === "f32" ? f32 : f64;
  const bytes = bytesOf[type];
  const [leaf, leaves, sum, last] = locals.several(4, "i32") as [Local, Local, Local, Local];
  const scaled = (index: Code): Code =>
    leafNumbers === 1 ? i32.shl(index, i32.const(type === "f32" ? 2 : 3)) : i32.mul(index, i32.const(leafNumbers * bytes));
  const add = (row: number, output: number): Code =>
    number.store(
      get(sum),
      number.add(
        number.load(get(sum), (output * blockRows + row) * bytes),
        number.load(i32.add(get(leaves), scaled(i32.load8U(get(leaf), row))), output * bytes),
      ),
      (output * blockRows + row) * bytes,
    );
  return [
    ...set(leaf, found),
    ...set(last, i32.add(get(leaf), get(rows))),
    ...set(leaves, i32.load(get(tree), treeRecord.leaves)),
    ...set(sum, i32.load(get(tree), treeRecord.sums)),
    ...repeat(
      [
        ...Array.from({ length: leafNumbers }, (_, output) => [0, 1, 2, 3].flatMap((row) => add(row, output))).flat(),
        ...advance(leaf, 4),
        ...advance(sum, 4 * bytes),
      ],
      i32.ltU(get(leaf), get(last)),
    ),
  ];
}
