/**
 * fastText's dictionary: words and labels by hash, and the rows of the input matrix that a text stands for (facebookresearch/fastText
 * `src/dictionary.cc`). Words stay bytes in one buffer: a vocabulary of millions would cost gigabytes as strings.
 */
import type { FastTextArgs } from "./fasttext-file.ts";
import type { RowSum } from "./row-sum.ts";

/** Entries in file order: words first, then labels. */
export interface Dictionary {
  readonly words: number;
  readonly labels: number;
  /** All entries' bytes; entry e is `[starts[e], ends[e])`. */
  readonly bytes: Buffer;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Open hashing: entry number by hash, -1 for a free place; its length is a power of two. */
  readonly table: Int32Array;
  /** After pruning: the row (counted from the first bucket) that a bucket still has. Undefined when nothing was pruned. */
  readonly kept: ReadonlyMap<number, number> | undefined;
}

const endOfSentence = Buffer.from("</s>");
const labelPrefix = Buffer.from("__label__");
const [opening, closing] = [0x3c, 0x3e];
/** Space, newline, carriage return, tab, vertical tab, form feed, NUL. */
const isSeparator = (byte: number): boolean => byte === 0x20 || byte === 0x00 || (byte >= 0x09 && byte <= 0x0d);

/** FNV-1a with fastText's twist: bytes are sign-extended. A signed 32-bit number. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = hashStart;
  for (let at = start; at < end; at++) hash = hashStep(hash, bytes[at]!);
  return hash;
}

const hashStart = 2166136261 | 0;
const hashStep = (hash: number, byte: number): number => Math.imul(hash ^ ((byte << 24) >> 24), 16777619);

/** Puts the entries into a table, and says where. Of two equal entries the first counts. */
export function hashTable(bytes: Buffer, starts: Float64Array, ends: Float64Array): Int32Array {
  let size = 16;
  while (size < 2 * starts.length) size *= 2;
  const table = new Int32Array(size).fill(-1);
  for (let entry = 0; entry < starts.length; entry++) {
    const place = placeOf({ bytes, starts, ends, table }, bytes, starts[entry]!, ends[entry]!, hashOf(bytes, starts[entry]!, ends[entry]!));
    if (table[place] === -1) table[place] = entry;
  }
  return table;
}

type Entries = Pick<Dictionary, "bytes" | "starts" | "ends" | "table">;

/** Where the table has that text, or where it would have it. */
function placeOf({ bytes, starts, ends, table }: Entries, text: Buffer, start: number, end: number, hash: number): number {
  const mask = table.length - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const entry = table[place]!;
    if (entry === -1) return place;
    const from = starts[entry]!;
    if (ends[entry]! - from === end - start && isSame(bytes, from, text, start, end)) return place;
  }
}

/** Words are short: a call out of JavaScript would cost more than this loop. */
function isSame(bytes: Buffer, from: number, text: Buffer, start: number, end: number): boolean {
  for (let at = start, other = from; at < end; at++, other++) if (text[at] !== bytes[other]) return false;
  return true;
}

/** The number of a word or label, -1 when it is unknown. */
function entryOf(entries: Entries, text: Buffer, start: number, end: number): number {
  return entries.table[placeOf(entries, text, start, end, hashOf(text, start, end))]!;
}

export function wordNumber(entries: Entries, word: string): number {
  const text = Buffer.from(word);
  return entryOf(entries, text, 0, text.length);
}

export function labelText({ bytes, words, starts, ends }: Dictionary, label: number): string {
  return bytes.toString("utf8", starts[words + label]!, ends[words + label]!);
}

/** Turns texts into rows of the input matrix, which are added up one by one: a long text has millions. */
export class TextRows {
  readonly #dictionary: Dictionary;
  readonly #args: FastTextArgs;
  /** A word between its marks. */
  #marked = Buffer.alloc(256);

  constructor(dictionary: Dictionary, args: FastTextArgs) {
    this.#dictionary = dictionary;
    this.#args = args;
  }

  /** The rows of a line: words, their character n-grams, word n-grams. Line ends count as spaces; the line itself ends with `</s>`. */
  ofLine(line: string, sum: RowSum): void {
    const text = Buffer.from(line);
    const hashes: number[] = [];
    let ended = false;
    for (let at = 0; !ended; ) {
      while (at < text.length && isSeparator(text[at]!)) at++;
      const start = at;
      while (at < text.length && !isSeparator(text[at]!)) at++;
      if (start === at) break;
      this.#addToken(text, start, at, sum, hashes);
      ended = isEndOfSentence(text, start, at);
    }
    if (!ended) this.#addToken(endOfSentence, 0, endOfSentence.length, sum, hashes);
    this.#addWordGrams(hashes, sum);
  }

