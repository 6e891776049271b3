import assert from "node:assert/strict";
import { test } from "node:test";
import { cutLines } from "./log-lines.ts";

const cases = [
  { when: "all lines have ended", text: "one\ntwo\n", lines: ["one", "two"], used: 8 },
  { when: "the last line has not ended", text: "one\ntw", lines: ["one"], used: 4 },
  { when: "nothing has ended", text: "on", lines: [], used: 0 },
  { when: "nothing will follow", text: "one\ntw", whole: true, lines: ["one", "tw"], used: 6 },
  { when: "lines are empty or end as on Windows", text: "\n\r\none\r\n\n", lines: ["one"], used: 9 },
  { when: "one line fills the piece", text: "abcdefgh", lines: ["abcdefgh"], used: 8 },
  { when: "one line fills the piece and its last character is cut", text: "abcdefg€", length: 8, lines: ["abcdefg"], used: 7 },
  { when: "one line fills the piece with whole characters", text: "abcde€", lines: ["abcde€"], used: 8 },
];
for (const { when, text, whole = false, length, lines, used } of cases) {
  test(`when ${when}`, () => {
    const bytes = Buffer.from(text).subarray(0, length);
    assert.deepEqual(cutLines(bytes, { whole, maxBytes: 8 }), { lines, usedBytes: used });
  });
}

test("bytes that are no UTF-8 make progress too", () => {
  assert.equal(cutLines(Buffer.alloc(8, 0x80), { whole: false, maxBytes: 8 }).usedBytes, 8);
});
