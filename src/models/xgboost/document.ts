/** Checked access to a parsed JSON or UBJSON model: every mistake is a sentence with the path of the field. */
import { Malformed } from "../codecs/malformed.ts";
import type { NumberArray, UbjsonValue } from "../codecs/ubjson.ts";

/** JSON values are a subset of what UBJSON can give. */
export type DocumentValue = UbjsonValue;
export type Fields = ReadonlyMap<string, DocumentValue>;

/** The object at `path` below `from`, e.g. `learner.gradient_booster`. */
export function fieldsAt(from: Fields, path: string): Fields {
  let here: DocumentValue | undefined = from as Map<string, DocumentValue>;
  for (const key of path.split(".")) here = here instanceof Map ? here.get(key) : undefined;
  if (here instanceof Map) return here;
  throw new Malformed(`it has no object ${path}`);
}

export function textIn(from: Fields, key: string): string {
  const value = from.get(key);
  if (typeof value === "string") return value;
  throw new Malformed(`it has no text ${key}`);
}

/** A whole number, which XGBoost writes as a text; `fallback` when it is absent. */
export function wholeNumberIn(from: Fields, key: string, fallback?: number): number {
  const value = from.get(key);
  if (value === undefined && fallback !== undefined) return fallback;
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw new Malformed(`its ${key} is not a whole number`);
}

/** A list of numbers; booleans count as 0 and 1, because 1.0 to 1.5 wrote `default_left` so. */
export function numbersIn(from: Fields, key: string): ArrayLike<number> {
  const value = from.get(key);
  if (ArrayBuffer.isView(value)) return value as NumberArray;
  if (!Array.isArray(value)) throw new Malformed(`it has no list ${key}`);
  for (let index = 0; index < value.length; index++) {
    const item = value[index];
    if (typeof item === "boolean") value[index] = item ? 1 : 0;
    else if (typeof item !== "number") throw new Malformed(`its list ${key} holds something that is not a number`);
  }
  return value as number[];
}
