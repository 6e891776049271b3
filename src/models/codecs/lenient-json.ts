/**
 * JSON as Python and XGBoost write it: with the bare words NaN and Infinity, which `JSON.parse` refuses (a categorical split has the
 * threshold NaN). Objects become Maps, so that no key of a hostile file can mean anything. Nesting is bounded.
 */
import { limits } from "../../limits.ts";
import { parseDecimal } from "./decimal.ts";
import { Malformed } from "./malformed.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | Map<string, JsonValue>;

const words: readonly [string, JsonValue][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** Parses a whole UTF-8 document; anything but white space after it is refused. */
export function parseJson(bytes: Buffer): JsonValue {
  const parser = new JsonParser(bytes);
  const value = parser.value(0);
  parser.end();
  return value;
}

class JsonParser {
  readonly #bytes: Buffer;
  #at = 0;
  #containers = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(depth: number): JsonValue {
    if (depth > limits.bodyDepth) throw new Malformed(`JSON nested deeper than ${limits.bodyDepth} levels`);
    const byte = this.#next();
    if (byte === 0x22) return this.#string();
    if (byte === 0x5b || byte === 0x7b) this.#countContainer();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x7b) return this.#object(depth);
    return this.#numberOrWord();
  }

  end(): void {
    if (this.#next() !== undefined) throw this.#unexpected();
  }

  /** An empty list is two bytes on disk and many times that in memory. */
  #countContainer(): void {
    if (++this.#containers > limits.documentContainers)
      throw new Malformed(`JSON has more than ${limits.documentContainers} lists and objects`);
  }

  /** The next byte that is not white space, not consumed. */
  #next(): number | undefined {
    let byte = this.#bytes[this.#at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = this.#bytes[++this.#at];
    return byte;
  }

  #expect(byte: number): void {
    if (this.#next() !== byte) throw this.#unexpected();
    this.#at++;
  }

  /** After an item: true when a comma says that another one follows, false at `close`. */
  #another(close: number): boolean {
    const byte = this.#next();
    if (byte !== 0x2c && byte !== close) throw this.#unexpected();
    this.#at++;
    return byte === 0x2c;
  }

  #array(depth: number): JsonValue[] {
    this.#at++;
    const items: JsonValue[] = [];
    if (this.#next() === 0x5d) {
      this.#at++;
      return items;
    }
    do items.push(this.value(depth + 1));
    while (this.#another(0x5d));
    return items;
  }

  #object(depth: number): Map<string, JsonValue> {
    this.#at++;
    const entries = new Map<string, JsonValue>();
    if (this.#next() === 0x7d) {
      this.#at++;
      return entries;
    }
    do {
      if (this.#next() !== 0x22) throw this.#unexpected();
      const key = this.#string();
      this.#expect(0x3a);
      entries.set(key, this.value(depth + 1));
    } while (this.#another(0x7d));
    return entries;
  }

  #string(): string {
    const start = this.#at++;
    let escaped = false;
    for (; ; this.#at++) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Malformed("JSON ends inside a string");
      if (byte === 0x22) break;
      if (byte !== 0x5c) continue;
      escaped = true;
      this.#at++;
    }
    const end = this.#at++;
    if (!escaped) return this.#bytes.toString("utf8", start + 1, end);
    try {
      return JSON.parse(this.#bytes.toString("utf8", start, end + 1)) as string;
    } catch {
      throw new Malformed(`JSON has a string with a wrong escape at offset ${start}`);
    }
  }

  #numberOrWord(): JsonValue {
    const start = this.#at;
    for (let byte = this.#bytes[this.#at]; isTokenByte(byte); byte = this.#bytes[++this.#at]);
    const number = parseDecimal(this.#bytes, start, this.#at);
    if (number !== undefined) return number;
    for (const [word, value] of words) if (this.#bytes.toString("latin1", start, Math.min(this.#at, start + 6)) === word) return value;
    this.#at = start;
    throw this.#unexpected();
  }

  #unexpected(): Malformed {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return new Malformed("JSON ends in the middle");
    const shown = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16)}`;
    return new Malformed(`JSON has an unexpected ${shown} at offset ${this.#at}`);
  }
}

/** Letters, digits, plus, minus and point. */
const isTokenByte = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b || ((byte | 0x20) - 0x61) >>> 0 < 26);
