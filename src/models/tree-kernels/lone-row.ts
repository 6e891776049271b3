/**
 * One row through many trees, eight at once: the nodes of a large model are not in the cache when a request comes, and so it waits for eight of
 * them together. All that a step needs of a node stands in one line of the cache, next to the node's sibling.
 */
import { advance, type Code, f64, get, i32, repeat, set } from "../../lib/wasm/code.ts";
import { compileKernels, type Kernel, kernelMemory, Locals } from "../../lib/wasm/module.ts";
import { limits } from "../../limits.ts";
import type { CellTypes } from "./binarize.ts";
import { type KernelForest, type MissingGoes, treeSizes } from "./forest-kernel.ts";
import type { Floats } from "./tree-kernel.ts";

const treesTogether = 8;
/** The border, or the value of a leaf; the addresses of the cell that is compared and of the left child. */
const record = { value: 0, cell: 8, left: 12, bytes: 16 } as const;
const recordShift = 4;

/** `(roots, rootsEnd, out)`: writes the value of the leaf that the cells lead to, from each root. A leaf stays where it is. */
function walkKernel(passes: CellTypes["passes"]): Kernel {
  const [roots, rootsEnd, out] = [0, 1, 2];
  const locals = new Locals(3);
  const nodes = locals.several(treesTogether, "i32");
  const [next, moved] = [locals.new("i32"), locals.new("i32")];
  const passed = (node: Code): Code => f64[passes](f64.load(i32.load(node, record.cell)), f64.load(node, record.value));
  const step: Code = nodes.flatMap((node) => [
    ...set(next, i32.add(i32.load(get(node), record.left), i32.shl(passed(get(node)), i32.const(recordShift)))),
    ...set(moved, i32.or(get(moved), i32.xor(get(next), get(node)))),
    ...set(node, get(next)),
  ]);
  const group: Code = [
    ...nodes.flatMap((node, nth) => set(node, i32.load(get(roots), nth * 4))),
    ...repeat([...set(moved, i32.const(0)), ...step], get(moved)),
    ...nodes.flatMap((node, nth) => f64.store(get(out), f64.load(get(node), record.value), nth * 8)),
    ...advance(roots, treesTogether * 4),
    ...advance(out, treesTogether * 8),
  ];
  return locals.kernel(repeat(group, i32.ltU(get(roots), get(rootsEnd))));
}

export interface LoneRow {
  /** By tree, the values of the leaves that were found last. */
  readonly leaves: Float64Array;
  /** Leads the row whose cells begin at `at` through the first `trees` trees. */
  find(cells: Floats, at: number, trees: number): void;
}

const ways: readonly MissingGoes[] = ["left", "right", "asZero"];
/** What passes no border, what passes all of them, and a zero. */
const comparedAs = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];

/** Undefined when the trees are too large to be copied, or have a border or a leaf that is not finite. */
export function loneRow(forest: KernelForest): LoneRow | undefined {
  const { roots, left, feature, threshold, types, sums, width } = forest;
  const trees = roots.length;
  if (left.length * record.bytes > limits.loneRowBytes) return undefined;

  // A cell stands there once for each way that its nodes treat a missing value; the first one passes nothing: leaves compare it.
  const slots = new Map<number, { readonly slot: number; readonly column: number; readonly missing: number }>();
  const slotOf = (node: number): number => {
    const way = ways.indexOf(forest.missing(node));
    const name = feature[node]! * ways.length + way;
    const known = slots.get(name);
    if (known) return known.slot;
    slots.set(name, { slot: slots.size + 1, column: feature[node]!, missing: comparedAs[way]! });
    return slots.size;
  };
  const padded = Math.ceil(trees / treesTogether) * treesTogether;
  const leavesAt = (1 + Math.min(width * ways.length, left.length)) * 8;
  const rootsAt = leavesAt + padded * 8;
  const nodesAt = Math.ceil((rootsAt + padded * 4) / 64) * 64;
  const memory = kernelMemory(nodesAt + (left.length + 1) * record.bytes);
  const doubles = new Float64Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  doubles[0] = Number.NEGATIVE_INFINITY;

  const place = (node: number): number => nodesAt + node * record.bytes;
  function write(node: number, value: number, slot: number, child: number): void {
    doubles[(nodesAt >> 3) + 2 * node] = value;
    words[(nodesAt >> 2) + 4 * node + 2] = slot * 8;
    words[(nodesAt >> 2) + 4 * node + 3] = place(child);
  }
  const sizes = treeSizes(forest);
  const leafOf = sums === "f32" ? (tree: number, node: number): number => Math.fround(forest.leafOf(tree, node)) : forest.leafOf;
  for (let tree = 0; tree < trees; tree++) {
    const root = roots[tree]!;
    words[(rootsAt >> 2) + tree] = place(root);
    for (let node = root; node < root + sizes[tree]!; node++) {
      const child = left[node]!;
      const leaf = child === node;
      const value = leaf ? leafOf(tree, node) : threshold[node]!;
      if (!Number.isFinite(value)) return undefined;
      write(node, value, leaf ? 0 : slotOf(node), child);
    }
  }
  write(left.length, 0, 0, left.length); // in the places of the trees that the last eight lack
  words.fill(place(left.length), (rootsAt >> 2) + trees, (rootsAt >> 2) + padded);

  const { walk } = compileKernels({ walk: walkKernel(types.passes) })(memory);
  const filled = [...slots.values()];
  return {
    leaves: doubles.subarray(leavesAt / 8, leavesAt / 8 + trees),
    find: (cells, at, count) => {
      for (const { slot, column, missing } of filled) {
        const cell = cells[at + column]!;
        doubles[slot] = Number.isNaN(cell) ? missing : cell;
      }
      if (count > 0) walk(rootsAt, rootsAt + count * 4, leavesAt);
    },
  };
}
