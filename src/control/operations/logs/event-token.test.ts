import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LogPlace } from "../../../store/log-store.ts";
import { type EventToken, nextTokens, readEventToken, writeEventToken } from "./event-token.ts";

const place = fc.record({ atMs: fc.maxSafeNat().map((each) => each % 4e12), id: fc.maxSafeNat() }, { noNullPrototype: true });
const token = fc.record({ direction: fc.constantFrom("forward" as const, "backward" as const), place }, { noNullPrototype: true });

test("a token says again what it was made of", () => {
  fc.assert(fc.property(token, (each) => assert.deepEqual(readEventToken(writeEventToken(each)), each)));
});

test("a page without events gives back the token it was asked with", () => {
  fc.assert(
    fc.property(token, (asked) => {
      const { forward, backward } = nextTokens(asked, []);
      assert.equal(asked.direction === "forward" ? forward : backward, writeEventToken(asked));
    }),
  );
});

test("the tokens of a page stand before its first event and behind its last", () => {
  const events: LogPlace[] = [
    { atMs: 1, id: 9 },
    { atMs: 2, id: 3 },
    { atMs: 2, id: 4 },
  ];
  const { forward, backward } = nextTokens(undefined, events);
  assert.deepEqual<EventToken>(readEventToken(forward), { direction: "forward", place: { atMs: 2, id: 4 } });
  assert.deepEqual<EventToken>(readEventToken(backward), { direction: "backward", place: { atMs: 1, id: 9 } });
});

for (const bad of [
  "",
  "f/",
  "x/00000000000000010000000000000001",
  "f/1",
  `f/${"9".repeat(32)}`,
  `f/${"0".repeat(33)}`,
  "f/0000000000000001000000000000000x",
]) {
  test(`"${bad}" is no token`, () => {
    assert.throws(() => readEventToken(bad), { code: "InvalidParameterException", message: "The specified nextToken is invalid." });
  });
}
