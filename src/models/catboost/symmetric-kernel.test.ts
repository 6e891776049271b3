/** Models drawn by chance, their leaves found by the kernels and by asking every question of every row. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rng, seededRng } from "../../lib/rng.ts";
import type { CatboostModel } from "./cbm-file.ts";
import { type CatboostRows, rawPredictor } from "./predict.ts";
import { symmetricSums } from "./symmetric-kernel.ts";
import type { ObliviousTrees } from "./trees.ts";

interface Question {
  readonly slot: number;
  readonly value: number;
}

interface Drawn {
  readonly model: CatboostModel & { readonly trees: ObliviousTrees };
  readonly questions: readonly (readonly Question[])[];
}

const borders = (count: number): Float32Array => Float32Array.from({ length: count }, (_, index) => (index - count / 2) / 16);

/** Columns with few and many borders, missing values above and below them, and a category of three values in the last column. */
function drawModel(rng: Rng, { dimension, deepest, most }: { dimension: number; deepest: number; most: number }): Drawn {
  const floats = [3, 0, 48, most, 1].map((count, column) => ({ column, borders: borders(count), missingIsAbove: column % 2 === 0 }));
  const oneHot = [{ place: 0, values: Int32Array.of(7, -9, 11) }];
  const slots = [0, 2, 3, 4, 5];
  const draw = (): Question => {
    const slot = slots[Math.floor(rng.draw() * slots.length)]!;
    return { slot, value: 1 + Math.floor(rng.draw() * (floats[slot]?.borders.length ?? 3)) };
  };
  const questions = Array.from({ length: 25 }, () => Array.from({ length: Math.floor(rng.draw() * (deepest + 1)) }, draw));
  const all = questions.flat();
  const starts = Int32Array.of(0, ...questions.map((_, tree) => questions.slice(0, tree + 1).flat().length));
  const leafStarts = Int32Array.of(
    0,
    ...questions.map((_, tree) => questions.slice(0, tree + 1).reduce((sum, { length }) => sum + 2 ** length, 0) * dimension),
  );
  const trees: ObliviousTrees = {
    kind: "oblivious",
    splits: {
      slot: Int32Array.from(all, ({ slot }) => slot),
      value: Int32Array.from(all, ({ value }) => value),
      equals: Uint8Array.from(all, ({ slot }) => Number(slot === 5)),
    },
    greatest: most,
    starts,
    leafStarts,
    leafValues: Float64Array.from({ length: leafStarts.at(-1)! }, () => rng.draw() - 0.5),
  };
  const model = {
    loss: undefined,
    ofClasses: false,
    version: undefined,
    dimension,
    columns: 6,
    floats,
    categories: [{ column: 5, used: true }],
    oneHot,
    trees,
  };
  return { model: { ...model, scale: 0.5, bias: Float64Array.from({ length: dimension }, () => rng.draw()) }, questions };
}

function drawRows(rng: Rng, rows: number, columns: number): CatboostRows {
  const value = (): number => (rng.draw() < 0.1 ? Number.NaN : Math.round(rng.draw() * 320 - 160) / 16);
  const hashes = Int32Array.from({ length: rows }, () => [7, -9, 11, 12][Math.floor(rng.draw() * 4)]!);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, value), hashes: [hashes] };
}

function askAll({ model, questions }: Drawn, { rows, columns, values, hashes }: CatboostRows): Float64Array {
  const { dimension, floats, oneHot, trees, scale, bias } = model;
  const sums = new Float64Array(rows * dimension);
  for (let row = 0; row < rows; row++) {
    const isYes = ({ slot, value }: Question): boolean => {
      if (slot === 5) return hashes[0]![row] === oneHot[0]!.values[value - 1];
      const cell = values[row * columns + slot]!;
      return Number.isNaN(cell) ? floats[slot]!.missingIsAbove : cell > floats[slot]!.borders[value - 1]!;
    };
    for (const [tree, asked] of questions.entries()) {
      const leaf = asked.reduce((sum, question, bit) => sum + (isYes(question) ? 2 ** bit : 0), 0);
      for (let output = 0; output < dimension; output++)
        sums[row * dimension + output]! += trees.leafValues[trees.leafStarts[tree]! + leaf * dimension + output]!;
    }
  }
  return sums.map((sum, index) => scale * sum + bias[index % dimension]!);
}

for (const [seed, shape] of [
  { dimension: 1, deepest: 6, most: 100 },
  { dimension: 3, deepest: 8, most: 255 },
  { dimension: 2, deepest: 8, most: 256 }, // more borders than a byte can tell apart
  { dimension: 1, deepest: 10, most: 30 }, // more questions of a tree than a byte has bits
].entries()) {
  for (const [rows, columns] of [
    [203, 6],
    [65, 9],
    [33, 7],
    [33, 8], // as many as the numbers and the values of the category together
    [1, 6],
  ] as const) {
    test(`${rows} rows of ${columns} columns, ${shape.dimension} outputs, up to ${shape.deepest} questions of up to ${shape.most} borders: every leaf is the right one`, () => {
      const rng = seededRng(seed);
      const drawn = drawModel(rng, shape);
      const table = drawRows(rng, rows, columns);
      assert.deepEqual(rawPredictor(drawn.model)(table), askAll(drawn, table));
    });
  }
}

test("the kernels hold what a byte can tell apart, and no more", () => {
  const holds = (deepest: number, most: number): boolean => {
    const { model } = drawModel(seededRng(3), { dimension: 1, deepest, most });
    return symmetricSums(model, model.trees) !== undefined;
  };
  assert.deepEqual([holds(8, 255), holds(8, 256), holds(11, 255)], [true, false, false]);
});
