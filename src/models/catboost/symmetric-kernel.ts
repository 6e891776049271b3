/** Symmetric trees for the kernels of `tree-kernels`: sixteen rows at a time, as the library does it. */
import { limits } from "../../limits.ts";
import { type Floats, type KernelColumn, type TreeKernel, treeKernel } from "../tree-kernels/tree-kernel.ts";
import type { CatboostModel } from "./cbm-file.ts";
import type { CatboostRows, RawValues } from "./predict.ts";
import type { ObliviousTrees } from "./trees.ts";

/** What a byte can tell. */
const deepest = 8;
const greatest = 255;

/** A cell for each value of a category that splits ask for, 1 or 0, stands behind the cells of the row. */
interface CategoryCell {
  readonly place: number;
  readonly hash: number;
}

/** Undefined when the kernels cannot hold the trees. Sums of the leaves, without scale and bias. */
export function symmetricSums(model: CatboostModel, trees: ObliviousTrees): RawValues | undefined {
  const { floats, oneHot, dimension } = model;
  const asked = floats.flatMap((feature, slot) => (feature.borders.length > 0 ? [{ feature, slot }] : []));
  const columns = asked.reduce((most, { feature }) => Math.max(most, feature.column + 1), 0);
  const categories = oneHot.flatMap(({ place, values }) => Array.from(values, (hash): CategoryCell => ({ place, hash })));
  const width = columns + categories.length;
  if (trees.greatest > greatest || width > limits.treeKernelCells || width === 0) return undefined;
  const count = trees.starts.length - 1;
  for (let tree = 0; tree < count; tree++) if (trees.starts[tree + 1]! - trees.starts[tree]! > deepest) return undefined;

  const kernelColumns: KernelColumn[] = [
    ...asked.map(({ feature: { column, borders, missingIsAbove } }) => ({
      column,
      borders,
      missing: [missingIsAbove ? borders.length : 0] as const,
    })),
    ...categories.map((_, index) => ({ column: columns + index, borders: isOne, missing: [0] as const })),
  ];
  const kernel = treeKernel({
    types: { cell: "f64", border: "f32", passes: "gt" },
    sums: "f64",
    kind: "symmetric",
    width,
    columns: kernelColumns,
    trees: count,
    questions: trees.splits.slot.length + count,
    leaves: trees.leafValues.length / dimension,
    leafNumbers: dimension,
    outputs: dimension,
  });
  if (!kernel) return undefined;
  addTrees(kernel, model, trees, new Map(asked.map(({ slot }, index) => [slot, index])), asked.length);
  return (rows) => {
    const sums = new Float64Array(rows.rows * dimension);
    const fill = (first: number, block: number): void => fillCells(kernel.cells, rows, first, block, columns, categories);
    kernel.sumRows(rows.rows, count, sums, fill);
    return sums;
  };
}

const isOne = Float32Array.of(0.5);

/** `columnOf`: the kernel's column by float feature; the cells of categories follow after them. */
function addTrees(
  kernel: TreeKernel,
  { oneHot, floats, dimension }: CatboostModel,
  { splits, starts, leafStarts, leafValues }: ObliviousTrees,
  columnOf: ReadonlyMap<number, number>,
  floatColumns: number,
): void {
  const categoryStarts: number[] = [];
  let next = floatColumns - 1; // a category's values count from 1
  for (const { values } of oneHot) {
    categoryStarts.push(next);
    next += values.length;
  }
  for (let tree = 0; tree + 1 < starts.length; tree++) {
    kernel.beginTree(0);
    for (let split = starts[tree + 1]! - 1; split >= starts[tree]!; split--) {
      const slot = splits.slot[split]!;
      const value = splits.value[split]!;
      if (splits.equals[split] === 1) kernel.ask(categoryStarts[slot - floats.length]! + value, 0, 0);
      else kernel.ask(columnOf.get(slot)!, 0, value - 1);
    }
    if (starts[tree] === starts[tree + 1]) kernel.ask(0, 0, greatest);
    const end = leafStarts[tree]! + 2 ** (starts[tree + 1]! - starts[tree]!) * dimension;
    for (let at = leafStarts[tree]!; at < end; at++) kernel.addLeaf(leafValues[at]!);
  }
}

function fillCells(
  cells: Floats,
  rows: CatboostRows,
  first: number,
  count: number,
  columns: number,
  categories: readonly CategoryCell[],
): void {
  const width = columns + categories.length;
  if (categories.length === 0 && rows.columns === width) {
    cells.set(rows.values.subarray(first * width, (first + count) * width));
    return;
  }
  for (let row = 0; row < count; row++) {
    const [from, to] = [(first + row) * rows.columns, row * width];
    for (let column = 0; column < columns; column++) cells[to + column] = rows.values[from + column]!;
    for (const [index, { place, hash }] of categories.entries())
      cells[to + columns + index] = Number(rows.hashes[place]?.[first + row] === hash);
  }
}
