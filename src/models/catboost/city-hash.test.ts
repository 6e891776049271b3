import assert from "node:assert/strict";
import { test } from "node:test";
import { cityHash64 } from "./city-hash.ts";

const text = Buffer.from("The quick brown fox jumps over the lazy dog, ßé東京 and again; 0123456789 ".repeat(4));

/** Bytes of the text, and what CatBoost 1.2.10 stores for a category of them: the low 32 bits. */
const hashes: [length: number, hash: number][] = [
  [0, 797982799],
  [1, 311401451],
  [2, 1391204213],
  [3, 802589044],
  [4, -1243214343],
  [7, -344451159],
  [8, -630661569],
  [9, 62722841],
  [15, -1420234608],
  [16, -606473428],
  [17, -1933761169],
  [31, 1752146168],
  [32, 704156603],
  [33, -2055678453],
  [40, 853146485],
  [47, -333196010],
  [63, 388003696],
  [64, -44436195],
  [65, 820395158],
  [80, -878718402],
  [127, -1887175965],
  [192, -1979712210],
  [193, -504374107],
];
for (const [length, hash] of hashes) {
  test(`${length} bytes are hashed as CatBoost does`, () => {
    assert.equal(BigInt.asIntN(32, cityHash64(text.subarray(0, length))), BigInt(hash));
  });
}
