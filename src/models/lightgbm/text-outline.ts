/** A first look over a text model, line by line: where its trees are and how many leaves they have. Only beginnings of lines are looked at. */
import { limits } from "../../limits.ts";
import type { ByteSource } from "../codecs/byte-source.ts";
import { parseDecimal } from "../codecs/decimal.ts";
import { Malformed } from "../codecs/malformed.ts";
import { wholeNumber } from "./tree-text.ts";

export interface Outline {
  /** Where the first tree begins, or the line after the last one. */
  readonly headEnd: number;
  /** Where the line `Tree=` of each is. */
  readonly treeStarts: readonly number[];
  readonly leaves: readonly number[];
  readonly treesEnd: number;
}

const newline = 0x0a;
const keys = { tree: "Tree=", leaves: "num_leaves=", pandas: "pandas_categorical:" } as const;

/**
 * Each split takes at least ten bytes in the lines that every tree has, so a file that claims more than it can hold is found out here, before
 * anything is allocated.
 */
export function outlineOf(file: ByteSource): Outline {
  const treeStarts: number[] = [];
  const leaves: number[] = [];
  let splits = 0;
  let treesEnd: number | undefined;
  for (const { at, start } of lineBeginnings(file)) {
    if (treesEnd !== undefined) refusePandasCategories(start);
    else if (start.startsWith(keys.tree)) treeStarts.push(at);
    else if (/^end of trees\r?(\n|$)/.test(start)) treesEnd = at;
    else if (start.startsWith(keys.leaves) && leaves.length < treeStarts.length) {
      leaves.push(leavesIn(start, leaves.length));
      splits += leaves.at(-1)! - 1;
      if (splits * 10 > file.length)
        throw new Malformed(`its trees claim more than ${splits} splits, which ${file.length} bytes cannot hold`);
    }
  }
  if (treesEnd === undefined) throw new Malformed('it ends without the line "end of trees": was it cut short?');
  return { headEnd: treeStarts[0] ?? treesEnd, treeStarts, leaves, treesEnd };
}

function leavesIn(line: string, tree: number): number {
  const digits = Buffer.from(line.slice(keys.leaves.length).split("\n", 1)[0]!, "latin1");
  const leaves = wholeNumber(parseDecimal(digits, 0, digits.length), "num_leaves");
  if (leaves < 1) throw new Malformed(`tree ${tree} has ${leaves} leaves`);
  return leaves;
}

/** A little of each line, which may go on into the next one, and where it is. */
function* lineBeginnings(file: ByteSource): Generator<{ at: number; start: string }> {
  for (let at = 0; at < file.length; ) {
    let bytes = file.view(at, Math.min(limits.lightgbmKeyBytes, file.length - at));
    yield { at, start: bytes.toString("latin1", 0, limits.lightgbmKeyBytes) };
    let end = bytes.indexOf(newline);
    while (end === -1) {
      at += bytes.length;
      if (at >= file.length) return;
      bytes = file.view(at, 1);
      end = bytes.indexOf(newline);
    }
    at += end + 1;
  }
}

/**
 * A model trained on a data frame with category columns knows numbers only, and the library maps a caller's categories to them by the data
 * frame's types. CSV has no types: the original refuses such requests, so there is nothing to serve.
 */
function refusePandasCategories(line: string): void {
  if (!line.startsWith(keys.pandas)) return;
  const value = line.slice(keys.pandas.length).split("\n", 1)[0]!.trim();
  if (value.startsWith("null") || value.startsWith("[]") || value === "") return;
  throw new Malformed("it was trained on a pandas data frame with category columns, which CSV cannot stand for; train it on their codes");
}

/** Walks over lines without making strings of them. */
export class Lines {
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
