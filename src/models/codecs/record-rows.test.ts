import assert from "node:assert/strict";
import { test } from "node:test";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { writeLabels } from "./record.ts";
import { readFrames, writeFrames } from "./record-io.ts";
import { parseRecords } from "./record-rows.ts";

interface Fields {
  /** Field of Value: 2 float32, 3 float64, 7 int32. */
  type?: 2 | 3 | 7;
  values?: number[];
  keys?: number[];
  shape?: number[];
  packed?: boolean;
  key?: string;
}

/** A Record with one feature tensor, written field by field. */
function record({ type = 2, values = [], keys = [], shape = [], packed = true, key = "values" }: Fields): Uint8Array {
  const tensor = new BinaryWriter();
  const scalar = (writer: BinaryWriter, value: number): unknown =>
    type === 2 ? writer.float(value) : type === 3 ? writer.double(value) : writer.int32(value);
  if (packed && values.length > 0) {
    tensor.tag(1, 2).fork();
    for (const value of values) scalar(tensor, value);
    tensor.join();
  } else for (const value of values) scalar(tensor.tag(1, type === 2 ? 5 : type === 3 ? 1 : 0), value);
  for (const index of keys) tensor.tag(2, 0).uint64(index);
  for (const size of shape) tensor.tag(3, 0).uint64(size);
  const value = new BinaryWriter().tag(type, 2).bytes(tensor.finish()).finish();
  const entry = new BinaryWriter().tag(1, 2).string(key).tag(2, 2).bytes(value).finish();
  return new BinaryWriter().tag(1, 2).bytes(entry).finish();
}

function table(records: Fields[]): (number | null)[][] {
  const rows = parseRecords(writeFrames(records.map(record)));
  return Array.from({ length: rows.rows }, (_, row) => {
    const cells = new Float32Array(rows.columns);
    rows.copyRow(row, cells, 0, rows.columns);
    return Array.from(cells, (cell) => (Number.isNaN(cell) ? null : cell));
  });
}

test("dense records of all three tensor types are rows", () => {
  assert.deepEqual(table([{ values: [1, 2.5] }, { type: 3, values: [3, 4], shape: [2] }, { type: 7, values: [-5, 6] }]), [
    [1, 2.5],
    [3, 4],
    [-5, 6],
  ]);
});

test("values may be packed or one by one", () => {
  assert.deepEqual(
    table([
      { values: [1, 2], packed: false },
      { type: 3, values: [3, 4], packed: false },
    ]),
    [
      [1, 2],
      [3, 4],
    ],
  );
});

test("keys make a record sparse, and the widest record counts", () => {
  assert.deepEqual(
    table([
      { values: [7], keys: [1], shape: [3] },
      { values: [8], keys: [0], shape: [2] },
    ]),
    [
      [null, 7, null],
      [8, null, null],
    ],
  );
});

test("a shape of two numbers makes several rows out of one record", () => {
  assert.deepEqual(table([{ values: [1, 2, 3, 4], shape: [2, 2] }]), [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(table([{ values: [7, 8], keys: [1, 3], shape: [2, 2] }]), [
    [null, 7],
    [null, 8],
  ]);
});

test("keys come in any order, also in records of several rows", () => {
  assert.deepEqual(table([{ values: [8, 7], keys: [5, 0], shape: [2, 4] }]), [
    [7, null, null, null],
    [null, 8, null, null],
  ]);
});

test("rows of different widths say so", () => {
  const widths = (records: Fields[]) => {
    const { columns, fewestColumns } = parseRecords(writeFrames(records.map(record)));
    return [columns, fewestColumns];
  };
  assert.deepEqual(widths([{ values: [1, 2] }, { values: [1], keys: [0], shape: [4] }]), [4, 2]);
  assert.deepEqual(widths([{ values: [1], keys: [0], shape: [4] }, { shape: [4] }]), [4, 4]);
});

test("a record of another implementation is read: no values, a shape, a label", () => {
  const bytes = Buffer.from(
    "0a23d7ce290000000a0f0a0676616c75657312051a031a010112160a0676616c756573120c1a0a0a080000000000000000000000",
    "hex",
  );
  const rows = parseRecords(bytes);
  assert.deepEqual([rows.rows, rows.columns, rows.values.length], [1, 1, 0]);
});

test("labels written here are framed and padded", () => {
  const [payload, ...rest] = readFrames(writeFrames([writeLabels(new Map([["score", [0.5]]]))]));
  assert.equal(payload?.toString("hex"), "12110a0573636f7265120812060a040000003f");
  assert.equal(rest.length, 0);
});

const refused: [string, Buffer, RegExp][] = [
  ["rubbish", Buffer.from("hello world"), /no RecordIO magic/],
  ["a length past the end", Buffer.from("0a23d7ceffffff1f00", "hex"), /past the end/],
  ["a part of a record", Buffer.from("0a23d7ce0100002000", "hex"), /a part of one \(MXNet's continuation flag\)/],
  ["a payload that is no message", writeFrames([Buffer.from("ffffffffffffffffffff", "hex")]), /not a Record message/],
  ["no tensor named values", writeFrames([record({ values: [1], key: "other" })]), /no tensor under/],
  ["rows of different width", writeFrames([record({ values: [1] }), record({ values: [1, 2] })]), /1 and of 2 columns/],
  ["fewer values than its shape", writeFrames([record({ values: [1, 2, 3], shape: [4] })]), /shape \[4\] has 3 values/],
  ["more values than its shape", writeFrames([record({ values: [1, 2, 3, 4], shape: [2] })]), /shape \[2\] has 4 values/],
  [
    "the same beside a sparse one",
    writeFrames([record({ values: [1], shape: [2] }), record({ values: [1], keys: [0], shape: [2] })]),
    /shape \[2\] has 1 values/,
  ],
  ["more keys than values", writeFrames([record({ values: [1], keys: [0, 1], shape: [4] })]), /2 keys for 1 values/],
  ["a key outside the shape", writeFrames([record({ values: [1], keys: [9], shape: [4] })]), /does not fit/],
  ["a huge claimed height", writeFrames([record({ values: [1], keys: [0], shape: [2 ** 40, 4] })]), /claims/],
  ["a huge claimed width", writeFrames([record({ values: [1], keys: [0], shape: [2 ** 40] })]), /columns/],
];
for (const [what, body, says] of refused) {
  test(`${what} is refused`, () => assert.throws(() => parseRecords(body), { name: "Malformed", message: says }));
}
