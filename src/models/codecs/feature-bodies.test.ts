/** What each request format makes of a body: the same small tables for all of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCsv } from "./csv.ts";
import { parseFeatureJson, parseFeatureJsonLines } from "./feature-json.ts";
import { type FeatureRows, withoutLabels } from "./feature-rows.ts";
import { parseLibsvm } from "./libsvm.ts";

/** Rows as plain lists, `null` for a missing cell. */
function table(rows: FeatureRows): (number | null)[][] {
  return Array.from({ length: rows.rows }, (_, row) => {
    const cells = new Float32Array(rows.columns);
    rows.copyRow(row, cells, 0, rows.columns);
    return Array.from(cells, (cell) => (Number.isNaN(cell) ? null : cell));
  });
}

const formats = {
  csv: (body: string) => table(parseCsv(Buffer.from(body))),
  libsvm: (body: string) => table(parseLibsvm(Buffer.from(body), false)),
  "libsvm of 3.x": (body: string) => table(parseLibsvm(Buffer.from(body), true)),
  json: (body: string) => table(parseFeatureJson(Buffer.from(body))),
  jsonlines: (body: string) => table(parseFeatureJsonLines(Buffer.from(body))),
  "csv with a label": (body: string) => table(withoutLabels(parseCsv(Buffer.from(body)), 1)),
};
type Format = keyof typeof formats;

const accepted: { format: Format; body: string; want: (number | null)[][] }[] = [
  {
    format: "csv",
    body: "1,2.5\n3,4",
    want: [
      [1, 2.5],
      [3, 4],
    ],
  },
  { format: "csv", body: "\n 1,2 \r\n", want: [[1, 2]] },
  {
    format: "csv",
    body: "1,2\r\n3,4\r\n",
    want: [
      [1, 2],
      [3, 4],
    ],
  },
  {
    format: "csv",
    body: "1,,3\n,5,\r\n",
    want: [
      [1, null, 3],
      [null, 5, null],
    ],
  },
  { format: "csv", body: "nan,NaN,0", want: [[null, null, 0]] },
  { format: "csv", body: "1\t2", want: [[1, 2]] },
  { format: "csv", body: "1;2", want: [[1, 2]] },
  { format: "csv", body: "1 2", want: [[1, 2]] },
  { format: "csv", body: "1|2", want: [[1, 2]] },
  { format: "csv", body: "1, 2; 3".replace(";", ","), want: [[1, 2, 3]] },
  { format: "csv", body: "5.0", want: [[5]] },
  { format: "csv", body: "1\n\n3", want: [[1], [null], [3]] },
  { format: "libsvm", body: "0:1 2:3", want: [[1, null, 3]] },
  {
    format: "libsvm",
    body: "1 0:1 1:0\n0 1:2\n",
    want: [
      [1, 0],
      [null, 2],
    ],
  },
  {
    format: "libsvm",
    body: "0:1\n\n2:5\r\n1\n1\n",
    want: [
      [1, null, null],
      [null, null, null],
      [null, null, 5],
    ],
  },
  { format: "libsvm", body: "1:2 0:1 1:3", want: [[1, 5]] },
  { format: "libsvm", body: "1:5 2:6", want: [[null, 5, 6]] },
  { format: "libsvm of 3.x", body: "1:5 2:6", want: [[5, 6]] },
  {
    format: "libsvm of 3.x",
    body: "1:5\n0:6",
    want: [
      [null, 5],
      [6, null],
    ],
  },
  { format: "json", body: "[1, 2.5]", want: [[1, 2.5]] },
  {
    format: "json",
    body: "[[1, null], [NaN, 4]]",
    want: [
      [1, null],
      [null, 4],
    ],
  },
  {
    format: "json",
    body: '{"instances": [[1, 2], [3, 4]]}',
    want: [
      [1, 2],
      [3, 4],
    ],
  },
  { format: "json", body: '{"instances": [{"features": [1, 2]}]}', want: [[1, 2]] },
  { format: "json", body: '{"instances": [{"data": {"features": {"values": [1, 2]}}}]}', want: [[1, 2]] },
  {
    format: "json",
    body: '{"instances": [{"data": {"features": {"keys": [2], "shape": [4], "values": [7]}}}, {"features": [1, 2, 3, 4]}]}',
    want: [
      [null, null, 7, null],
      [1, 2, 3, 4],
    ],
  },
  {
    format: "jsonlines",
    body: '{"features": [1, 2]}\r\n\n{"data": {"features": {"keys": [1], "shape": [2], "values": [7]}}}\n[3, null]',
    want: [
      [1, 2],
      [null, 7],
      [3, null],
    ],
  },
  {
    format: "csv with a label",
    body: "9,1,2\n8,3,",
    want: [
      [1, 2],
      [3, null],
    ],
  },
];
for (const { format, body, want } of accepted) {
  test(`${format} ${JSON.stringify(body)} is ${JSON.stringify(want)}`, () => assert.deepEqual(formats[format](body), want));
}

