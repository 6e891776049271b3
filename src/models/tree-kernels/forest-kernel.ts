/** Lays out trees of any shape for the kernels: thresholds become borders of their columns, each tree a list of nodes from below. */
import { limits } from "../../limits.ts";
import { bytesOf, type CellTypes } from "./binarize.ts";
import { mostLeaves, nodeBytes } from "./leaves.ts";
import { type Floats, type KernelColumn, mostBorders, type TreeKernel, treeKernel } from "./tree-kernel.ts";

/** Fewer rows are better walked one by one (`lone-row.ts`): the kernels do sixteen at the price of one. */
export const leastRows = 8;

/** Made when it is first asked for, with what it is asked for with then: an endpoint that only sees single rows never needs a kernel. */
export function whenNeeded<Given extends readonly unknown[], T>(
  make: (...given: Given) => T | undefined,
): (...given: Given) => T | undefined {
  let made: { readonly value: T | undefined } | undefined;
  return (...given) => {
    made ??= { value: make(...given) };
    return made.value;
  };
}

/** How a missing value fares at a node: it goes left, or right, or the way of a zero. */
export type MissingGoes = "left" | "right" | "asZero";

export interface KernelForest {
  readonly types: CellTypes;
  readonly sums: "f32" | "f64";
  /** Cells of a row. */
  readonly width: number;
  readonly outputs: number;
  /** Trees count from the first on, wherever their nodes are: those of one stand together from its root on, parents before children. */
  readonly roots: Int32Array;
  /** Left child, the right one being next to it; a leaf points to itself. */
  readonly left: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Floats;
  missing(node: number): MissingGoes;
  outputOf(tree: number): number;
  leafOf(tree: number, node: number): number;
}

/** Undefined when the kernels cannot hold the trees: too many leaves, or too many different thresholds of one column, or too large altogether. */
export function forestKernel(forest: KernelForest): TreeKernel | undefined {
  const { roots, left, types, sums, width, outputs } = forest;
  const trees = roots.length;
  if ((left.length / 2) * (nodeBytes + bytesOf[sums]) > limits.treeKernelBytes) return undefined;
  const sizes = treeSizes(forest);
  if (sizes.some((nodes) => (nodes + 1) / 2 > mostLeaves)) return undefined;
  const columns = width <= limits.treeKernelCells ? gatherColumns(forest) : undefined;
  if (!columns || columns.kernel.length === 0) return undefined;
  const lone = roots.reduce((count, root) => count + Number(left[root] === root), 0);
  const inner = (left.length - trees) / 2;
  const shape = { types, sums, width, columns: columns.kernel, trees, leafNumbers: 1, outputs };
  const kernel = treeKernel({ ...shape, kind: "select", questions: inner + lone, leaves: left.length - inner });
  if (kernel) for (let tree = 0; tree < trees; tree++) addTree(kernel, forest, tree, sizes[tree]!, columns.ofFeature);
  return kernel;
}

/** Nodes of each tree: up to the next root, which need not be the next tree's. */
export function treeSizes({ roots, left }: KernelForest): Int32Array {
  const ascending = roots.toSorted();
  const next = new Map(Array.from(ascending, (root, index) => [root, ascending[index + 1] ?? left.length]));
  return roots.map((root) => next.get(root)! - root);
}

interface AskedColumn {
  readonly index: number;
  readonly ways: readonly MissingGoes[];
  readonly borders: Floats;
}

interface Columns {
  readonly kernel: readonly KernelColumn[];
  readonly ofFeature: ReadonlyMap<number, AskedColumn>;
}

function gatherColumns(forest: KernelForest): Columns | undefined {
  const { left, feature, threshold, types } = forest;
  const asked = new Map<number, { readonly thresholds: Set<number>; readonly ways: Set<MissingGoes> }>();
  for (let node = 0; node < left.length; node++) {
    if (left[node] === node) continue;
    const column = asked.get(feature[node]!) ?? { thresholds: new Set(), ways: new Set() };
    asked.set(feature[node]!, column);
    column.thresholds.add(threshold[node]!);
    column.ways.add(forest.missing(node));
    if (column.thresholds.size > mostBorders || column.ways.size > 2 || Number.isNaN(threshold[node])) return undefined;
  }
  const ofFeature = new Map<number, AskedColumn>();
  const kernel: KernelColumn[] = [];
  for (const [column, { thresholds, ways }] of asked) {
    const borders = (types.border === "f32" ? Float32Array : Float64Array).from(thresholds).sort();
    const passed = { left: 0, right: borders.length, asZero: passedByZero(borders, types.passes) };
    const [first, second] = [...ways] as [MissingGoes, MissingGoes?];
    ofFeature.set(column, { index: kernel.length, ways: [...ways], borders });
    kernel.push({ column, borders, missing: second === undefined ? [passed[first]] : [passed[first], passed[second]] });
  }
  return { kernel, ofFeature };
}

const passedByZero = (borders: Floats, passes: "gt" | "ge"): number =>
  Array.from<number>(borders).filter((border) => (passes === "gt" ? 0 > border : 0 >= border)).length;

function addTree(kernel: TreeKernel, forest: KernelForest, tree: number, nodes: number, columns: ReadonlyMap<number, AskedColumn>): void {
  const { roots, left, feature, threshold } = forest;
  const root = roots[tree]!;
  const places = new Int32Array(nodes); // a leaf is `~number`
  kernel.beginTree(forest.outputOf(tree));
  let [leaves, inner] = [0, 0];
  for (let node = root + places.length - 1; node >= root; node--) {
    const child = left[node]!;
    if (child === node) {
      places[node - root] = ~leaves++;
      kernel.addLeaf(forest.leafOf(tree, node));
      continue;
    }
    const { index, ways, borders } = columns.get(feature[node]!)!;
    const answer = ways[0] === forest.missing(node) ? 0 : 1;
    kernel.addNode(index, answer, placeOf(borders, threshold[node]!), places[child - root]!, places[child + 1 - root]!);
    places[node - root] = inner++;
  }
  if (inner === 0) kernel.addNode(0, 0, mostBorders, ~0, ~0);
}

/** Where a border that is there is. */
function placeOf(borders: Floats, border: number): number {
  let [low, high] = [0, borders.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (borders[middle]! < border) low = middle + 1;
    else high = middle;
  }
  return low;
}
