import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fits, parseFilterPattern } from "./filter-pattern.ts";

const line = '[ERROR 400] BAD REQUEST: it\'s a "quoted" C:\\path';
const cases = [
  { pattern: "", want: true },
  { pattern: "  ", want: true },
  { pattern: "ERROR", want: true },
  { pattern: "error", want: false },
  { pattern: "RRO", want: true },
  { pattern: "ERROR REQUEST", want: true },
  { pattern: "ERROR WARN", want: false },
  { pattern: '"BAD REQUEST"', want: true },
  { pattern: '"REQUEST BAD"', want: false },
  { pattern: '"[ERROR 400]" BAD', want: true },
  { pattern: '"a \\"quoted\\""', want: true },
  { pattern: '"C:\\\\path"', want: true },
  { pattern: "-ERROR", want: false },
  { pattern: "-WARN", want: true },
  { pattern: "ERROR -BAD", want: false },
  { pattern: 'ERROR -"BAD GATEWAY"', want: true },
  { pattern: "?WARN ?ERROR", want: true },
  { pattern: '?WARN ?"BAD LUCK"', want: false },
  { pattern: "?WARN ?ERROR -400", want: false },
  { pattern: "BAD-REQUEST", want: false },
  { pattern: "BAD -", want: false },
];
for (const { pattern, want } of cases) {
  test(`the pattern ${pattern || "without terms"} ${want ? "fits" : "does not fit"}`, () => {
    const parsed = parseFilterPattern(pattern);
    assert.ok(parsed.kind === "terms", JSON.stringify(parsed));
    assert.equal(fits(parsed, line), want);
  });
}

const refused = [
  { pattern: '{ $.level = "error" }', why: /over JSON fields/ },
  { pattern: "[ip, user, status=4*]", why: /over columns/ },
  { pattern: "%ERR.*%", why: /regular expressions/ },
  { pattern: '"no end', why: /^Invalid filter pattern: '"no end' is not a term\.$/ },
  { pattern: 'a""', why: /is not a term/ },
  { pattern: '""', why: /is not a term/ },
];
for (const { pattern, why } of refused) {
  test(`the pattern ${pattern} is refused, in words`, () => {
    const parsed = parseFilterPattern(pattern);
    assert.ok(parsed.kind === "refused", JSON.stringify(parsed));
    assert.match(parsed.why, why);
  });
}

test("a line fits any part of itself, quoted, and not its exclusion", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, part, after) => {
      const quoted = `"${part.replace(/["\\]/g, "\\$&")}"`;
      for (const [pattern, want] of [
        [quoted, true],
        [`?"nowhere in it" ?${quoted}`, true],
        [`-${quoted}`, false],
      ] as const) {
        const parsed = parseFilterPattern(pattern);
        assert.ok(parsed.kind === "terms");
        assert.equal(fits(parsed, before + part + after), want);
      }
    }),
  );
});
