/**
 * Sums leaves the way libxgboost does: trees in ascending order, every addition rounded to float32 (storing into a Float32Array rounds).
 * Since 1.3 (dart: 1.4 or 1.5) the sum starts from the base margin; before, from zero, and the base margin came last (found with 0.72, 0.90, 1.0 and 1.2: no
 * other order gives their bits). The wrong order changes the last bit in four rows of five.
 */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import type { LibraryVersion, TreeBooster } from "./booster.ts";
import type { CategoricalSplit, Forest } from "./forest.ts";

/** Rows walked through one tree before the next tree is touched: a tree stays in the cache. Worth 1.6 × on 1,000 trees of 255 nodes. */
const blockRows = 64;
const blockCells = 2 ** 18;

export interface TreePredictor {
  /** Margins of all rows, as many for each as there are base margins; `into` comes zeroed. */
  predict(rows: FeatureRows, baseMargin: Float32Array, into: Float32Array): void;
}

/** `trees`: how many of the trees count. */
export function treePredictor(body: TreeBooster, trees: number, library: LibraryVersion): TreePredictor {
  const { forest, groupOf, weightDrop } = body;
  const { width, roots } = forest;
  const block = Math.max(1, Math.min(blockRows, Math.floor(blockCells / Math.max(1, width))));
  const cells = new Float32Array(block * width); // used within one synchronous call only
  // Only 1.6 sent a category that is out of range the way of a missing value; all others send it left.
  const outOfRangeIsMissing = library.major === 1 && library.minor === 6;
  const baseLast = library.major < 1 || (library.major === 1 && library.minor < (weightDrop ? 4 : 3));

  function predict(rows: FeatureRows, baseMargin: Float32Array, into: Float32Array): void {
    const groups = baseMargin.length;
    for (let first = 0; first < rows.rows; first += block) {
      const count = Math.min(block, rows.rows - first);
      for (let row = 0; row < count; row++) {
        rows.copyRow(first + row, cells, row * width, width);
        if (!baseLast) into.set(baseMargin, (first + row) * groups);
      }
      for (let tree = 0; tree < trees; tree++) {
        let out = first * groups + groupOf[tree]!;
        for (let row = 0; row < count; row++, out += groups) {
          const leaf = forest.value[findLeaf(forest, roots[tree]!, cells, row * width, outOfRangeIsMissing)]!;
          into[out]! += weightDrop ? Math.fround(leaf * weightDrop[tree]!) : leaf;
        }
      }
    }
    if (baseLast) for (let index = 0; index < into.length; index++) into[index]! += baseMargin[index % groups]!;
  }
  return { predict };
}

function findLeaf(forest: Forest, root: number, cells: Float32Array, at: number, outOfRangeIsMissing: boolean): number {
  const { left, feature, value, missing } = forest;
  let node = root;
  for (let child = left[node]!; child !== 0; child = left[node]!) {
    const compared = feature[node]!;
    if (compared >= 0) {
      const cell = cells[at + compared]!;
      node = cell < value[node]! ? child : !Number.isNaN(cell) ? child + 1 : child + missing[node]!;
    } else {
      node = child + categoricalStep(forest.categorical[~compared]!, cells, at, missing[node]!, outOfRangeIsMissing);
    }
  }
  return node;
}

/** 0 for left, 1 for right: the set lists the categories that go right (dmlc/xgboost `src/common/categorical.h`). */
function categoricalStep(split: CategoricalSplit, cells: Float32Array, at: number, missing: number, outOfRangeIsMissing: boolean): number {
  const cell = cells[at + split.feature]!;
  if (Number.isNaN(cell)) return missing;
  if (cell < 0 || cell >= 2 ** 24 || cell >= split.bits.length * 32) return outOfRangeIsMissing ? missing : 0;
  const category = Math.trunc(cell);
  return (split.bits[category >>> 5]! >>> (category & 31)) & 1;
}