  /** The rows of one word, for its vector: its own if it is known, and those of its character n-grams. */
  ofWord(word: string, sum: RowSum): void {
    const text = Buffer.from(word);
    const entry = entryOf(this.#dictionary, text, 0, text.length);
    if (entry >= 0 && entry < this.#dictionary.words) sum.add(entry);
    if (!isEndOfSentence(text, 0, text.length)) this.#addCharacterGrams(text, 0, text.length, sum);
  }

  #addToken(text: Buffer, start: number, end: number, sum: RowSum, hashes: number[]): void {
    const { words } = this.#dictionary;
    const entry = entryOf(this.#dictionary, text, start, end);
    if (entry >= words || (entry < 0 && isLabel(text, start, end))) return;
    if (entry >= 0) sum.add(entry);
    if (!isEndOfSentence(text, start, end)) this.#addCharacterGrams(text, start, end, sum);
    hashes.push(hashOf(text, start, end));
  }

  /** Lengths are counted in code points, of the word between `<` and `>`; the marks by themselves do not count. */
  #addCharacterGrams(text: Buffer, start: number, end: number, sum: RowSum): void {
    const { minn, maxn, bucket } = this.#args;
    if (maxn <= 0) return;
    const length = end - start + 2;
    if (this.#marked.length < length) this.#marked = Buffer.alloc(2 * length);
    const word = this.#marked;
    word[0] = opening;
    text.copy(word, 1, start, end);
    word[length - 1] = closing;
    for (let from = 0; from < length; from++) {
      if (isContinuation(word[from]!)) continue;
      let hash = hashStart;
      for (let to = from, points = 1; to < length && points <= maxn; points++) {
        hash = hashStep(hash, word[to++]!);
        while (to < length && isContinuation(word[to]!)) hash = hashStep(hash, word[to++]!);
        if (points < minn || (points === 1 && (from === 0 || to === length))) continue;
        this.#addBucket((hash >>> 0) % bucket, sum);
      }
    }
  }

  /**
   * Hashes of a token and those after it, in wrapping 64-bit arithmetic of two words. The hashes of single tokens are 32-bit and signed: the
   * sign spreads over the upper word.
   */
  #addWordGrams(hashes: readonly number[], sum: RowSum): void {
    const { wordNgrams, bucket } = this.#args;
    for (let from = 0; from < hashes.length; from++) {
      let low = hashes[from]! >>> 0;
      let high = hashes[from]! >> 31;
      for (let to = from + 1; to < hashes.length && to < from + wordNgrams; to++) {
        const lower = (low & 0xffff) * gramFactor;
        const upper = (low >>> 16) * gramFactor;
        const product = lower + (upper & 0xffff) * 0x10000; // below 2^44: exact
        const total = (product >>> 0) + (hashes[to]! >>> 0);
        high =
          (Math.imul(high, gramFactor) +
            Math.floor(upper / 0x10000) +
            Math.floor(product / 0x100000000) +
            Math.floor(total / 0x100000000) +
            (hashes[to]! >> 31)) |
          0;
        low = total >>> 0;
        this.#addBucket(remainder(high >>> 0, low, bucket), sum);
      }
    }
  }

  #addBucket(bucket: number, sum: RowSum): void {
    const { words, kept } = this.#dictionary;
    const row = kept === undefined ? bucket : kept.get(bucket);
    if (row !== undefined) sum.add(words + row);
  }
}

const gramFactor = 116049371;

/** `(high · 2^32 + low) mod divisor`, for a divisor below 2^31. */
function remainder(high: number, low: number, divisor: number): number {
  const upper = modulo((high % divisor) * 0x10000 + (low >>> 16), divisor);
  return modulo(upper * 0x10000 + (low & 0xffff), divisor);
}

/** For numbers below 2^47, where the quotient is exact; `%` of numbers so large is a call into the C library. */
const modulo = (value: number, divisor: number): number => value - Math.floor(value / divisor) * divisor;

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

const startsWith = (text: Buffer, start: number, end: number, with_: Buffer): boolean =>
  end - start >= with_.length && with_.compare(text, start, start + with_.length) === 0;

const isLabel = (text: Buffer, start: number, end: number): boolean => startsWith(text, start, end, labelPrefix);

const isEndOfSentence = (text: Buffer, start: number, end: number): boolean =>
  end - start === endOfSentence.length && startsWith(text, start, end, endOfSentence);
