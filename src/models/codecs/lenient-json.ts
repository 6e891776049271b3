/**
 * JSON as Python and XGBoost write it: with the bare words NaN and Infinity, which `JSON.parse` refuses (a categorical split has the
 * threshold NaN). Objects become Maps, so that no key of a hostile file can mean anything. Nesting is bounded.
 */
import { limits } from "../../limits.ts";
import type { ByteSource } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { parseDecimal } from "./decimal.ts";
import type { DocumentReading } from "./document-reading.ts";
import { Malformed, refuseByteOrderMark } from "./malformed.ts";
import { resized } from "./resized.ts";
import type { UbjsonValue } from "./ubjson.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | Map<string, JsonValue>;

const words: readonly [string, null | boolean][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** Parses a whole UTF-8 document; anything but white space after it is refused. */
export function parseJson(bytes: Buffer): JsonValue {
  refuseByteOrderMark(bytes);
  return parse(new JsonParser(new ByteWindow(bytes))) as JsonValue;
}

/** A document a line; blank lines hold none. Mistakes name the line. */
export function* parseJsonLines(body: Buffer): Generator<{ readonly line: number; readonly document: JsonValue }> {
  for (let start = 0, line = 1; start < body.length; line++) {
    const found = body.indexOf(0x0a, start);
    const end = found === -1 ? body.length : found;
    const bytes = body.subarray(start, end);
    start = end + 1;
    if (bytes.every((byte) => byte <= 0x20)) continue;
    let document: JsonValue;
    try {
      document = parseJson(bytes);
    } catch (error) {
      throw error instanceof Malformed ? new Malformed(`line ${line}: ${error.message}`, { cause: error }) : error;
    }
    yield { line, document };
  }
}

/** The same as `parseJson` for a document that may be large. Lists of numbers become arrays of doubles. */
export const readJson = (source: ByteSource, reading: DocumentReading): UbjsonValue =>
  parse(new JsonParser(new ByteWindow(source), reading));

function parse(parser: JsonParser): UbjsonValue {
  const value = parser.value(0);
  parser.end();
  return value;
}

class JsonParser {
  readonly #in: ByteWindow;
  readonly #reading: DocumentReading | undefined;
  #containers = 0;
  /** Where the numbers of a list gather. */
  #numbers = new Float64Array(64);

  constructor(window: ByteWindow, reading?: DocumentReading) {
    this.#in = window;
    this.#reading = reading;
  }

  value(depth: number): UbjsonValue {
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
    const input = this.#in;
    for (;;) {
      while (input.at < input.bytes.length) {
        const byte = input.bytes[input.at]!;
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
        input.at++;
      }
      if (!input.more(input.at)) return undefined;
    }
  }

  #expect(byte: number): void {
    if (this.#next() !== byte) throw this.#unexpected();
    this.#in.at++;
  }

  /** After an item: true when a comma says that another one follows, false at `close`. */
  #another(close: number): boolean {
    const byte = this.#next();
    if (byte !== 0x2c && byte !== close) throw this.#unexpected();
    this.#in.at++;
    return byte === 0x2c;
  }

  #array(depth: number): UbjsonValue {
    this.#in.at++;
    const items: UbjsonValue[] = [];
    const first = this.#next();
    if (first === 0x5d) {
      this.#in.at++;
      return items;
    }
    return this.#reading && startsNumber(first) ? this.#numberList(depth) : this.#items(items, depth);
  }

  #items(items: UbjsonValue[], depth: number): UbjsonValue[] {
    do items.push(this.value(depth + 1));
    while (this.#another(0x5d));
    return items;
  }

  /** Doubles, as long as there are only numbers. */
  #numberList(depth: number): UbjsonValue {
    let count = 0;
    do {
      if (!startsNumber(this.#next())) return this.#items(Array.from(this.#numbers.subarray(0, count)), depth);
      if (count === this.#numbers.length) this.#numbers = resized(this.#numbers, 2 * count);
      this.#numbers[count++] = this.#numberOrWord() as number; // no word begins like a number
    } while (this.#another(0x5d));
    return this.#numbers.slice(0, count);
  }

  #object(depth: number): Map<string, UbjsonValue> {
    this.#in.at++;
    const entries = new Map<string, UbjsonValue>();
    if (this.#next() === 0x7d) {
      this.#in.at++;
      return entries;
    }
    do {
      if (this.#next() !== 0x22) throw this.#unexpected();
      const key = this.#string();
      this.#expect(0x3a);
      const list = this.#reading && this.#next() === 0x5b ? this.#reading : undefined;
      if (list?.skipped.has(key)) this.#skipNumbers();
      else entries.set(key, list?.handedOut === key ? this.#handOut(list, depth + 1) : this.value(depth + 1));
    } while (this.#another(0x7d));
    return entries;
  }

  #handOut(reading: DocumentReading, depth: number): UbjsonValue {
    this.#in.at++;
    if (this.#next() === 0x5d) {
      this.#in.at++;
      return [];
    }
    const containers = this.#containers;
    do {
      reading.take(this.value(depth + 1));
      this.#containers = containers; // nothing of the item is kept
    } while (this.#another(0x5d));
    return [];
  }

  /** To the end of a list; one with lists inside ends too early, which is then no JSON. */
  #skipNumbers(): void {
    const input = this.#in;
    for (;;) {
      const end = input.bytes.indexOf(0x5d, input.at);
      input.at = end === -1 ? input.bytes.length : end + 1;
      if (end !== -1) return;
      if (!input.more(input.at)) throw this.#unexpected();
    }
  }

  #string(): string {
    const input = this.#in;
    let start = input.at++;
    let escaped = false;
    for (; ; input.at++) {
      while (input.at >= input.bytes.length) {
        if (!input.more(start)) throw new Malformed("JSON ends inside a string");
        start = 0;
      }
      const byte = input.bytes[input.at];
      if (byte === 0x22) break;
      if (byte !== 0x5c) continue;
      escaped = true;
      input.at++;
    }
    const end = input.at++;
    if (!escaped) return input.bytes.toString("utf8", start + 1, end);
    try {
      return JSON.parse(input.bytes.toString("utf8", start, end + 1)) as string;
    } catch {
      throw new Malformed(`JSON has a string with a wrong escape before offset ${input.offset}`);
    }
  }

  #numberOrWord(): null | boolean | number {
    const input = this.#in;
    let start = input.at;
    for (;;) {
      const { bytes } = input;
      let { at } = input;
      while (at < bytes.length && isTokenByte(bytes[at]!)) at++;
      input.at = at;
      if (at < bytes.length || !input.more(start)) break;
      start = 0;
    }
    const number = parseDecimal(input.bytes, start, input.at);
    if (number !== undefined) return number;
    for (const [word, value] of words) if (input.bytes.toString("latin1", start, Math.min(input.at, start + 6)) === word) return value;
    input.at = start;
    throw this.#unexpected();
  }

  #unexpected(): Malformed {
    const byte = this.#in.bytes[this.#in.at];
    if (byte === undefined) return new Malformed("JSON ends in the middle");
    const shown = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16)}`;
    return new Malformed(`JSON has an unexpected ${shown} at offset ${this.#in.offset}`);
  }
}

/** Digits, minus, and the first letters of NaN and Infinity. */
const startsNumber = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x4e || byte === 0x49);

/** Letters, digits, plus, minus and point. */
const isTokenByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b || ((byte | 0x20) - 0x61) >>> 0 < 26;
