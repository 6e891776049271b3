/** JSON and UBJSON: what models are written in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseJson } from "./lenient-json.ts";
import { parseUbjson } from "./ubjson.ts";

/** Objects come as Maps; for comparing they become lists of entries on both sides. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return { entries: [...value].map(([key, item]) => [key, plain(item)]) };
  if (ArrayBuffer.isView(value)) return [...(value as Uint8Array)];
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object") return { entries: Object.entries(value).map(([key, item]) => [key, plain(item)]) };
  return value;
}

test("what JSON.parse reads, this reads to the same values", () => {
  fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(plain(parseJson(Buffer.from(text))), plain(JSON.parse(text)))));
});

test("bare NaN and Infinity are numbers, and no key means anything", () => {
  assert.deepEqual(parseJson(Buffer.from('[NaN, -Infinity, "a\\u00e9\\n", {"__proto__": 1}]')), [
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    "aé\n",
    new Map([["__proto__", 1]]),
  ]);
});

for (const text of ["", "[1,]", "[1 2]", '{"a"}', '{"a":1', "{a:1}", '"abc', '"\\x"', "[1]x", "tru", "undefined", "[", "]"]) {
  test(`JSON ${JSON.stringify(text)} is refused`, () => assert.throws(() => parseJson(Buffer.from(text)), { name: "Malformed" }));
}

const ubjson: [string, string, unknown][] = [
  ["a float32 array", "5b2464234c00000000000000023f800000c0000000", [1, -2]],
  ["an int32 array", "5b246c234c000000000000000100000007", [7]],
  ["an int64 array", "5b244c234c00000000000000010000000000000009", [9]],
  ["a uint8 array", "5b2455234c00000000000000020001", [0, 1]],
  ["a counted array", "5b234c0000000000000002690a5a", [10, null]],
  ["an open array", "5b54465d", [true, false]],
  ["an object", "7b4c000000000000000161534c0000000000000002686943637d".replace("4363", "4c0000000000000001624363"), { a: "hi", b: "c" }],
];
for (const [what, hex, want] of ubjson) {
  test(`UBJSON ${what}`, () => assert.deepEqual(plain(parseUbjson(Buffer.from(hex, "hex"))), plain(want)));
}

const hostile: [string, string, RegExp][] = [
  ["an array longer than the file", "5b2464234c7fffffffffffffff", /claims/],
  ["a counted array longer than the file", "5b234c7fffffffffffffff", /claims/],
  ["a negative length", "534cffffffffffffffff", /no length/],
  ["an array of nothing", "5b245a234c7fffffffffffffff", /typed array/],
  ["endless nesting", "5b".repeat(1000), /nested deeper/],
  ["an unknown marker", "78", /unknown marker/],
  ["nothing", "", /claims 1 more/],
];
for (const [what, hex, says] of hostile) {
  test(`UBJSON with ${what} is refused`, () =>
    assert.throws(() => parseUbjson(Buffer.from(hex, "hex")), { name: "Malformed", message: says }));
}
