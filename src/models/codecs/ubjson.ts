/**
 * UBJSON in the subset that XGBoost writes (dmlc/xgboost `include/xgboost/json_io.h`): big-endian numbers, keys without a marker, typed
 * arrays `[$T#L<count>` of raw data. Typed arrays become typed arrays. Counts are checked against the bytes that are left.
 */
import { limits } from "../../limits.ts";
import type { Bytes } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import type { DocumentReading } from "./document-reading.ts";
import { Malformed } from "./malformed.ts";

export type UbjsonValue = null | boolean | number | string | NumberArray | UbjsonValue[] | Map<string, UbjsonValue>;
export type NumberArray = Float32Array | Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

interface NumberType {
  readonly bytes: number;
  read(from: Buffer, at: number): number;
  /** Numbers that lie in the file one after the other; the memory is theirs. */
  array(raw: ArrayBuffer): NumberArray;
}

/** By marker. 64-bit integers become doubles: exact up to 2^53, more than any index. */
const numberTypes = new Map<string, NumberType>([
  ["i", { bytes: 1, read: (from, at) => from.readInt8(at), array: (raw) => new Int8Array(raw) }],
  ["U", { bytes: 1, read: (from, at) => from.readUInt8(at), array: (raw) => new Uint8Array(raw) }],
  ["I", { bytes: 2, read: (from, at) => from.readInt16BE(at), array: (raw) => new Int16Array(turned(raw).swap16().buffer) }],
  ["l", { bytes: 4, read: (from, at) => from.readInt32BE(at), array: (raw) => new Int32Array(turned(raw).swap32().buffer) }],
  ["L", { bytes: 8, read: (from, at) => Number(from.readBigInt64BE(at)), array: wideIntegers }],
  ["d", { bytes: 4, read: (from, at) => from.readFloatBE(at), array: (raw) => new Float32Array(turned(raw).swap32().buffer) }],
  ["D", { bytes: 8, read: (from, at) => from.readDoubleBE(at), array: (raw) => new Float64Array(turned(raw).swap64().buffer) }],
]);

/** Node runs on little-endian machines only. */
function turned(raw: ArrayBuffer): Buffer<ArrayBuffer> {
  return Buffer.from(raw);
}

function wideIntegers(raw: ArrayBuffer): Float64Array {
  return Float64Array.from(new BigInt64Array(turned(raw).swap64().buffer), Number);
}

/** Parses one document; what follows it is not looked at, as the library does. */
export function parseUbjson(bytes: Bytes, reading?: DocumentReading): UbjsonValue {
  return new UbjsonParser(new ByteWindow(bytes), reading).value(0);
}

class UbjsonParser {
  readonly #in: ByteWindow;
  readonly #reading: DocumentReading | undefined;
  #containers = 0;

  constructor(window: ByteWindow, reading: DocumentReading | undefined) {
    this.#in = window;
    this.#reading = reading;
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
        throw new Malformed(`UBJSON has an unknown marker ${JSON.stringify(marker)} at offset ${this.#in.offset - 1}`);
    }
  }

  /** An empty list is two bytes on disk and many times that in memory. */
  #countContainer(): void {
    if (++this.#containers > limits.documentContainers)
      throw new Malformed(`UBJSON has more than ${limits.documentContainers} lists and objects`);
  }

  #marker(): string {
    const at = this.#in.take(1, "UBJSON");
    return String.fromCharCode(this.#in.bytes[at]!);
  }

  /** The next byte without moving over it; empty at the end. */
  #peek(): string {
    if (this.#in.left === 0) return "";
    const marker = this.#marker();
    this.#in.at--;
    return marker;
  }

  #number(type: NumberType): number {
    const at = this.#in.take(type.bytes, "UBJSON");
    return type.read(this.#in.bytes, at);
  }

  /** A length: any integer type, never negative. */
  #length(): number {
    const marker = this.#marker();
    const type = numberTypes.get(marker);
    const length = type && marker !== "d" && marker !== "D" ? this.#number(type) : -1;
    if (length < 0) throw new Malformed(`UBJSON has no length at offset ${this.#in.offset}`);
    return length;
  }

  #text(): string {
    const length = this.#length();
    const start = this.#in.take(length, "UBJSON");
    return this.#in.bytes.toString("utf8", start, start + length);
  }

  #object(depth: number): Map<string, UbjsonValue> {
    const entries = new Map<string, UbjsonValue>();
    while (this.#peek() !== "}") {
      const key = this.#text();
      const list = this.#reading && this.#peek() === "[" ? this.#reading : undefined;
      if (list?.handedOut === key) entries.set(key, this.#handOut(list, depth + 1));
      else if (list?.skipped.has(key)) this.#skipList(depth + 1);
      else entries.set(key, this.value(depth + 1));
    }
    this.#in.at++;
    return entries;
  }

  #array(depth: number): UbjsonValue[] | NumberArray {
    if (this.#peek() === "$") {
      const { type, count } = this.#typedArray();
      return type.array(this.#in.copy(count * type.bytes, "UBJSON"));
    }
    const items: UbjsonValue[] = [];
    this.#items(depth, (item) => void items.push(item));
    return items;
  }

  /** Counted, or up to the bracket. */
  #items(depth: number, take: (item: UbjsonValue) => void): void {
    if (this.#peek() === "#") {
      this.#in.at++;
      const count = this.#length();
      if (count > this.#in.left) throw new Malformed(`UBJSON claims an array of ${count} items at offset ${this.#in.offset}`);
      for (let index = 0; index < count; index++) take(this.value(depth + 1));
      return;
    }
    while (this.#peek() !== "]") take(this.value(depth + 1));
    this.#in.at++;
  }

  #handOut(reading: DocumentReading, depth: number): UbjsonValue {
    this.#in.at++;
    if (this.#peek() === "$") throw new Malformed(`UBJSON has numbers where ${reading.handedOut} should be`);
    const containers = this.#containers;
    this.#items(depth, (item) => {
      reading.take(item);
      this.#containers = containers; // nothing of the item is kept
    });
    return [];
  }

  #skipList(depth: number): void {
    this.#in.at++;
    if (this.#peek() === "$") {
      const { type, count } = this.#typedArray();
      this.#in.skip(count * type.bytes, "UBJSON");
    } else this.#items(depth, () => {});
  }

  /** From the `$` to where the numbers begin. */
  #typedArray(): { type: NumberType; count: number } {
    this.#in.at++;
    const marker = this.#marker();
    const type = numberTypes.get(marker);
    if (!type || this.#marker() !== "#")
      throw new Malformed(`UBJSON has a typed array of ${JSON.stringify(marker)} at offset ${this.#in.offset}`);
    return { type, count: this.#length() };
  }
}
