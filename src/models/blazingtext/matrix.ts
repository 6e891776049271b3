/** The two kinds of matrix in a fastText file (`src/densematrix.cc`, `src/quantmatrix.cc`, `src/productquantizer.cc`), read in place. */
import type { ByteReader } from "../codecs/byte-reader.ts";
import { Malformed } from "../codecs/malformed.ts";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row by row, unless it is quantized. */
  readonly cells?: Float32Array;
  /** Adds a row to a vector of `columns`, rounding to float32 as the library does. */
  addRow(row: number, into: Float32Array): void;
  /** Every step in float32, as the library's. */
  dot(row: number, vector: Float32Array): number;
  /** The dot products of all rows. */
  times(vector: Float32Array): Float32Array;
}

const { fround } = Math;

/** A count of 64 bits; more than 2^53 has no exact number here, and no file is that large. */
function wide(input: ByteReader, what: string): number {
  const value = Number(input.bytes.readBigInt64LE(input.take(8, what)));
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Malformed(`its ${what} says ${value}`);
}

/** Numbers in place. They may begin anywhere in the file: the file's bytes are moved down by up to three, over what was read already. */
function floats(input: ByteReader, count: number, what: string): Float32Array {
  const { bytes } = input;
  const start = input.take(count * 4, what);
  const back = (bytes.byteOffset + start) % 4;
  bytes.copyWithin(start - back, start, start + count * 4);
  return new Float32Array(bytes.buffer, bytes.byteOffset + start - back, count);
}

export function readMatrix(input: ByteReader, quantized: boolean, what: string): Matrix {
  return quantized ? readQuantized(input, what) : readDense(input, what);
}

function readDense(input: ByteReader, what: string): Matrix {
  const rows = wide(input, `${what}'s number of rows`);
  const columns = wide(input, `${what}'s number of columns`);
  const cells = floats(input, rows * columns, what);
  const addRow = (row: number, into: Float32Array): void => {
    for (let column = 0, at = row * columns; column < columns; column++, at++) into[column]! += cells[at]!;
  };
  const dot = (row: number, vector: Float32Array): number => {
    let sum = 0;
    for (let column = 0, at = row * columns; column < columns; column++, at++) sum = fround(sum + fround(cells[at]! * vector[column]!));
    return sum;
  };
  return { rows, columns, cells, addRow, dot, times: (vector) => denseTimes(cells, rows, columns, vector, dot) };
}

/** Four rows at once: a sum of floats is a chain in which each step waits for the one before, and the four do not wait for each other. */
function denseTimes(cells: Float32Array, rows: number, columns: number, vector: Float32Array, dot: Matrix["dot"]): Float32Array {
  const products = new Float32Array(rows);
  const fours = rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let column = 0, at = row * columns; column < columns; column++, at++) {
      const value = vector[column]!;
      a = fround(a + fround(cells[at]! * value));
      b = fround(b + fround(cells[at + columns]! * value));
      c = fround(c + fround(cells[at + 2 * columns]! * value));
      d = fround(d + fround(cells[at + 3 * columns]! * value));
    }
    products[row] = a;
    products[row + 1] = b;
    products[row + 2] = c;
    products[row + 3] = d;
  }
  for (let row = fours; row < rows; row++) products[row] = dot(row, vector);
  return products;
}

function readQuantized(input: ByteReader, what: string): Matrix {
  const hasNorms = input.bytes[input.take(1, what)] !== 0;
  const rows = wide(input, `${what}'s number of rows`);
  const columns = wide(input, `${what}'s number of columns`);
  const codeBytes = input.i32(what);
  const codes = bytesOf(input, codeBytes, what);
  const quantizer = readQuantizer(input, what);
  if (quantizer.dim !== columns || quantizer.parts * rows !== codeBytes)
    throw new Malformed(`its ${what} has codes that do not fit its size`);
  const normCodes = hasNorms ? bytesOf(input, rows, what) : undefined;
  const norms = hasNorms ? readQuantizer(input, what) : undefined;
  if (norms && norms.dim !== 1) throw new Malformed(`its ${what} has norms of ${norms.dim} numbers`);
  const normOf = (row: number): number => (norms && normCodes ? norms.centroids[normCodes[row]!]! : 1);

  const addRow = (row: number, into: Float32Array): void => {
    const norm = normOf(row);
    for (let part = 0; part < quantizer.parts; part++) {
      const { start, length } = centroidOf(quantizer, part, codes[row * quantizer.parts + part]!);
      const first = part * quantizer.partDim;
      for (let index = 0; index < length; index++) into[first + index]! += fround(norm * quantizer.centroids[start + index]!);
    }
  };
  const dot = (row: number, vector: Float32Array): number => {
    let sum = 0;
    for (let part = 0; part < quantizer.parts; part++) {
      const { start, length } = centroidOf(quantizer, part, codes[row * quantizer.parts + part]!);
      const first = part * quantizer.partDim;
      for (let index = 0; index < length; index++) {
        sum = fround(sum + fround(vector[first + index]! * quantizer.centroids[start + index]!));
      }
    }
    return fround(sum * normOf(row));
  };
  return { rows, columns, addRow, dot, times: (vector) => Float32Array.from({ length: rows }, (_, row) => dot(row, vector)) };
}

/** Each part of a row is one of 256 centroids. */
interface Quantizer {
  readonly dim: number;
  readonly parts: number;
  /** Numbers of a part, and of the last one, which may be shorter. */
  readonly partDim: number;
  readonly lastDim: number;
  readonly centroids: Float32Array;
}

const centroidsPerPart = 256;

function readQuantizer(input: ByteReader, what: string): Quantizer {
  const [dim, parts, partDim, lastDim] = [input.i32(what), input.i32(what), input.i32(what), input.i32(what)];
  if (!(dim > 0 && parts > 0 && partDim > 0 && lastDim > 0 && lastDim <= partDim) || (parts - 1) * partDim + lastDim !== dim) {
    throw new Malformed(`its ${what} is quantized into ${parts} parts of ${partDim} and ${lastDim} numbers, which do not make ${dim}`);
  }
  return { dim, parts, partDim, lastDim, centroids: floats(input, dim * centroidsPerPart, what) };
}

function centroidOf({ parts, partDim, lastDim }: Quantizer, part: number, code: number): { start: number; length: number } {
  const length = part === parts - 1 ? lastDim : partDim;
  return { start: part * centroidsPerPart * partDim + code * length, length };
}

function bytesOf(input: ByteReader, count: number, what: string): Buffer {
  const start = input.take(count, what);
  return input.bytes.subarray(start, start + count);
}
