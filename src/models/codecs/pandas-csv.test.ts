import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Malformed } from "./malformed.ts";
import { parsePandasCsv } from "./pandas-csv.ts";

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const number = fc.oneof(fc.double(), fc.integer()).map((value) => value + 0); // a zero without a sign: texts have lost it

test("a table of numbers and texts reads back as it was written", () => {
  const row = fc.tuple(number, fc.string({ unit: "grapheme", minLength: 1 }), number);
  const lineEnd = fc.constantFrom("\n", "\r\n", "\n\n");
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), lineEnd, fc.boolean(), (rows, end, ends) => {
      const lines = rows.map(([first, text, last]) => `${first},${quoted(`_${text}`)},${last}`);
      const table = parsePandasCsv(Buffer.from(lines.join(end) + (ends ? end : "")), {
        least: 3,
        most: 3,
        isText: (column) => column === 1,
      });
      assert.equal(table.rows, rows.length);
      assert.deepEqual(
        table.texts.get(1),
        rows.map(([, text]) => `_${text}`),
      );
      for (const [index, [first, , last]] of rows.entries()) {
        assert.deepEqual([table.values[index * 3], table.values[index * 3 + 2]], [first, last]);
      }
    }),
  );
});

const readTexts = (body: string) => {
  const { rows, texts } = parsePandasCsv(Buffer.from(body), { least: 2, most: 2, isText: (column) => column === 1 });
  return { rows, texts: texts.get(1) };
};

test("lines of blanks are no rows, and blanks around cells belong to them", () => {
  assert.deepEqual(readTexts(" \n\t\n1,a\n  \r\n 2, b \n \t "), { rows: 2, texts: ["a", " b "] });
  assert.throws(() => readTexts(" \n "), { name: "Malformed", message: /no rows/ });
});

test("words for a missing value are missing texts", () => {
  assert.deepEqual(readTexts("1,nan\n2,None\n3,-NaN\n4,NAN"), { rows: 4, texts: [undefined, undefined, undefined, "NAN"] });
});

test("bytes of any kind are read or refused", () => {
  const piece = fc.constantFrom(",", "\n", "\r", '"', "1", "e", "-", "nan", "NA", " ", "\0", "é");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, texts) => {
      try {
        const table = parsePandasCsv(Buffer.from(pieces.join("")), { least: 1, most: 5, isText: (column) => texts && column === 0 });
        assert.equal(table.values.length, table.rows * table.columns);
        for (const cells of table.texts.values()) assert.equal(cells.length, table.rows);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});
