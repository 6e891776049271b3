/**
 * The list of arrays that MXNet saves as `.params`, and its algorithms as `model_algo-1` (apache/mxnet `src/ndarray/ndarray.cc`): dense
 * arrays of all versions, and the sparse ones, which become dense. Whatever the file holds, numbers come out as float32.
 */
import { limits } from "../../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { Malformed } from "./malformed.ts";

export interface NdArray {
  /** Without the `arg:` or `aux:` that checkpoints put in front; empty in a list without names. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: Float32Array;
}

const listMagic = 0x112n;
const versions = { v1: 0xf993fac8, v2: 0xf993fac9, v3: 0xf993faca } as const;
const storage = { dense: 0, rowSparse: 1, csr: 2 } as const;
const mostDimensions = 32;

/** By type flag: bytes of one number, and how a block of them becomes float32. */
const numberTypes: Readonly<Record<number, { bytes: number; toFloats(block: ArrayBuffer): Float32Array }>> = {
  0: { bytes: 4, toFloats: (block) => new Float32Array(block) },
  1: { bytes: 8, toFloats: (block) => Float32Array.from(new Float64Array(block)) },
  2: { bytes: 2, toFloats: halves },
  3: { bytes: 1, toFloats: (block) => Float32Array.from(new Uint8Array(block)) },
  4: { bytes: 4, toFloats: (block) => Float32Array.from(new Int32Array(block)) },
  5: { bytes: 1, toFloats: (block) => Float32Array.from(new Int8Array(block)) },
  6: { bytes: 8, toFloats: (block) => Float32Array.from(new BigInt64Array(block), Number) },
  7: { bytes: 1, toFloats: (block) => Float32Array.from(new Uint8Array(block)) },
  8: { bytes: 2, toFloats: (block) => Float32Array.from(new Int16Array(block)) },
  9: { bytes: 2, toFloats: (block) => Float32Array.from(new Uint16Array(block)) },
  10: { bytes: 4, toFloats: (block) => Float32Array.from(new Uint32Array(block)) },
  11: { bytes: 8, toFloats: (block) => Float32Array.from(new BigUint64Array(block), Number) },
  12: { bytes: 2, toFloats: (block) => new Float32Array(Uint32Array.from(new Uint16Array(block), (bits) => bits << 16).buffer) },
};

/** Whether the bytes begin like a list of arrays. */
export const looksLikeNdArrays = (bytes: Buffer): boolean => bytes.length >= 8 && bytes.readBigUInt64LE(0) === listMagic;

/** Reads a whole file. Throws `Malformed` with a clause that continues "cannot be read: …". */
export function readNdArrays(bytes: Buffer): NdArray[] {
  if (!looksLikeNdArrays(bytes)) throw new Malformed("it does not begin like a list of MXNet arrays");
  const reader = new ByteReader(bytes, 16); // the magic and a reserved word
  const count = reader.count(8, "the list of arrays");
  if (count > limits.modelArrays) throw new Malformed(`it claims ${count} arrays; up to ${limits.modelArrays} are read`);
  const arrays = Array.from({ length: count }, (_, index) => readArray(reader, `array ${index + 1}`));
  const named = reader.count(8, "the list of names");
  if (named !== 0 && named !== count) throw new Malformed(`it has ${named} names for ${count} arrays`);
  const names = Array.from({ length: named }, () => reader.text("a name").replace(/^(arg|aux):/, ""));
  if (reader.left > 0) throw new Malformed(`${reader.left} bytes follow after its end`);
  return arrays.map((array, index) => ({ name: names[index] ?? "", ...array }));
}

type Unnamed = Omit<NdArray, "name">;

function readArray(reader: ByteReader, what: string): Unnamed {
  const first = reader.u32(what);
  if (first === versions.v2 || first === versions.v3) {
    const kind = reader.i32(what);
    if (kind === storage.dense) return readDense(reader, readShape(reader, reader.i32(what), what), first === versions.v3, what);
    if (first === versions.v2 && (kind === storage.rowSparse || kind === storage.csr)) return readSparse(reader, kind, what);
    throw new Malformed(`${what} has the unknown storage type ${kind}`);
  }
  if (first === versions.v1) return readDense(reader, readShape(reader, reader.i32(what), what), false, what);
  // The oldest version has no magic: the word is the number of dimensions, which are 32 bits wide.
  checkDimensions(first, what);
  return readDense(
    reader,
    Array.from({ length: first }, () => reader.u32(what)),
    false,
    what,
  );
}

function checkDimensions(count: number, what: string): void {
  if (count < 0 || count > mostDimensions) throw new Malformed(`${what} claims ${count} dimensions`);
}

function readShape(reader: ByteReader, dimensions: number, what: string): number[] {
  checkDimensions(dimensions, what);
  return Array.from({ length: dimensions }, () => {
    const size = Number(reader.bytes.readBigInt64LE(reader.take(8, what)));
    if (size < 0 || !Number.isSafeInteger(size)) throw new Malformed(`${what} claims a dimension of ${size}`);
    return size;
  });
}

const cellsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Without dimensions there is nothing, and nothing follows; only the newest version knows single numbers. */
function readDense(reader: ByteReader, shape: number[], scalars: boolean, what: string): Unnamed {
  if (shape.length === 0 && !scalars) return { shape, values: new Float32Array(0) };
  const type = readContext(reader, what);
  return { shape, values: readNumbers(reader, type, cellsOf(shape), what) };
}

/** Where the array lived (CPU or GPU) does not matter; the type of its numbers does. */
function readContext(reader: ByteReader, what: string): number {
  reader.take(8, what);
  return reader.i32(what);
}

function numberType(flag: number, what: string): (typeof numberTypes)[number] {
  const type = numberTypes[flag];
  if (!type) throw new Malformed(`${what} has numbers of the unknown type ${flag}`);
  return type;
}

function readNumbers(reader: ByteReader, flag: number, count: number, what: string): Float32Array {
  const type = numberType(flag, what);
  return type.toFloats(reader.copy(count * type.bytes, what));
}

/** Rows or cells that are stored, and where they stand (in numbers that stay exact: positions do not fit float32). */
function readSparse(reader: ByteReader, kind: number, what: string): Unnamed {
  const stored = readShape(reader, reader.i32(what), what);
  const shape = readShape(reader, reader.i32(what), what);
  if (shape.length === 0) return { shape, values: new Float32Array(0) };
  const type = readContext(reader, what);
  const auxiliary = Array.from({ length: kind === storage.csr ? 2 : 1 }, () => ({
    type: reader.i32(what),
    count: cellsOf(readShape(reader, reader.i32(what), what)),
  }));
  const values = readNumbers(reader, type, cellsOf(stored), what);
  const positions = auxiliary.map((aux) => readPositions(reader, aux.type, aux.count, what));
  const cells = cellsOf(shape);
  if (cells > limits.sparseModelCells) {
    throw new Malformed(`${what} is sparse, of ${cells} numbers in all; up to ${limits.sparseModelCells} are spread out`);
  }
  const out = new Float32Array(cells);
  if (kind === storage.csr) spreadCells(out, shape, values, positions[0]!, positions[1]!, what);
  else spreadRows(out, shape, values, positions[0]!, what);
  return { shape, values: out };
}

/** Positions are 64-bit numbers in every file seen; 32 bits are allowed. */
function readPositions(reader: ByteReader, flag: number, count: number, what: string): Float64Array {
  if (flag !== 4 && flag !== 6) throw new Malformed(`${what} has positions of the type ${flag}`);
  const block = reader.copy(count * (flag === 6 ? 8 : 4), what);
  return flag === 6 ? Float64Array.from(new BigInt64Array(block), Number) : Float64Array.from(new Int32Array(block));
}

function spreadRows(out: Float32Array, shape: readonly number[], values: Float32Array, rows: Float64Array, what: string): void {
  const width = cellsOf(shape.slice(1));
  if (values.length !== rows.length * width)
    throw new Malformed(`${what} has ${values.length} numbers for ${rows.length} rows of ${width}`);
  for (const [index, row] of rows.entries()) {
    if (!(row >= 0 && row < shape[0]!)) throw new Malformed(`${what} has a row ${row} of ${shape[0]}`);
    out.set(values.subarray(index * width, (index + 1) * width), row * width);
  }
}

function spreadCells(
  out: Float32Array,
  shape: readonly number[],
  values: Float32Array,
  starts: Float64Array,
  columns: Float64Array,
  what: string,
): void {
  const [rows = 0, width = 0] = shape;
  if (shape.length !== 2 || starts.length !== rows + 1 || columns.length !== values.length) {
    throw new Malformed(`${what} has ${starts.length} row starts and ${columns.length} columns for ${values.length} numbers`);
  }
  for (let row = 0; row < rows; row++) {
    if (!(starts[row]! >= 0 && starts[row]! <= starts[row + 1]! && starts[row + 1]! <= values.length)) {
      throw new Malformed(`${what} has a row ${row} from ${starts[row]} to ${starts[row + 1]} of ${values.length} numbers`);
    }
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const column = columns[at]!;
      if (!(column >= 0 && column < width)) throw new Malformed(`${what} has a column ${column} of ${width}`);
      out[row * width + column] = values[at]!;
    }
  }
}

/** IEEE half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halves(block: ArrayBuffer): Float32Array {
  return Float32Array.from(new Uint16Array(block), (bits) => {
    const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 0x1f
          ? fraction === 0
            ? Infinity
            : NaN
          : (1024 + fraction) * 2 ** (exponent - 25);
    return bits & 0x8000 ? -size : size;
  });
}