test("what is present in a row is visited, in both kinds of rows", () => {
  const visited = (rows: FeatureRows): [number, number][] => {
    const cells: [number, number][] = [];
    rows.visitRow(1, (column, value) => cells.push([column, value]));
    return cells;
  };
  assert.deepEqual(visited(parseCsv(Buffer.from("1,2\n0,4"))), [
    [0, 0],
    [1, 4],
  ]);
  assert.deepEqual(visited(parseLibsvm(Buffer.from("0:1\n3:4 1:5"), false)), [
    [1, 5],
    [3, 4],
  ]);
});

const refused: { format: Format; body: string; says: RegExp }[] = [
  { format: "csv", body: "  \n ", says: /no rows/ },
  { format: "csv", body: "\ufeff1,2", says: /byte order mark/ },
  { format: "json", body: "\ufeff[1, 2]", says: /byte order mark/ },
  { format: "csv", body: "1,2\n3", says: /row 2 does not have 2 cells/ },
  { format: "csv", body: "1,2\n3,4,5", says: /row 2 does not have 2 cells/ },
  { format: "csv", body: "1,2\n\n3,4", says: /row 2 is an empty line/ },
  { format: "csv", body: "age,income\n1,2", says: /row 1, column 1: could not convert "age"/ },
  { format: "csv", body: '"1","2"', says: /could not convert "\\"1\\""/ },
  { format: "csv", body: "\u0000\u0001\u0002", says: /could not convert "\?\?\?"/ },
  { format: "libsvm", body: "1 2 3", says: /no index:value pair/ },
  { format: "libsvm", body: "qid:1 0:2", says: /"qid" is not a column index/ },
  { format: "libsvm", body: "-1:2", says: /"-1" is not a column index/ },
  { format: "libsvm", body: "0:1:2", says: /"0:1:2" is not a pair/ },
  { format: "libsvm", body: "99999999999:1", says: /not a column index/ },
  { format: "json", body: "{}", says: /at least one row/ },
  { format: "json", body: "[]", says: /at least one row/ },
  { format: "json", body: "[[]]", says: /instance 1 has no features/ },
  { format: "json", body: "[[1, 2], [3]]", says: /instance 2 does not have 2 features/ },
  { format: "json", body: '[["1", 2]]', says: /instance 1 holds something that is not a number/ },
  { format: "json", body: '{"instances": [{"text": "hello"}]}', says: /instance 1 has neither/ },
  { format: "json", body: '{"instances": [{"features": {"keys": [9], "shape": [4], "values": [7]}}]}', says: /does not fit its shape/ },
  { format: "jsonlines", body: " \n\n", says: /no lines/ },
  { format: "jsonlines", body: '{"features": [1]}\n{"features": [1, 2]}', says: /instance 2 does not have 1 features/ },
  { format: "jsonlines", body: '{"features": [1]}\n\n{"features": [2', says: /line 3: JSON ends in the middle/ },
  {
    format: "json",
    body: '{"instances": [{"features": {"keys": [1], "values": [7]}}]}',
    says: /instance 1 has "keys" without a "shape"/,
  },
  {
    format: "json",
    body: '{"instances": [{"features": {"keys": [1, 2], "shape": [4], "values": [7]}}]}',
    says: /"keys" and "values" of equal length/,
  },
  { format: "json", body: "[1, 2", says: /ends in the middle/ },
];
for (const { format, body, says } of refused) {
  test(`${format} ${JSON.stringify(body)} is refused`, () =>
    assert.throws(() => formats[format](body), { name: "Malformed", message: says }));
}
