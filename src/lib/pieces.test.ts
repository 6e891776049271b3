import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Pieces } from "./pieces.ts";

test("law: whatever the pieces are, the whole is all of them in their order, and few small ones are kept", () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 500, max: 600 })), { maxLength: 2_000 });
  fc.assert(
    fc.property(sizes, (all) => {
      const pieces = new Pieces();
      const parts = all.map((size, nth) => Buffer.alloc(size, nth));
      for (const part of parts) pieces.push(part);
      assert.ok(pieces.whole().equals(Buffer.concat(parts)));
      assert.ok(pieces.count <= parts.length);
    }),
    { numRuns: 50 },
  );
});

test("law: who looks at the whole after each piece sees what has come, and what was seen stays as it was", () => {
  const sizes = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 500, max: 9_000 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(sizes, (all) => {
      const pieces = new Pieces();
      const parts: Buffer[] = [];
      const seen = all.map((size, nth) => {
        parts.push(Buffer.alloc(size, nth));
        pieces.push(parts.at(-1)!);
        return pieces.whole();
      });
      for (const [nth, whole] of seen.entries()) assert.ok(whole.equals(Buffer.concat(parts.slice(0, nth + 1))), `after ${nth}`);
    }),
  );
});

test("small pieces go behind the whole without a copy of it", () => {
  const pieces = new Pieces();
  pieces.push(Buffer.from("POST"));
  for (let nth = 0; nth < 3; nth++) pieces.push(Buffer.from("/"));
  const before = pieces.whole();
  pieces.push(Buffer.from("?"));
  assert.equal(pieces.whole().buffer, before.buffer);
});

test("a hundred thousand bytes one by one are kept in a few hundred pieces", () => {
  const pieces = new Pieces();
  for (let nth = 0; nth < 100_000; nth++) pieces.push(Buffer.from([nth]));
  assert.ok(pieces.count < 1_000, `${pieces.count} pieces`);
  assert.equal(pieces.whole().length, 100_000);
});

test("a single piece is the whole, without a copy", () => {
  const pieces = new Pieces();
  const only = Buffer.from("x");
  pieces.push(only);
  assert.equal(pieces.whole(), only);
});
