import assert from "node:assert/strict";
import { test } from "node:test";
import { csvLine, csvRows } from "./csv.ts";

const cases: { text: string; rows: string[][] }[] = [
  {
    text: "a,b\nc,d",
    rows: [
      ["a", "b"],
      ["c", "d"],
    ],
  },
  {
    text: "a,b\r\nc,d\r\n",
    rows: [
      ["a", "b"],
      ["c", "d"],
    ],
  },
  { text: ",\n\n", rows: [["", ""], [""]] },
  { text: "", rows: [] },
  {
    text: '"a,b","say ""hi"""\n"two\nlines",',
    rows: [
      ["a,b", 'say "hi"'],
      ["two\nlines", ""],
    ],
  },
  { text: '"open,b\nc', rows: [['"open', "b"], ["c"]] },
];
for (const { text, rows } of cases) {
  test(`${JSON.stringify(text)} is ${JSON.stringify(rows)}`, () => assert.deepEqual(csvRows(text), rows));
}

test("a written line reads back", () => {
  const cells = ["plain", "a,b", 'say "hi"', "two\nlines"];
  assert.deepEqual(csvRows(csvLine(cells)), [cells]);
});
