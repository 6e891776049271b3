/**
 * LightGBM's text model, what `save_model` writes and what a pickled Booster holds: `key=value` lines, first the head, then a block for each
 * tree (microsoft/LightGBM `src/boosting/gbdt_model_text.cpp`, `src/io/tree.cpp`).
 */
import { limits } from "../../limits.ts";
import { parseDecimal } from "../codecs/decimal.ts";
import { Malformed } from "../codecs/malformed.ts";
import { type Forest, ForestBuilder } from "./forest.ts";
import { type Fields, readTree, wholeNumber } from "./tree-text.ts";

export interface TextModel {
  /** v2 (2.1 to 2.2), v3 (2.3 to 3.3) or v4 of the format. */
  readonly version: string;
  /** As written, such as `binary sigmoid:1`; undefined for an objective of the user's own. */
  readonly objective: string | undefined;
  readonly features: number;
  readonly classes: number;
  /** Trees of one iteration, each for an output of its own. */
  readonly outputs: number;
  /** A random forest: outputs are the mean over iterations. */
  readonly averages: boolean;
  readonly forest: Forest;
}

const newline = 0x0a;
const start = "tree\n";

export const looksLikeText = (bytes: Buffer): boolean => /^tree\r?\n/.test(bytes.toString("latin1", 0, start.length + 1));

/** Throws `Malformed` with a clause that continues "cannot be served: …". */
export function readTextModel(bytes: Buffer): TextModel {
  if (!looksLikeText(bytes)) throw new Malformed('it does not begin with a line "tree", as LightGBM\'s text models do');
  const lines = new Lines(bytes);
  const head = readHead(lines);
  const version = textOf(head, "version") ?? "none";
  if (!/^v[234]$/.test(version)) throw new Malformed(`its text format is ${JSON.stringify(version.slice(0, 20))}; v2 to v4 are read`);
  const features = numberOf(head, "max_feature_idx") + 1;
  if (features > limits.lightgbmFeatures)
    throw new Malformed(`it declares ${features} features; up to ${limits.lightgbmFeatures} are served`);
  const outputs = numberOf(head, "num_tree_per_iteration");
  if (outputs < 1 || outputs > limits.predictionValues) throw new Malformed(`it declares ${outputs} trees in an iteration`);
  const forest = readTrees(lines, features);
  if (forest.trees % outputs !== 0) throw new Malformed(`it has ${forest.trees} trees, which are no whole iterations of ${outputs}`);
  refusePandasCategories(bytes, lines.at);
  return {
    version,
    objective: textOf(head, "objective"),
    features,
    classes: numberOf(head, "num_class"),
    outputs,
    averages: head.has("average_output"),
    forest,
  };
}

/** Walks over lines without making strings of them. */
class Lines {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The next line as a range without its line end; undefined after the last one. */
  next(): readonly [number, number] | undefined {
    if (this.at >= this.bytes.length) return undefined;
    const from = this.at;
    const found = this.bytes.indexOf(newline, from);
    const end = found === -1 ? this.bytes.length : found;
    this.at = end + 1;
    return [from, end > from && this.bytes[end - 1] === 0x0d ? end - 1 : end];
  }
}

/** The keys up to an empty line, each with the range of its value. */
function readFields(lines: Lines): Fields {
  const ranges = new Map<string, readonly [number, number]>();
  for (let line = lines.next(); line; line = lines.next()) {
    const [from, end] = line;
    if (from === end) break;
    const key = lines.bytes.toString("latin1", from, Math.min(end, from + limits.lightgbmKeyBytes)).split("=", 1)[0]!;
    ranges.set(key, [Math.min(from + key.length + 1, end), end]);
  }
  return { bytes: lines.bytes, ranges };
}

function readHead(lines: Lines): ReadonlyMap<string, string> {
  const { bytes, ranges } = readFields(lines);
  return new Map(
    [...ranges]
      .filter(([key]) => headKeys.has(key))
      .map(([key, [from, end]]) => [key, bytes.toString("latin1", from, Math.min(end, from + 200))]),
  );
}

const headKeys = new Set(["version", "num_class", "num_tree_per_iteration", "max_feature_idx", "objective", "average_output"]);

const textOf = (head: ReadonlyMap<string, string>, key: string): string | undefined => head.get(key)?.trim();

function numberOf(head: ReadonlyMap<string, string>, key: string): number {
  const text = head.get(key);
  if (text === undefined) throw new Malformed(`its head has no ${key}`);
  const bytes = Buffer.from(text, "latin1");
  return wholeNumber(parseDecimal(bytes, 0, bytes.length), key);
}

function readTrees(lines: Lines, features: number): Forest {
  const builder = new ForestBuilder(features, countLeaves(lines));
  for (;;) {
    const from = lines.at;
    const line = lines.next();
    if (!line) throw new Malformed('it ends without the line "end of trees": was it cut short?');
    const [start, end] = line;
    if (start === end) continue;
    const text = lines.bytes.toString("latin1", start, Math.min(end, start + 40));
    if (text === "end of trees") return builder.build();
    if (!text.startsWith("Tree="))
      throw new Malformed(`it has the line ${JSON.stringify(text)} at offset ${from} where a tree should begin`);
    readTree(builder, readFields(lines));
  }
}

const leavesKey = "\nnum_leaves=";

/**
 * Leaves of each tree, by looking for their key before anything is allocated. Each split takes at least ten bytes in the lines that every
 * tree has, so a file that claims more than it can hold is found out here.
 */
function countLeaves({ bytes, at }: Lines): number[] {
  const counts: number[] = [];
  let splits = 0;
  const end = bytes.indexOf("\nend of trees", at - 1);
  const last = end === -1 ? bytes.length : end;
  for (let found = bytes.indexOf(leavesKey, at - 1); found !== -1 && found < last; found = bytes.indexOf(leavesKey, found + 1)) {
    const from = found + leavesKey.length;
    const lineEnd = bytes.indexOf(newline, from);
    const leaves = wholeNumber(parseDecimal(bytes, from, lineEnd === -1 ? bytes.length : Math.min(lineEnd, from + 20)), "num_leaves");
    if (leaves < 1) throw new Malformed(`tree ${counts.length} has ${leaves} leaves`);
    counts.push(leaves);
    splits += leaves - 1;
    if (splits * 10 > bytes.length)
      throw new Malformed(`its trees claim more than ${splits} splits, which ${bytes.length} bytes cannot hold`);
  }
  return counts;
}

/**
 * A model trained on a data frame with category columns knows numbers only, and the library maps a caller's categories to them by the data
 * frame's types. CSV has no types: the original refuses such requests, so there is nothing to serve.
 */
function refusePandasCategories(bytes: Buffer, from: number): void {
  const key = "\npandas_categorical:";
  const at = bytes.indexOf(key, from);
  if (at === -1) return;
  const value = bytes.toString("latin1", at + key.length, at + key.length + 20).trim();
  if (value.startsWith("null") || value.startsWith("[]") || value === "") return;
  throw new Malformed("it was trained on a pandas data frame with category columns, which CSV cannot stand for; train it on their codes");
}
