/** The element types of tensors: what they are called on the wire (Open Inference Protocol), and how a cell of text or JSON becomes one. */
import type { Tensor } from "onnxruntime-node";

export type Cell = number | bigint | string;

/** Typed arrays, or plain ones of strings, by what all of them can do. */
export interface Cells {
  readonly length: number;
  [index: number]: Cell;
  slice(start: number, end: number): Cells;
}

export interface Datatype {
  /** In the Open Inference Protocol. */
  readonly wire: string;
  /** What a cell must be, for messages. */
  readonly expects: string;
  make(length: number): Cells;
  /** Undefined when the value is no such cell. */
  fromJson(value: unknown): Cell | undefined;
  fromText(text: string): Cell | undefined;
  toJson(cell: Cell): unknown;
}

const words: Readonly<Record<string, number>> = { "": Number.NaN, nan: Number.NaN, inf: Infinity, infinity: Infinity };

/** A decimal number as Python's `float` reads it; an empty cell is missing, hence NaN. */
function numberFrom(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isNaN(value) && !/^\s*$|^\s*0[xob]/i.test(text)) return value;
  const word = text.trim().toLowerCase();
  const bare = word.replace(/^[+-](?=[ni])/, "");
  if (!Object.hasOwn(words, bare)) return undefined;
  return word.startsWith("-") ? -words[bare]! : words[bare]!;
}

/** JSON has no word for NaN and infinities; `null` is what JavaScript writes. */
const finite = (cell: Cell): unknown => (typeof cell === "number" && !Number.isFinite(cell) ? null : cell);

function float(wire: string, make: (length: number) => Cells): Datatype {
  const fromJson = (value: unknown): Cell | undefined => (typeof value === "number" ? value : value === null ? Number.NaN : undefined);
  return { wire, expects: "a number", make, fromJson, fromText: numberFrom, toJson: finite };
}

function integer(wire: string, make: (length: number) => Cells, min: number, max: number): Datatype {
  const inRange = (value: unknown): Cell | undefined =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? (value as number) : undefined;
  const fromText = (text: string): Cell | undefined => inRange(numberFrom(text));
  return { wire, expects: `an integer from ${min} to ${max}`, make, fromJson: inRange, fromText, toJson: (cell) => cell };
}

/** 64 bits: beyond 2^53 a JSON number has lost digits before we see it, so such values are taken as text only. */
function bigInteger(wire: string, make: (length: number) => Cells, min: bigint, max: bigint): Datatype {
  const inRange = (value: bigint): Cell | undefined => (value >= min && value <= max ? value : undefined);
  const fromText = (text: string): Cell | undefined => {
    if (/^\s*[+-]?\d+\s*$/.test(text)) return inRange(BigInt(text.trim().replace(/^\+/, "")));
    const value = numberFrom(text);
    return Number.isSafeInteger(value) ? inRange(BigInt(value!)) : undefined;
  };
  const fromJson = (value: unknown): Cell | undefined => {
    if (typeof value === "string") return fromText(value);
    return Number.isSafeInteger(value) ? inRange(BigInt(value as number)) : undefined;
  };
  const toJson = (cell: Cell): unknown => (Number.isSafeInteger(Number(cell)) ? Number(cell) : rawJson(String(cell)));
  return { wire, expects: "an integer of 64 bits (as text beyond 2^53)", make, fromJson, fromText, toJson };
}

/** Digits as they are: TypeScript's library does not know `JSON.rawJSON` yet. */
const rawJson = (text: string): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);

const booleans = new Map<unknown, Cell>([
  [true, 1],
  [false, 0],
  [1, 1],
  [0, 0],
]);

const bool: Datatype = {
  wire: "BOOL",
  expects: "true or false",
  make: (length) => new Uint8Array(length),
  fromJson: (value) => booleans.get(value),
  fromText: (text) => ({ true: 1, "1": 1, false: 0, "0": 0 })[text.trim().toLowerCase()],
  toJson: (cell) => cell !== 0,
};

const string: Datatype = {
  wire: "BYTES",
  expects: "a string",
  make: (length) => new Array<string>(length).fill(""),
  fromJson: (value) => (typeof value === "string" ? value : undefined),
  fromText: (text) => text,
  toJson: (cell) => cell,
};

const Float16 = (globalThis as unknown as { Float16Array: new (length: number) => Cells }).Float16Array;

const datatypes: Partial<Record<Tensor.Type, Datatype>> = {
  float32: float("FP32", (length) => new Float32Array(length)),
  float64: float("FP64", (length) => new Float64Array(length)),
  float16: float("FP16", (length) => new Float16(length)),
  int8: integer("INT8", (length) => new Int8Array(length), -(2 ** 7), 2 ** 7 - 1),
  int16: integer("INT16", (length) => new Int16Array(length), -(2 ** 15), 2 ** 15 - 1),
  int32: integer("INT32", (length) => new Int32Array(length), -(2 ** 31), 2 ** 31 - 1),
  uint8: integer("UINT8", (length) => new Uint8Array(length), 0, 2 ** 8 - 1),
  uint16: integer("UINT16", (length) => new Uint16Array(length), 0, 2 ** 16 - 1),
  uint32: integer("UINT32", (length) => new Uint32Array(length), 0, 2 ** 32 - 1),
  int64: bigInteger("INT64", (length) => new BigInt64Array(length) as unknown as Cells, -(2n ** 63n), 2n ** 63n - 1n),
  uint64: bigInteger("UINT64", (length) => new BigUint64Array(length) as unknown as Cells, 0n, 2n ** 64n - 1n),
  bool,
  string,
};

/** Undefined for the types that no tabular model has (4-bit integers, complex numbers). */
export const datatypeOf = (type: Tensor.Type): Datatype | undefined => datatypes[type];
