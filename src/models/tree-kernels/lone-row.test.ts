import assert from "node:assert/strict";
import { test } from "node:test";
import type { KernelForest } from "./forest-kernel.ts";
import { loneRow } from "./lone-row.ts";

/** Trees with one split each: of column 0 or 1 at their own number, to leaves of −1 or of 1 plus that number. */
function stumps(trees: number, change: Partial<KernelForest> = {}): KernelForest {
  const nodes = Array.from({ length: 3 * trees }, (_, node) => ({ tree: Math.floor(node / 3), nth: node % 3 }));
  return {
    types: { cell: "f64", border: "f64", passes: "gt" },
    sums: "f64",
    width: 2,
    outputs: 1,
    roots: Int32Array.from({ length: trees }, (_, tree) => 3 * tree),
    left: Int32Array.from(nodes, ({ nth }, node) => (nth === 0 ? node + 1 : node)),
    feature: Int32Array.from(nodes, ({ tree }) => tree % 2),
    threshold: Float64Array.from(nodes, ({ tree, nth }) => (nth === 0 ? tree : Number.POSITIVE_INFINITY)),
    missing: () => "left",
    outputOf: () => 0,
    leafOf: (tree, node) => (node % 3 === 1 ? -1 : 1) * (1 + tree),
    ...change,
  };
}

const leavesOf = (forest: KernelForest, cells: number[], trees = forest.roots.length): number[] => {
  const { find, leaves } = loneRow(forest)!;
  find(Float64Array.from(cells), 0, trees);
  return [...leaves.subarray(0, trees)];
};

for (const trees of [0, 1, 7, 8, 9, 20]) {
  test(`each of ${trees} trees gets its own answer`, () => {
    const expected = Array.from({ length: trees }, (_, tree) => ([4, 11][tree % 2]! > tree ? 1 : -1) * (1 + tree));
    assert.deepEqual(leavesOf(stumps(trees), [4, 11]), expected);
  });
}

test("a border is passed by what is greater, or by what is as great, too", () => {
  assert.deepEqual(leavesOf(stumps(1), [0, 0]), [-1]);
  assert.deepEqual(leavesOf(stumps(1, { types: { cell: "f32", border: "f32", passes: "ge" } }), [0, 0]), [1]);
});

test("a missing value goes left, right, or the way of a zero, each node as it says", () => {
  const missing = (node: number) => (["left", "right", "asZero"] as const)[Math.floor(node / 3) % 3]!;
  const threshold = stumps(9).threshold.map((border, node) => (node % 3 === 0 && node > 9 ? -border : border));
  const [leaves, number] = [leavesOf(stumps(9, { missing, threshold }), [Number.NaN, Number.NaN]), (tree: number) => tree + 1];
  assert.deepEqual(
    leaves,
    [-1, 1, -1, -1, 1, 1, -1, 1, 1].map((side, tree) => side * number(tree)),
  );
});

test("infinite cells stay on their side, and the row may begin anywhere among the cells", () => {
  const { find, leaves } = loneRow(stumps(2))!;
  find(Float64Array.of(7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), 1, 2);
  assert.deepEqual([...leaves], [1, -2]);
});

test("what would not stay in a leaf, or is too large, is left to others", () => {
  assert.equal(loneRow(stumps(2, { leafOf: () => Number.NEGATIVE_INFINITY })), undefined);
  assert.equal(loneRow(stumps(2, { sums: "f32", leafOf: () => -1e39 })), undefined);
  assert.equal(loneRow(stumps(2, { threshold: new Float64Array(6).fill(Number.POSITIVE_INFINITY) })), undefined);
  assert.equal(loneRow(stumps(2, { left: new Int32Array(2 ** 22) })), undefined);
});
