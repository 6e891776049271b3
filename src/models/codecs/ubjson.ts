/**
 * UBJSON in the subset that XGBoost writes (dmlc/xgboost `include/xgboost/json_io.h`): big-endian numbers, keys without a marker, typed
 * arrays `[$T#L<count>` of raw data. Typed arrays become typed arrays. Counts are checked against the bytes that are left.
 */
import { limits } from "../../limits.ts";
import { Malformed } from "./malformed.ts";

export type UbjsonValue = null | boolean | number | string | NumberArray | UbjsonValue[] | Map<string, UbjsonValue>;
export type NumberArray = Float32Array | Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

interface NumberType {
  readonly bytes: number;
  read(from: Buffer, at: number): number;
  array(length: number): NumberArray;
}

/** By marker. 64-bit integers become doubles: exact up to 2^53, more than any index. */
const numberTypes = new Map<string, NumberType>([
  ["i", { bytes: 1, read: (from, at) => from.readInt8(at), array: (length) => new Int8Array(length) }],
  ["U", { bytes: 1, read: (from, at) => from.readUInt8(at), array: (length) => new Uint8Array(length) }],
  ["I", { bytes: 2, read: (from, at) => from.readInt16BE(at), array: (length) => new Int16Array(length) }],
  ["l", { bytes: 4, read: (from, at) => from.readInt32BE(at), array: (length) => new Int32Array(length) }],
  ["L", { bytes: 8, read: (from, at) => Number(from.readBigInt64BE(at)), array: (length) => new Float64Array(length) }],
  ["d", { bytes: 4, read: (from, at) => from.readFloatBE(at), array: (length) => new Float32Array(length) }],
  ["D", { bytes: 8, read: (from, at) => from.readDoubleBE(at), array: (length) => new Float64Array(length) }],
]);

/** Parses one document; what follows it is not looked at, as the library does. */
export function parseUbjson(bytes: Buffer): UbjsonValue {
  return new UbjsonParser(bytes).value(0);
}

class UbjsonParser {
  readonly #bytes: Buffer;
  #at = 0;
  #containers = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(depth: number): UbjsonValue {
    if (depth > limits.bodyDepth) throw new Malformed(`UBJSON nested deeper than ${limits.bodyDepth} levels`);
    const marker = this.#marker();
    const type = numberTypes.get(marker);
    if (type) return this.#number(type);
    if (marker === "{" || marker === "[") this.#countContainer();
    switch (marker) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case "S":
        return this.#text();
      case "C":
        return this.#marker();
      case "T":
        return true;
      case "F":
        return false;
      case "Z":
        return null;
      default:
        throw new Malformed(`UBJSON has an unknown marker ${JSON.stringify(marker)} at offset ${this.#at - 1}`);
    }
  }

  /** An empty list is two bytes on disk and many times that in memory. */
  #countContainer(): void {
    if (++this.#containers > limits.documentContainers)
      throw new Malformed(`UBJSON has more than ${limits.documentContainers} lists and objects`);
  }

  #take(length: number): number {
    if (!(length >= 0 && length <= this.#bytes.length - this.#at)) {
      throw new Malformed(`UBJSON claims ${length} more bytes at offset ${this.#at}, but ${this.#bytes.length - this.#at} are left`);
    }
    const start = this.#at;
    this.#at += length;
    return start;
  }

  #marker(): string {
    return String.fromCharCode(this.#bytes[this.#take(1)]!);
  }

  #peek(): string {
    return this.#at < this.#bytes.length ? String.fromCharCode(this.#bytes[this.#at]!) : "";
  }

  #number(type: NumberType): number {
    return type.read(this.#bytes, this.#take(type.bytes));
  }

  /** A length: any integer type, never negative. */
  #length(): number {
    const marker = this.#marker();
    const type = numberTypes.get(marker);
    const length = type && marker !== "d" && marker !== "D" ? this.#number(type) : -1;
    if (length < 0) throw new Malformed(`UBJSON has no length at offset ${this.#at}`);
    return length;
  }

  #text(): string {
    const length = this.#length();
    const start = this.#take(length);
    return this.#bytes.toString("utf8", start, start + length);
  }

  #object(depth: number): Map<string, UbjsonValue> {
    const entries = new Map<string, UbjsonValue>();
    while (this.#peek() !== "}") {
      const key = this.#text();
      entries.set(key, this.value(depth + 1));
    }
    this.#at++;
    return entries;
  }

  #array(depth: number): UbjsonValue[] | NumberArray {
    const next = this.#peek();
    if (next === "$") return this.#typedArray();
    const items: UbjsonValue[] = [];
    if (next === "#") {
      this.#at++;
      const count = this.#length();
      if (count > this.#bytes.length - this.#at) throw new Malformed(`UBJSON claims an array of ${count} items at offset ${this.#at}`);
      for (let index = 0; index < count; index++) items.push(this.value(depth + 1));
      return items;
    }
    while (this.#peek() !== "]") items.push(this.value(depth + 1));
    this.#at++;
    return items;
  }

  #typedArray(): NumberArray {
    this.#at++;
    const marker = this.#marker();
    const type = numberTypes.get(marker);
    if (!type || this.#marker() !== "#") throw new Malformed(`UBJSON has a typed array of ${JSON.stringify(marker)} at offset ${this.#at}`);
    const count = this.#length();
    const start = this.#take(count * type.bytes);
    const array = type.array(count);
    for (let index = 0; index < count; index++) array[index] = type.read(this.#bytes, start + index * type.bytes);
    return array;
  }
}
