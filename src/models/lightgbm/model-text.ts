/**
 * LightGBM's text model, what `save_model` writes and what a pickled Booster holds: `key=value` lines, first the head, then a block for each
 * tree (microsoft/LightGBM `src/boosting/gbdt_model_text.cpp`, `src/io/tree.cpp`).
 */
import { limits } from "../../limits.ts";
import { type ByteSource, beginningOf } from "../codecs/byte-source.ts";
import { parseDecimal } from "../codecs/decimal.ts";
import { Malformed } from "../codecs/malformed.ts";
import { type Forest, ForestBuilder } from "./forest.ts";
import { Lines, type Outline, outlineOf } from "./text-outline.ts";
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

export const looksLikeText = (start: Buffer): boolean => /^tree\r?\n/.test(start.toString("latin1", 0, 6));

/** Throws `Malformed` with a clause that continues "cannot be served: …". */
export function readTextModel(file: ByteSource): TextModel {
  if (!looksLikeText(beginningOf(file, 8))) throw new Malformed('it does not begin with a line "tree", as LightGBM\'s text models do');
  const outline = outlineOf(file);
  const head = readHead(file.view(0, outline.headEnd).subarray(0, outline.headEnd));
  const version = textOf(head, "version") ?? "none";
  if (!/^v[234]$/.test(version)) throw new Malformed(`its text format is ${JSON.stringify(version.slice(0, 20))}; v2 to v4 are read`);
  const features = numberOf(head, "max_feature_idx") + 1;
  if (features > limits.lightgbmFeatures)
    throw new Malformed(`it declares ${features} features; up to ${limits.lightgbmFeatures} are served`);
  const outputs = numberOf(head, "num_tree_per_iteration");
  if (outputs < 1 || outputs > limits.predictionValues) throw new Malformed(`it declares ${outputs} trees in an iteration`);
  const forest = readTrees(file, outline, features);
  if (forest.trees % outputs !== 0) throw new Malformed(`it has ${forest.trees} trees, which are no whole iterations of ${outputs}`);
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

function readHead(head: Buffer): ReadonlyMap<string, string> {
  const { bytes, ranges } = readFields(new Lines(head));
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

/** Block by block, so that no more than one tree's text is in memory. */
function readTrees(file: ByteSource, { treeStarts, leaves, treesEnd }: Outline, features: number): Forest {
  const builder = new ForestBuilder(features, leaves);
  for (const [tree, start] of treeStarts.entries()) {
    const length = (treeStarts[tree + 1] ?? treesEnd) - start;
    const lines = new Lines(file.view(start, length).subarray(0, length));
    lines.next();
    readTree(builder, readFields(lines));
    for (let line = lines.next(); line; line = lines.next()) {
      const [from, end] = line;
      if (from === end) continue;
      const text = lines.bytes.toString("latin1", from, Math.min(end, from + 40));
      throw new Malformed(`it has the line ${JSON.stringify(text)} at offset ${start + from} where a tree should begin`);
    }
  }
  return builder.build();
}
