/**
 * Rows of a table, each times a number, added up in double, two columns at a time. Each sum is added to in the order of the rows, as by a plain
 * loop, so that its bits do not depend on how many there are.
 */
import { advance, type Code, f64x2, get, i32, type Local, repeat, set, v128 } from "../../lib/wasm/code.ts";
import { compileKernels, type Kernel, type KernelCall, Locals } from "../../lib/wasm/module.ts";
import { memoryOf, tileVectors, vectorBytes, widened } from "./kernels.ts";

/** Of a row that is listed: its number as a double, and the address of the row. */
const entry = { value: 0, address: 8, bytes: 16 } as const;
const listRows = 1024;

/**
 * `(list, listEnd, offset, sums, squares)`: adds `offset` bytes of the listed rows on, each times its number, to so many vectors of sums, and
 * the squares of what is added to others.
 */
function weightedRowsKernel(vectors: number, withSquares: boolean): Kernel {
  const [at, listEnd, offset, sums, squares] = [0, 1, 2, 3, 4];
  const locals = new Locals(5);
  const row = locals.new("i32");
  const [value, part] = locals.several(2, "v128") as [Local, Local];
  const totals = locals.several(vectors, "v128");
  const totalSquares = withSquares ? locals.several(vectors, "v128") : [];
  const all = [
    ...totals.map((total, nth) => [total, sums, nth] as const),
    ...totalSquares.map((total, nth) => [total, squares, nth] as const),
  ];
  const each: Code = [
    ...set(value, v128.load64Splat(get(at), entry.value)),
    ...set(row, i32.add(i32.load(get(at), entry.address), get(offset))),
    ...totals.flatMap((total, nth) => [
      ...set(part, f64x2.mul(get(value), widened(get(row), nth))),
      ...set(total, f64x2.add(get(total), get(part))),
      ...(withSquares ? set(totalSquares[nth]!, f64x2.add(get(totalSquares[nth]!), f64x2.mul(get(part), get(part)))) : []),
    ]),
    ...advance(at, entry.bytes),
  ];
  return locals.kernel([
    ...all.flatMap(([total, from, nth]) => set(total, v128.load(get(from), nth * vectorBytes))),
    ...repeat(each, i32.ltU(get(at), get(listEnd))),
    ...all.flatMap(([total, to, nth]) => v128.store(get(to), get(total), nth * vectorBytes)),
  ]);
}

export interface WeightedRows {
  /** One for each column; the caller sets where they start. */
  readonly sums: Float64Array;
  /** Of all that was added to each sum the squares, if they were asked for. */
  readonly squares: Float64Array;
  /** `sums[i] += value × table[row][i]`, by the time of `finish`; nothing for 0, which is what a sparse row written as a dense one has most of. */
  add(row: number, value: number): void;
  finish(): void;
}

const kernelsOf = new Map<string, (memory: { readonly buffer: ArrayBuffer }) => Readonly<Record<"add", KernelCall>>>();

/** Compiled once for each number of vectors. */
function addingKernel(vectors: number, withSquares: boolean, memory: { readonly buffer: ArrayBuffer }): KernelCall {
  const name = `${vectors} ${withSquares}`;
  const instantiate = kernelsOf.get(name) ?? compileKernels({ add: weightedRowsKernel(vectors, withSquares) });
  kernelsOf.set(name, instantiate);
  return instantiate(memory).add;
}

/** Copies the table, which has rows of `width` numbers. Throws `Malformed` where there is no memory for it. */
export function weightedRows(table: Float32Array, width: number, withSquares = false): WeightedRows {
  const vectors = Math.ceil(width / 2);
  const sumsBytes = vectors * vectorBytes;
  const squaresAt = listRows * entry.bytes + sumsBytes;
  const tableAt = squaresAt + sumsBytes;
  const memory = memoryOf(tableAt + table.length * 4 + vectorBytes); // the last vector of the last row reads on
  new Float32Array(memory.buffer, tableAt, table.length).set(table);
  const values = new Float64Array(memory.buffer, 0, listRows * 2);
  const addresses = new Uint32Array(memory.buffer, 0, listRows * 4);
  const sums = new Float64Array(memory.buffer, listRows * entry.bytes, width);
  const squares = new Float64Array(memory.buffer, squaresAt, width);

  const tile = withSquares ? tileVectors / 2 : tileVectors;
  const whole = addingKernel(tile, withSquares, memory);
  const rest = vectors % tile === 0 ? undefined : addingKernel(vectors % tile, withSquares, memory);
  let count = 0;
  function finish(): void {
    const end = count * entry.bytes;
    count = 0;
    if (end === 0) return;
    let vector = 0;
    const run = (kernel: KernelCall): void =>
      kernel(0, end, vector * 8, listRows * entry.bytes + vector * vectorBytes, squaresAt + vector * vectorBytes);
    for (; vector + tile <= vectors; vector += tile) run(whole);
    if (rest) run(rest);
  }
  function add(row: number, value: number): void {
    if (value === 0) return;
    values[count * 2] = value;
    addresses[count * 4 + 2] = tableAt + row * width * 4;
    if (++count === listRows) finish();
  }
  return { sums, squares, add, finish };
}
