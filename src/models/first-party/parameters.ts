/** Checked access to the arrays and to the JSON of an artifact: every mistake is a clause that names the part. */
import { type JsonValue, parseJson } from "../codecs/lenient-json.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";

/** The array of that name. */
export function arrayNamed(arrays: readonly NdArray[], name: string): NdArray {
  const found = arrays.find((array) => array.name === name);
  if (found) return found;
  const names = arrays.map((array) => array.name || "(no name)");
  throw new Malformed(`it has no array ${name}, but ${names.slice(0, 10).join(", ") || "none at all"}`);
}

/** Checks that an array is a table, and gives its sizes. */
export function tableShape({ name, shape }: NdArray, what = name): readonly [rows: number, columns: number] {
  const [rows = 0, columns = 0] = shape;
  if (shape.length === 2 && rows > 0 && columns > 0) return [rows, columns];
  throw new Malformed(`${what} has the shape [${shape.join(", ")}], which is no table`);
}

/** Checks that there are `count` numbers, whatever dimensions they are laid out in. */
export function numbersOf({ name, values }: NdArray, count: number): Float32Array {
  if (values.length === count) return values;
  throw new Malformed(`${name} has ${values.length} numbers where the model needs ${count}`);
}

export type JsonObject = ReadonlyMap<string, JsonValue>;

/** A JSON object in a file of that name. */
export function jsonObject(bytes: Buffer | undefined, name: string): JsonObject {
  if (!bytes) throw new Malformed(`it has no ${name}`);
  const value = parsed(bytes, name);
  if (value instanceof Map) return value;
  throw new Malformed(`${name} is not an object`);
}

function parsed(bytes: Buffer, name: string): JsonValue {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof Malformed) throw new Malformed(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

export function objectIn(from: JsonObject, key: string): JsonObject {
  const value = from.get(key);
  return value instanceof Map ? value : new Map();
}

export function textIn(from: JsonObject, key: string): string | undefined {
  const value = from.get(key);
  return typeof value === "string" ? value : undefined;
}

/** A number, also one that is written as a text: hyperparameters are. */
export function numberIn(from: JsonObject, key: string): number | undefined {
  const value = from.get(key);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
