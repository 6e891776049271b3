/**
 * What `joblib.dump` writes: a pickle, perhaps compressed, in which the bytes of a NumPy array follow the object that describes it (joblib
 * `numpy_pickle.py`). The arrays are stepped over: no model served here keeps anything of worth in one.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createInflate } from "node:zlib";
import { limits } from "../../limits.ts";
import { type Bytes, beginningOf, FileBytes } from "./byte-source.ts";
import type { ByteWindow } from "./byte-window.ts";
import { Malformed } from "./malformed.ts";
import { type PickleOptions, readPickle, readPickleAt } from "./pickle.ts";
import { argumentsOf, calleeOf, isPickleObject, type PickleObject, type PickleValue, stateOf } from "./pickle-value.ts";

/** What joblib puts in the place of an array. */
export const wrapper = "joblib.numpy_pickle.NumpyArrayWrapper";

/** By how a compressed file begins. */
const compressions: readonly (readonly [start: readonly number[], name: string])[] = [
  [[0x1f, 0x8b], "gzip"],
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => [[0x78, level], "zlib"] as const),
  [[0x42, 0x5a, 0x68], "bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz"],
  [[0x5d, 0x00, 0x00], "lzma"],
  [[0x04, 0x22, 0x4d, 0x18], "lz4"],
];

const longestStart = 5;

/** What joblib compressed a file with, undefined for nothing. */
export const compressionOf = (bytes: Buffer): string | undefined =>
  compressions.find(([start]) => start.every((byte, index) => bytes[index] === byte))?.[1];

/**
 * Opens a dumped file without the compression that joblib may have put on it. What it expands to goes into a temporary file, which has no name
 * any more once it is open: a large model is never in memory as a whole. Throws `Malformed`.
 */
export async function openDumped(path: string): Promise<FileBytes> {
  const file = new FileBytes(path);
  const compression = compressionOf(beginningOf(file, longestStart));
  if (compression === undefined) return file;
  file[Symbol.dispose]();
  if (compression !== "gzip" && compression !== "zlib") {
    throw new Malformed(`it is compressed with ${compression}, which is not read here; dump it with compress=("zlib", 3) or without`);
  }
  const { freeExpansionBytes, expansionRatio } = limits.artifact;
  const most = Math.min(limits.modelFileBytes, Math.max(freeExpansionBytes, file.length * expansionRatio));
  const folder = await mkdtemp(join(tmpdir(), "hostler-model-"));
  try {
    const expanded = join(folder, "expanded");
    const expansion = compression === "gzip" ? createGunzip() : createInflate();
    await pipeline(createReadStream(path), expansion, (parts) => upTo(most, parts), createWriteStream(expanded));
    return new FileBytes(expanded);
  } catch (error) {
    throw new Malformed(`it is compressed, but cannot be expanded: ${(error as Error).message}`, { cause: error });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* upTo(most: number, parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.length;
    if (bytes > most) throw new Malformed(`there are more than ${most} bytes in it`);
    yield part;
  }
}

/** Reads a dumped value. `allowed` are the qualified names it may mention. */
export function readJoblib(bytes: Bytes, allowed: ReadonlySet<string>, longTextBytes: number): PickleValue {
  const options: PickleOptions = { longTextBytes, built: (object, input) => skipArray(object, input, allowed) };
  return readPickle(bytes, allowed, options);
}

/** An array's bytes come right after the state of its wrapper; those of Python objects are a pickle of their own. */
function skipArray(object: PickleObject, input: ByteWindow, allowed: ReadonlySet<string>): PickleValue | undefined {
  if (calleeOf(object) !== wrapper) return undefined;
  const state = stateOf(object);
  const shape = state?.get("shape");
  const items = isTuple(shape) ? shape.items.reduce<number>((product, length) => product * Number(length), 1) : Number.NaN;
  const type = state?.get("dtype");
  const name = isPickleObject(type) ? argumentsOf(type)[0] : undefined;
  if (name === "O8" || name === "O") {
    readPickleAt(input, allowed, {}); // an array of objects within one would need the hook again, and joblib writes none
    return null;
  }
  const itemBytes = typeof name === "string" ? bytesOf(name) : undefined;
  if (itemBytes === undefined || !Number.isSafeInteger(items)) throw new Malformed("it has a NumPy array of a type that is not read here");
  const alignment = state?.get("numpy_array_alignment_bytes");
  if (alignment !== undefined && alignment !== null) {
    const at = input.take(1, "an array's padding");
    input.skip(input.bytes[at]!, "an array's padding");
  }
  input.skip(items * itemBytes, "a NumPy array");
  return null;
}

const isTuple = (value: PickleValue | undefined): value is Extract<PickleValue, { kind: "tuple" }> =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "tuple";

/** `f8`, `i4`, `b1`: a letter and the bytes of an item; `U9`: 9 characters of 4 bytes. */
function bytesOf(type: string): number | undefined {
  const [, letter, size] = /^([?biufcSUV])(\d{1,9})$/.exec(type) ?? [];
  return size === undefined ? undefined : Number(size) * (letter === "U" ? 4 : 1);
}
