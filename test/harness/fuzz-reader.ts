/**
 * Feeds a reader of model files with damaged copies of genuine ones: a few with every `npm test`, as many as anybody likes with
 * `npm run fuzz:models`. Each either loads and answers, or is refused with a sentence; nothing else may happen to the process.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Malformed } from "../../src/models/codecs/malformed.ts";
import { mutations } from "./mutations.ts";

/** Damaged files for each reader. */
export const fuzzCases = Number(process.env.HOSTLER_FUZZ_CASES ?? 1_000);
export const fuzzSeed = Number(process.env.HOSTLER_FUZZ_SEED ?? 1);
/** For a reader that hangs. */
export const fuzzTimeoutMs = 60_000 + 20 * fuzzCases;

/** `load` reads a file and asks the model something; it throws `Malformed` for what it refuses. */
export function fuzzReader(what: string, genuine: readonly Buffer[], load: (bytes: Buffer) => void): void {
  test(`${fuzzCases} damaged files load or are refused: ${what}`, { timeout: fuzzTimeoutMs }, () => {
    for (const bytes of genuine) load(Buffer.from(bytes));
    let loaded = 0;
    for (const bytes of mutations(genuine, fuzzCases, fuzzSeed)) if (loadsOrRefuses(bytes, load)) loaded++;
    const share = loaded / fuzzCases;
    assert.ok(share > 0.02 && share < 0.98, `${loaded} of ${fuzzCases} loaded: the mutations are too mild or too wild`);
  });
}

export function loadsOrRefuses(bytes: Buffer, load: (bytes: Buffer) => void): boolean {
  try {
    load(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    assert.match(error.message, /\w+ \w+/);
    return false;
  }
}

/** Bytes of all arrays among the values of objects: what a file may not blow up. */
export function bytesOfArrays(...objects: readonly object[]): number {
  const values = objects.flatMap((object) => Object.values(object));
  return values.reduce((sum: number, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}
