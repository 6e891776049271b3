/** Word vectors: of a fastText file, where unknown words may still have n-grams, and of `vectors.txt`, where they have none. */
import { limits } from "../../limits.ts";
import { parseDecimal } from "../codecs/decimal.ts";
import { Malformed } from "../codecs/malformed.ts";
import { hashTable, TextRows, wordNumber } from "./dictionary.ts";
import type { FastTextModel } from "./fasttext-file.ts";
import { rowSum } from "./row-sum.ts";

export interface WordVectors {
  readonly words: number;
  readonly dim: number;
  /** Zeros for a word that nothing is known of. */
  vectorOf(word: string): Float32Array;
}

export function fastTextVectors({ args, dictionary, input }: FastTextModel): WordVectors {
  const rows = new TextRows(dictionary, args);
  const sum = rowSum(input);
  const { words } = dictionary;
  const { dim } = args;
  const vectorOf = (word: string): Float32Array => {
    rows.ofWord(word, sum);
    return sum.mean() ?? new Float32Array(dim);
  };
  return { words, dim, vectorOf };
}

const [newline, space] = [0x0a, 0x20];
const header = /^(\d{1,10}) (\d{1,7}) *\r?\n/;

export const looksLikeVectorText = (bytes: Buffer): boolean => header.test(bytes.toString("latin1", 0, 40));

/** word2vec's text form: a line with the number of words and of numbers, then a line for each word. */
export function readVectorText(bytes: Buffer): WordVectors {
  const head = header.exec(bytes.toString("latin1", 0, 40));
  if (!head) throw new Malformed("its first line is not a number of words and a number of dimensions");
  const [words, dim] = [Number(head[1]), Number(head[2])];
  if (dim < 1 || dim > limits.vectorNumbers)
    throw new Malformed(`it declares vectors of ${dim} numbers; up to ${limits.vectorNumbers} are served`);
  // A word takes a byte at least, a number a space and a digit.
  if (words * (1 + 2 * dim) > bytes.length) throw new Malformed(`${bytes.length} bytes cannot hold ${words} words of ${dim} numbers`);
  const values = new Float32Array(words * dim);
  const [starts, ends] = [new Float64Array(words), new Float64Array(words)];
  let at = head[0].length;
  for (let word = 0; word < words; word++) {
    const found = bytes.indexOf(newline, at);
    const end = found === -1 ? bytes.length : found;
    const first = bytes.indexOf(space, at);
    if (at >= bytes.length || first === -1 || first > end) throw new Malformed(`line ${word + 2} has no vector`);
    starts[word] = at;
    ends[word] = first;
    readVector(bytes, first, end, values, word * dim, dim, word + 2);
    at = end + 1;
  }
  const entries = copyWords(bytes, starts, ends);
  const table = hashTable(entries.bytes, entries.starts, entries.ends);
  const vectorOf = (word: string): Float32Array => {
    const number = wordNumber({ ...entries, table }, word);
    return number < 0 ? new Float32Array(dim) : values.subarray(number * dim, (number + 1) * dim);
  };
  return { words, dim, vectorOf };
}

function readVector(bytes: Buffer, from: number, end: number, values: Float32Array, into: number, dim: number, line: number): void {
  let count = 0;
  for (let at = from; at < end; ) {
    while (at < end && bytes[at]! <= space) at++;
    let stop = at;
    while (stop < end && bytes[stop]! > space) stop++;
    if (stop === at) break;
    const value = count < dim ? parseDecimal(bytes, at, stop) : undefined;
    if (value === undefined) throw new Malformed(`line ${line} does not have ${dim} numbers behind its word`);
    values[into + count++] = value;
    at = stop;
  }
  if (count !== dim) throw new Malformed(`line ${line} does not have ${dim} numbers behind its word`);
}

/** The words alone, so that the text around them can be let go. */
function copyWords(bytes: Buffer, starts: Float64Array, ends: Float64Array): { bytes: Buffer; starts: Float64Array; ends: Float64Array } {
  let size = 0;
  for (let word = 0; word < starts.length; word++) size += ends[word]! - starts[word]!;
  const copy = Buffer.alloc(size);
  let at = 0;
  for (let word = 0; word < starts.length; word++) {
    const length = bytes.copy(copy, at, starts[word], ends[word]);
    starts[word] = at;
    at += length;
    ends[word] = at;
  }
  return { bytes: copy, starts, ends };
}
