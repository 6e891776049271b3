/**
 * What fastText does with its matrices, four numbers at a time: rows added up, and the products of all rows with a vector. Every number is
 * added to in the same order as by the library, so the bits are the same.
 */
import { advance, type Code, f32x4, get, i32, type Local, repeat, set, v128 } from "../../lib/wasm/code.ts";
import { compileKernels, type Kernel, kernelMemory, Locals } from "../../lib/wasm/module.ts";
import { limits } from "../../limits.ts";

const vectorBytes = 16;
const rowsTogether = 16;
/** Columns whose sums stay in registers while all rows are added: two lines of the cache of each row, asked for without waiting for one another. */
const tileVectors = 8;

const padded = (count: number, to: number): number => Math.ceil(count / to) * to;

/** `(matrix, rowBytes, list, listEnd, sums, vectors)`: adds the rows of which the list has the numbers to the sums, so many vectors of four. */
function addRowsKernel(tile: number): Kernel {
  const [matrix, rowBytes, list, listEnd, sums] = [0, 1, 2, 3, 4];
  const locals = new Locals(5);
  const [at, row] = locals.several(2, "i32") as [Local, Local];
  const totals = locals.several(tile, "v128");
  const each: Code = [
    ...set(row, i32.add(get(matrix), i32.mul(i32.load(get(at)), get(rowBytes)))),
    ...totals.flatMap((total, vector) => set(total, f32x4.add(get(total), v128.load(get(row), vector * vectorBytes)))),
    ...advance(at, 4),
  ];
  return locals.kernel([
    ...set(at, get(list)),
    ...totals.flatMap((total, vector) => set(total, v128.load(get(sums), vector * vectorBytes))),
    ...repeat(each, i32.ltU(get(at), get(listEnd))),
    ...totals.flatMap((total, vector) => v128.store(get(sums), get(total), vector * vectorBytes)),
  ]);
}

/**
 * `(cells, cellsEnd, vector, vectorEnd, products)`: sixteen rows at once, of which the cells of a column stand together. A product is a chain of
 * additions in which each waits for the one before; these do not wait for each other.
 */
function productsKernel(): Kernel {
  const [cells, cellsEnd, vector, vectorEnd, products] = [0, 1, 2, 3, 4];
  const locals = new Locals(5);
  const at = locals.new("i32");
  const value = locals.new("v128");
  const totals = locals.several(rowsTogether / 4, "v128");
  const column: Code = [
    ...set(value, v128.load32Splat(get(at))),
    ...totals.flatMap((total, four) => set(total, f32x4.add(get(total), f32x4.mul(v128.load(get(cells), four * vectorBytes), get(value))))),
    ...advance(cells, rowsTogether * 4),
    ...advance(at, 4),
  ];
  const block: Code = [
    ...totals.flatMap((total) => set(total, v128.zero)),
    ...set(at, get(vector)),
    ...repeat(column, i32.ltU(get(at), get(vectorEnd))),
    ...totals.flatMap((total, four) => v128.store(get(products), get(total), four * vectorBytes)),
    ...advance(products, rowsTogether * 4),
  ];
  return locals.kernel(repeat(block, i32.ltU(get(cells), get(cellsEnd))));
}

const instantiateAdding = compileKernels({ eight: addRowsKernel(tileVectors), one: addRowsKernel(1) });
const instantiateProducts = compileKernels({ products: productsKernel() });

/** Numbers of rows that are collected before they are added. */
const listRows = 4096;

export interface RowAdder {
  /** Where the numbers of up to `listRows` rows are written. */
  readonly list: Int32Array;
  readonly sums: Float32Array;
  /** Adds the first `count` rows of the list to the sums. */
  add(count: number): void;
}

/** Copies the matrix. Undefined when it is too large for that. */
export function rowAdder(cells: Float32Array, columns: number): RowAdder | undefined {
  const width = padded(columns, 4);
  const rows = cells.length / columns;
  const [listBytes, rowBytes] = [listRows * 4, width * 4];
  const bytes = listBytes + rowBytes + rows * rowBytes;
  if (bytes > limits.vectorKernelBytes) return undefined;
  const memory = kernelMemory(bytes);
  const { eight, one } = instantiateAdding(memory);
  const matrixAt = listBytes + rowBytes;
  const matrix = new Float32Array(memory.buffer, matrixAt, rows * width);
  if (width === columns) matrix.set(cells);
  else for (let row = 0; row < rows; row++) matrix.set(cells.subarray(row * columns, (row + 1) * columns), row * width);
  const add = (count: number): void => {
    let vector = 0;
    for (; vector + tileVectors <= width / 4; vector += tileVectors)
      eight(matrixAt + vector * vectorBytes, rowBytes, 0, count * 4, listBytes + vector * vectorBytes);
    for (; vector < width / 4; vector++) one(matrixAt + vector * vectorBytes, rowBytes, 0, count * 4, listBytes + vector * vectorBytes);
  };
  return { list: new Int32Array(memory.buffer, 0, listRows), sums: new Float32Array(memory.buffer, listBytes, columns), add };
}

/** The products of all rows with a vector; what it gives is good until the next call. */
export type Products = (vector: Float32Array) => Float32Array;

/** Copies the matrix. Undefined when it is too large for that. */
export function rowProducts(cells: Float32Array, columns: number): Products | undefined {
  const rows = cells.length / columns;
  const paddedRows = padded(rows, rowsTogether);
  const vectorAt = padded(paddedRows * 4, vectorBytes);
  const cellsAt = vectorAt + padded(columns * 4, vectorBytes);
  const end = cellsAt + paddedRows * columns * 4;
  if (end > limits.vectorKernelBytes) return undefined;
  const memory = kernelMemory(end);
  const kernel = instantiateProducts(memory);
  const blocks = new Float32Array(memory.buffer, cellsAt, paddedRows * columns);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(row / rowsTogether) * rowsTogether * columns + (row % rowsTogether);
    for (let column = 0; column < columns; column++) blocks[from + column * rowsTogether] = cells[row * columns + column]!;
  }
  const vector = new Float32Array(memory.buffer, vectorAt, columns);
  const products = new Float32Array(memory.buffer, 0, rows);
  return (given) => {
    vector.set(given);
    if (rows > 0) kernel.products(cellsAt, end, vectorAt, vectorAt + columns * 4, 0);
    return products;
  };
}
