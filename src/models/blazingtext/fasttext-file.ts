/** Reads a fastText `.bin` or `.ftz` file (`src/fasttext.cc`, `src/dictionary.cc`), little-endian throughout. */
import { limits } from "../../limits.ts";
import { ByteReader } from "../codecs/byte-reader.ts";
import { Malformed } from "../codecs/malformed.ts";
import { type Dictionary, hashTable } from "./dictionary.ts";
import { type Matrix, readMatrix } from "./matrix.ts";

export const lossNames = { 1: "hs", 2: "ns", 3: "softmax", 4: "ova" } as const;
export const modelNames = { 1: "cbow", 2: "skipgram", 3: "supervised" } as const;

export interface FastTextArgs {
  readonly dim: number;
  readonly wordNgrams: number;
  readonly loss: (typeof lossNames)[keyof typeof lossNames];
  readonly model: (typeof modelNames)[keyof typeof modelNames];
  readonly bucket: number;
  readonly minn: number;
  readonly maxn: number;
}

export interface FastTextModel {
  readonly version: number;
  readonly args: FastTextArgs;
  readonly dictionary: Dictionary;
  readonly input: Matrix;
  /** A row for each label; undefined for word vectors, which need none. */
  readonly output: Matrix | undefined;
  /** How often each label was seen: what its place in the tree of hierarchical softmax follows from. */
  readonly labelCounts: Float64Array;
  readonly quantized: boolean;
}

const magic = 793712314;

export const looksFastText = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readInt32LE(0) === magic;

/** Throws `Malformed` with a clause that continues "cannot be served: …". The bytes are used, and moved a little, from then on. */
export function readFastText(bytes: Buffer): FastTextModel {
  if (!looksFastText(bytes)) throw new Malformed("it does not begin like a fastText file");
  const input = new ByteReader(bytes, 4);
  const version = input.i32("the version");
  if (version !== 11 && version !== 12) throw new Malformed(`its format has version ${version}; 11 and 12 are read`);
  const args = readArgs(input, version);
  const { dictionary, labelCounts, pruned } = readDictionary(input, args);
  const quantized = readFlag(input);
  if (pruned && !quantized) throw new Malformed("its dictionary is pruned but its matrix is not quantized, as the library refuses too");
  const matrix = readMatrix(input, quantized, "input matrix");
  checkInput(args, dictionary, matrix);
  const quantizedOutput = readFlag(input);
  const output = args.model === "supervised" ? readMatrix(input, quantized && quantizedOutput, "output matrix") : undefined;
  if (output && (output.rows !== dictionary.labels || output.columns !== args.dim)) {
    throw new Malformed(`its output matrix is ${output.rows} × ${output.columns} for ${dictionary.labels} labels of ${args.dim} numbers`);
  }
  return { version, args, dictionary, input: matrix, output, labelCounts, quantized };
}

function readArgs(input: ByteReader, version: number): FastTextArgs {
  const numbers = Array.from({ length: 12 }, () => input.i32("the arguments"));
  input.take(8, "the sampling threshold");
  const [dim, , , , , wordNgrams, loss, model, bucket, minn, maxn] = numbers as [number, ...number[]];
  const modelName = modelNames[model as keyof typeof modelNames];
  const lossName = lossNames[loss as keyof typeof lossNames];
  if (modelName === undefined || lossName === undefined)
    throw new Malformed(`it has the model ${model} with the loss ${loss}, which fastText does not know`);
  if (dim! < 1 || bucket! < 0) throw new Malformed(`it has vectors of ${dim} numbers and ${bucket} buckets`);
  if (Math.max(wordNgrams!, maxn!) > limits.ngramLength) throw new Malformed(`it has n-grams of ${Math.max(wordNgrams!, maxn!)}`);
  const longest = version === 11 && modelName === "supervised" ? 0 : maxn!;
  if (bucket === 0 && (longest > 0 || wordNgrams! > 1)) throw new Malformed("it uses n-grams but has no buckets for them");
  return { dim: dim!, wordNgrams: wordNgrams!, loss: lossName, model: modelName, bucket: bucket!, minn: minn!, maxn: longest };
}

const leastEntryBytes = 10; // the end of the word, its count and its type

function readDictionary(input: ByteReader, args: FastTextArgs): { dictionary: Dictionary; labelCounts: Float64Array; pruned: boolean } {
  const [size, words, labels] = [input.i32("the dictionary"), input.i32("the dictionary"), input.i32("the dictionary")];
  input.take(8, "the number of tokens");
  const prunedSize = Number(input.bytes.readBigInt64LE(input.take(8, "the pruned dictionary")));
  if (words < 0 || labels < 0 || words + labels !== size || size * leastEntryBytes > input.left) {
    throw new Malformed(`its dictionary claims ${words} words and ${labels} labels in ${size} entries`);
  }
  if (args.model === "supervised" && labels === 0) throw new Malformed("it has no labels");
  const from = input.at;
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  const labelCounts = new Float64Array(labels);
  for (let entry = 0; entry < size; entry++) {
    const end = input.bytes.indexOf(0, input.at);
    if (end === -1) throw new Malformed(`entry ${entry} of its dictionary has no end`);
    starts[entry] = input.at - from;
    ends[entry] = end - from;
    input.at = end + 1;
    const count = Number(input.bytes.readBigInt64LE(input.take(8, "the dictionary")));
    const type = input.bytes[input.take(1, "the dictionary")];
    if (type !== (entry < words ? 0 : 1)) throw new Malformed(`entry ${entry} of its dictionary has the type ${type}`);
    if (entry >= words) labelCounts[entry - words] = count;
  }
  const bytes = Buffer.from(input.bytes.subarray(from, input.at)); // a copy: matrices behind it are moved over its end
  const kept = prunedSize >= 0 ? readPruned(input, prunedSize) : undefined;
  const dictionary = { words, labels, bytes, starts, ends, table: hashTable(bytes, starts, ends), kept };
  return { dictionary, labelCounts, pruned: prunedSize >= 0 };
}

function readPruned(input: ByteReader, size: number): Map<number, number> {
  if (size * 8 > input.left) throw new Malformed(`its pruned dictionary claims ${size} entries`);
  const kept = new Map<number, number>();
  for (let index = 0; index < size; index++) kept.set(input.i32("the pruned dictionary"), input.i32("the pruned dictionary"));
  return kept;
}

const readFlag = (input: ByteReader): boolean => input.bytes[input.take(1, "a matrix")] !== 0;

/** Every row that a text can ask for must be there. */
function checkInput({ dim, bucket, wordNgrams, maxn }: FastTextArgs, { words, kept }: Dictionary, input: Matrix): void {
  if (input.columns !== dim) throw new Malformed(`its input matrix has ${input.columns} columns where vectors have ${dim} numbers`);
  const grams = wordNgrams > 1 || maxn > 0;
  const strayRow = kept && [...kept.values()].find((row) => row < 0 || words + row >= input.rows);
  if (strayRow !== undefined)
    throw new Malformed(`its pruned dictionary leads to row ${strayRow} behind ${words} words of ${input.rows} rows`);
  const needed = words + (grams && kept === undefined ? bucket : 0);
  if (input.rows < needed) throw new Malformed(`its input matrix has ${input.rows} rows where ${needed} are needed`);
}
