/** Array files of every kind. Those in hexadecimal were written by MXNet 1.3.1 and 1.9.1 themselves (`mx.nd.save`, `mx.npx.save`). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeNdArrays, readNdArrays } from "./ndarray.ts";

/** Magic, reserved word, one array; the second version of an array, dense, of one dimension with three numbers, on the CPU. */
const head = "120100000000000000000000000000000100000000000000";
const three = `${head}c9fa93f90000000001000000030000000000000001000000 00000000`;
const noNames = "0000000000000000";

const genuine = [
  { what: "float64", hex: `${three}01000000 000000000000f03f00000000000000400000000000000c40${noNames}`, values: [1, 2, 3.5] },
  { what: "float16", hex: `${three}02000000 003c00400043${noNames}`, values: [1, 2, 3.5] },
  { what: "uint8", hex: `${three}03000000 010203${noNames}`, values: [1, 2, 3] },
  { what: "int32", hex: `${three}04000000 010000000200000003000000${noNames}`, values: [1, 2, 3] },
  { what: "int8", hex: `${three}05000000 0102fd${noNames}`, values: [1, 2, -3] },
  { what: "int64", hex: `${three}06000000 010000000000000002000000000000000300000000000000${noNames}`, values: [1, 2, 3] },
  { what: "bfloat16", hex: `${three}0c000000 803f004060c0${noNames}`, values: [1, 2, -3.5] },
  {
    what: "row_sparse",
    hex: `${head}c9fa93f901000000020000000200000000000000020000000000000002000000040000000000000002000000000000000100000000000000000000000600000001000000 02000000000000000000803f0000004000004040000080400000000000000000020000000000000001000000000000000500000000000000 6172673a76`,
    name: "v",
    shape: [4, 2],
    values: [1, 2, 0, 0, 3, 4, 0, 0],
  },
  {
    what: "csr",
    hex: `${head}c9fa93f90200000001000000030000000000000002000000030000000000000003000000000000000100000000000000000000000600000001000000 04000000000000000600000001000000 0300000000000000 0000a0400000c0400000e040 0000000000000000010000000000000001000000000000000300000000000000 010000000000000000000000000000000200000000000000 010000000000000005000000000000006175783a77`,
    name: "w",
    shape: [3, 3],
    values: [0, 5, 0, 0, 0, 0, 6, 0, 7],
  },
  {
    what: "a single number of the third version",
    hex: `${head}cafa93f90000000000000000010000000000000000000000 0000e040${noNames}`,
    shape: [],
    values: [7],
  },
  {
    what: "booleans of the third version",
    hex: `${head}cafa93f90000000001000000030000000000000001000000000000000700000001000101000000000000000100000000000000 61`,
    name: "a",
    values: [1, 0, 1],
  },
  {
    what: "the first version",
    hex: `${head}c8fa93f9010000000300000000000000 010000000000000000000000 0000803f0000004000004040${noNames}`,
    values: [1, 2, 3],
  },
  {
    what: "the version before it had a number",
    hex: `${head}01000000 03000000 010000000000000000000000 0000803f0000004000004040${noNames}`,
    values: [1, 2, 3],
  },
  { what: "an array of nothing", hex: `${head}c9fa93f90000000000000000${noNames}`, shape: [], values: [] },
];
for (const { what, hex, name = "", shape = [3], values } of genuine) {
  test(`${what} is read as float32`, () => {
    const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
    assert.ok(looksLikeNdArrays(bytes));
    assert.deepEqual(readNdArrays(bytes), [{ name, shape, values: Float32Array.from(values) }]);
  });
}

test("half precision keeps its extremes", () => {
  const bytes = Buffer.from(`${three}02000000 007c 00fc 0100${noNames}`.replaceAll(" ", ""), "hex");
  assert.deepEqual([...readNdArrays(bytes)[0]!.values], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** -24]);
});

const refused = [
  { what: "an unknown storage", hex: `${head}c9fa93f907000000`, says: /unknown storage type 7/ },
  { what: "an unknown type of numbers", hex: `${three}63000000${noNames}`, says: /unknown type 99/ },
  { what: "a thousand dimensions", hex: `${head}c9fa93f900000000e8030000`, says: /1000 dimensions/ },
  { what: "a dimension below zero", hex: `${head}c9fa93f90000000001000000ffffffffffffffff`, says: /a dimension of -1/ },
  {
    what: "more names than arrays",
    hex: `${head}c9fa93f90000000000000000 0200000000000000${"00".repeat(16)}`,
    says: /2 names for 1 arrays/,
  },
];
for (const { what, hex, says } of refused) {
  test(`${what} is refused`, () =>
    assert.throws(() => readNdArrays(Buffer.from(hex.replaceAll(" ", ""), "hex")), { name: "Malformed", message: says }));
}
