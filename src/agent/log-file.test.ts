import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { addOurLine, lastLine, pruneLogs, rotateLog } from "./log-file.ts";

const dir = mkdtempSync(join(tmpdir(), "logs-"));
after(() => rmSync(dir, { recursive: true }));

const cases = [
  { when: "it has lines", text: "one\ntwo\n", want: "two" },
  { when: "the last line has no end", text: "one\ntwo", want: "two" },
  { when: "it ends with empty lines", text: "one\n\n\n", want: "one" },
  {
    when: "Python died",
    text: "Traceback (most recent call last):\n  File x\nModuleNotFoundError: No module named 'sklearn'\n",
    want: "ModuleNotFoundError: No module named 'sklearn'",
  },
  {
    when: "Node died",
    text: "file.js:1\nthrow new Error()\nTypeError: no licence\n    at main\n\nNode.js v24.21.0\n",
    want: "TypeError: no licence",
  },
  { when: "it is empty", text: "", want: undefined },
];
for (const { when, text, want } of cases) {
  test(`the last line of a log when ${when}`, () => {
    writeFileSync(join(dir, "log"), text);
    assert.equal(lastLine(join(dir, "log")), want);
  });
}

test("a sentence as long as a reason of AWS may be keeps its end, where the advice stands", () => {
  const path = join(dir, "long");
  const sentence = `It cannot be served: ${"why, ".repeat(150)}so serve it otherwise.`;
  writeFileSync(path, `${sentence}\n`);
  assert.equal(lastLine(path), sentence);
});

test("a log that was never written has no last line", () => assert.equal(lastLine(join(dir, "none")), undefined));

test("a log that has grown too large is moved aside and begun again", () => {
  const path = join(dir, "large");
  writeFileSync(path, "x".repeat(100));
  rotateLog(path, 100);
  assert.equal(statSync(path).size, 100);
  rotateLog(path, 99);
  assert.equal(statSync(path).size, 0);
  assert.equal(readFileSync(`${path}.1`, "utf8").length, 100);
});

test("of many logs the latest are kept", () => {
  const many = join(dir, "many");
  mkdirSync(many);
  for (let age = 0; age < 5; age++) {
    writeFileSync(join(many, `${age}`), "");
    utimesSync(join(many, `${age}`), 1000 - age, 1000 - age);
  }
  pruneLogs(many, 2);
  assert.deepEqual(readdirSync(many).sort(), ["0", "1"]);
});

test("a line of ours stands by itself, and is not the last one that the process has printed", () => {
  const path = join(dir, "e", "v", "i.log");
  addOurLine(path, "process 1 started");
  appendFileSync(path, "no end of line");
  addOurLine(path, "it ended:\n  killed");
  assert.equal(readFileSync(path, "utf8"), "[hostler] process 1 started\nno end of line\n[hostler] it ended: killed\n");
  assert.equal(lastLine(path), "no end of line");
});
