/** Kernels and the walk from node to node are two ways to the same leaves: the few rows of a small request take the one, many the other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DrawnTree, drawCells, drawTree } from "../../../test/models/random-trees.ts";
import { seededRng } from "../../lib/rng.ts";
import { denseRows } from "../codecs/feature-rows.ts";
import { ForestBuilder, missingType } from "../lightgbm/forest.ts";
import { leafSums } from "../lightgbm/predict.ts";
import { type Forest, ForestBuilder as XgboostForestBuilder } from "../xgboost/forest.ts";
import { treePredictor } from "../xgboost/predict-trees.ts";
import { forestKernel, type KernelForest } from "./forest-kernel.ts";

const bitsOf = (values: Float32Array | Float64Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex");

/** Shapes of forests: trees, most leaves of one, columns, how many thresholds there are, outputs. */
const shapes = [
  { trees: 1, leaves: 1, features: 1, spread: 1, outputs: 1 },
  { trees: 3, leaves: 2, features: 1, spread: 1, outputs: 1 },
  { trees: 40, leaves: 9, features: 5, spread: 8, outputs: 1 },
  { trees: 30, leaves: 64, features: 7, spread: 200, outputs: 3 },
  { trees: 4, leaves: 256, features: 30, spread: 200, outputs: 2 },
  { trees: 3, leaves: 300, features: 3, spread: 200, outputs: 1 }, // too many leaves for the kernels
  { trees: 60, leaves: 64, features: 2, spread: 4000, outputs: 1 }, // too many thresholds of a column
  { trees: 30, leaves: 64, features: 7, spread: 200, outputs: 3, infinite: true }, // a threshold that rows alone are not laid out for
];
const rows = 203; // three blocks and a part of one

for (const [seed, shape] of shapes.entries()) {
  const { trees, leaves, features, spread, outputs, infinite = false } = shape;
  const about = `${trees} trees of up to ${leaves} leaves, ${features} columns, ${outputs} outputs${infinite ? ", an infinite threshold" : ""}`;
  const rng = seededRng(seed);
  const drawn = Array.from({ length: trees }, () => drawTree(rng, 1 + Math.floor(rng.draw() * leaves), features, spread));
  if (infinite) for (const tree of drawn) if (tree.left[0] !== -1) tree.value[0] = Number.POSITIVE_INFINITY;
  for (const missing of [false, true]) {
    const cells = drawCells(rng, rows * features, spread, missing);
    const values = missing ? "missing values and others" : "all values there";

    test(`XGBoost: ${about}: a row gets the same bits alone and among many (${values})`, () => {
      const forest = packForest(drawn, features);
      const weightDrop = seed % 2 === 1 ? Float32Array.from({ length: trees }, () => rng.draw()) : undefined;
      const groupOf = Int32Array.from({ length: trees }, (_, tree) => tree % outputs);
      const base = Float32Array.from({ length: outputs }, () => rng.draw());
      for (const version of [
        { major: 0, minor: 90 },
        { major: 3, minor: 0 },
      ]) {
        const predictor = treePredictor({ kind: "trees", forest, groupOf, weightDrop }, trees, version);
        const together = new Float32Array(rows * outputs);
        predictor.predict(denseRows(Float32Array.from(cells), rows, features), base, together);
        for (let row = 0; row < rows; row++) {
          const alone = new Float32Array(outputs);
          const own = Float32Array.from(cells.subarray(row * features, (row + 1) * features));
          predictor.predict(denseRows(own, 1, features), base, alone);
          assert.equal(bitsOf(together.subarray(row * outputs, (row + 1) * outputs)), bitsOf(alone), `row ${row}`);
        }
      }
    });

    for (const how of [missingType.none, missingType.nan]) {
      test(`LightGBM: ${about}: a row gets the same bits alone and among many (${values}, missing type ${how})`, () => {
        const builder = new ForestBuilder(
          features,
          drawn.map(({ left }) => (left.length + 1) / 2),
        );
        for (const tree of drawn) addTree(builder, tree, how);
        const sum = leafSums(builder.build(), trees, features, outputs);
        const together = sum(cells);
        for (let row = 0; row < rows; row++) {
          const alone = sum(cells.slice(row * features, (row + 1) * features));
          assert.equal(bitsOf(together.subarray(row * outputs, (row + 1) * outputs)), bitsOf(alone), `row ${row}`);
        }
        assert.equal(bitsOf(together.subarray(0, 3 * outputs)), bitsOf(sum(cells.slice(0, 3 * features))), "three rows");
      });
    }
  }
}

/** A file may hold the trees in another order than that of their numbers: here the last one comes first. */
function packForest(trees: readonly DrawnTree[], features: number): Forest {
  const builder = new XgboostForestBuilder();
  for (const [index, tree] of trees.toReversed().entries()) builder.add(tree, trees.length - 1 - index);
  return builder.build(features);
}

/** In LightGBM's numbers: splits and leaves are counted apart, a leaf is `~leaf`. */
function addTree(builder: ForestBuilder, { left, right, feature, value, defaultLeft }: DrawnTree, how: number): void {
  const splits = [...left.keys()].filter((node) => left[node] !== -1);
  const leaves = [...left.keys()].filter((node) => left[node] === -1);
  if (splits.length === 0) {
    builder.addLeaf(value[0]!, undefined);
    return;
  }
  const number = (node: number): number => (left[node] === -1 ? ~leaves.indexOf(node) : splits.indexOf(node));
  const of = (make: (node: number) => number): Float64Array => Float64Array.from(splits, make);
  builder.addTree({
    splits: splits.length,
    feature: of((node) => feature[node]!),
    threshold: of((node) => value[node]!),
    decision: of((node) => (how << 2) | (defaultLeft[node] ? 2 : 0)),
    left: of((node) => number(left[node]!)),
    right: of((node) => number(right[node]!)),
    leafValue: Float64Array.from(leaves, (node) => value[node]!),
    categoryStarts: new Float64Array(0),
    categoryWords: new Float64Array(0),
    linear: undefined,
  });
}

const holds = (forest: Forest, change: Partial<KernelForest> = {}): boolean =>
  forestKernel({
    ...forest,
    types: { cell: "f32", border: "f32", passes: "ge" },
    sums: "f32",
    outputs: 1,
    missing: () => "left",
    outputOf: () => 0,
    leafOf: (_, node) => forest.leaf[node]!,
    ...change,
  }) !== undefined;

test("the kernels hold what a byte can tell apart, and no more", () => {
  const rng = seededRng(1);
  const chain = (thresholds: number) => packForest([stump(thresholds)], 1);
  assert.equal(holds(packForest([drawTree(rng, 256, 9, 30)], 9)), true);
  assert.equal(holds(packForest([drawTree(rng, 257, 9, 30)], 9)), false);
  assert.equal(holds(chain(255)), true);
  assert.equal(holds(chain(256)), false);
  assert.equal(holds(chain(3), { threshold: new Float32Array(7).fill(Number.NaN) }), false);
  assert.equal(holds(chain(3), { width: 100_000 }), false);
});

/** A chain of splits of one column, each with a threshold of its own; of 256 it is two trees' worth of leaves less one. */
function stump(thresholds: number): DrawnTree {
  const tree: DrawnTree = { left: [], right: [], feature: [], value: [], defaultLeft: [] };
  for (let split = 0; split < thresholds; split++) {
    tree.left.push(2 * split + 1, -1);
    tree.right.push(2 * split + 2, -1);
    tree.value.push(split, split);
  }
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(0);
  tree.feature.push(...tree.left.map(() => 0));
  tree.defaultLeft.push(...tree.left.map(() => false));
  return tree;
}
