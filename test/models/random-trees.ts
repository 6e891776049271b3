/** Trees of any shape and rows for them, drawn by chance: thresholds repeat, and cells hit them, are missing, minus zero or tiny. */
import type { Rng } from "../../src/lib/rng.ts";

export interface DrawnTree {
  readonly left: number[];
  readonly right: number[];
  readonly feature: number[];
  /** Threshold, or the value of a leaf. */
  readonly value: number[];
  readonly defaultLeft: boolean[];
}

const thresholds = [-3, -1.5, -0.25, -0, 0, 0.1, 0.25, 1e-7, 2, 1e30];
const strange = [Number.NaN, Number.NaN, Number.NaN, 0, -0, 1e-40];

/** `spread`: how many different thresholds there are beside the usual ones. */
export function drawTree(rng: Rng, leaves: number, features: number, spread: number): DrawnTree {
  const tree: DrawnTree = { left: [-1], right: [-1], feature: [0], value: [0], defaultLeft: [false] };
  const open = [0];
  for (let count = 1; count < leaves; count++) {
    const [node] = open.splice(Math.floor(rng.draw() * open.length), 1) as [number];
    for (const side of [tree.left, tree.right]) {
      side[node] = tree.left.length;
      open.push(tree.left.length);
      tree.left.push(-1);
      tree.right.push(-1);
      tree.feature.push(0);
      tree.value.push(0);
      tree.defaultLeft.push(false);
    }
    tree.feature[node] = Math.floor(rng.draw() * features);
    tree.value[node] = drawThreshold(rng, spread);
    tree.defaultLeft[node] = rng.draw() < 0.5;
  }
  for (const leaf of open) tree.value[leaf] = rng.draw() - 0.5;
  return tree;
}

const drawThreshold = (rng: Rng, spread: number): number =>
  rng.draw() < 0.4 ? thresholds[Math.floor(rng.draw() * thresholds.length)]! : Math.floor(rng.draw() * spread) / 64 - 1;

export function drawCells(rng: Rng, count: number, spread: number, missing: boolean): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const chance = rng.draw();
    if (missing && chance < 0.2) return strange[Math.floor(rng.draw() * strange.length)]!;
    return chance < 0.6 ? drawThreshold(rng, spread) : rng.draw() * 4 - 2;
  });
}
