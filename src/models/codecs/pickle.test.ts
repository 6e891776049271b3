import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeOf } from "./byte-source.ts";
import { readPickle } from "./pickle.ts";
import { contentOf, type PickleValue } from "./pickle-value.ts";

const allowed = new Set(["a.Class", "builtins.bytearray"]);
const read = (text: string): unknown => readPickle(Buffer.from(text, "latin1"), allowed);

const values: [string, string, unknown][] = [
  ["None", "\x80\x02N.", null],
  ["small numbers", "\x80\x02]\x94(K\x05M\x01\x01J\xff\xff\xff\xffe.", [5, 257, -1]],
  ["a float", "\x80\x02G\x3f\xf8\x00\x00\x00\x00\x00\x00.", 1.5],
  ["a long", "\x80\x02\x8a\x02\x00\xff.", -256n],
  [
    "a dict",
    "\x80\x04}\x94(\x8c\x01a\x94K\x01\x8c\x01b\x94\x88u.",
    new Map<unknown, unknown>([
      ["a", 1],
      ["b", true],
    ]),
  ],
  ["a tuple", "\x80\x02K\x01K\x02\x86.", { kind: "tuple", items: [1, 2] }],
];
for (const [what, text, want] of values) test(`${what} is read`, () => assert.deepEqual(read(text), want));

test("bytes twice, by memo, are the same", () => {
  const [first, second] = readPickle(Buffer.from("\x80\x03]q\x00(C\x02hiq\x01h\x01e.", "latin1"), allowed) as PickleValue[];
  assert.equal(first, second);
});

test("long bytes stay where they are until somebody wants them", () => {
  const content = contentOf(readPickle(Buffer.from("\x80\x03C\x02hi.", "latin1"), allowed), "bytes");
  assert.equal(content && wholeOf(content).toString(), "hi");
  assert.equal(contentOf(readPickle(Buffer.from("\x80\x03C\x02hi.", "latin1"), allowed), "text"), undefined);
});

test("an object is a note of what would have been called", () => {
  assert.deepEqual(read("\x80\x02ca\nClass\n)\x81}X\x01\x00\x00\x00xK\x01sb."), {
    kind: "object",
    callee: { kind: "global", name: "a.Class" },
    args: { kind: "tuple", items: [] },
    state: new Map([["x", 1]]),
  });
});

const refused: [string, string, RegExp][] = [
  ["os.system", "\x80\x02cos\nsystem\n(X\x02\x00\x00\x00idtR.", /contains "os\.system"/],
  ["a name from the stack", "\x80\x04\x8c\x05posix\x8c\x06system\x93.", /contains "posix\.system"/],
  ["an old-style instance", "\x80\x02(ios\nsystem\n.", /opcode 0x69/],
  ["a persistent id", "\x80\x02Pid\n.", /opcode 0x50/],
  ["an extension code", "\x80\x02\x82\x01.", /opcode 0x82/],
  ["protocol 9", "\x80\x09N.", /protocol 9/],
  ["a length past the end", "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.", /claims/],
  ["no end", "\x80\x02NNN", /claims 1 more bytes/],
  ["an empty stack", "\x80\x02.", /more values than it made/],
  ["a mark that was never set", "\x80\x02]e.", /never set/],
  ["a value that was never remembered", "\x80\x02h\x07.", /never remembered/],
  ["a state of nothing", "\x80\x02NNb.", /not an object/],
];
for (const [what, text, says] of refused) {
  test(`${what} is refused`, () => assert.throws(() => read(text), { name: "Malformed", message: says }));
}
