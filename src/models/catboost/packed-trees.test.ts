import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { blockRows, findPackedLeaves, packBytes } from "./packed-trees.ts";
import type { ObliviousTrees } from "./trees.ts";

/** One tree with the given questions, a slot for each. */
function oneTree(questions: readonly { value: number; equals: boolean }[], greatest = 255): ObliviousTrees {
  const splits = {
    slot: Int32Array.from(questions.keys()),
    value: Int32Array.from(questions, ({ value }) => value),
    equals: Uint8Array.from(questions, ({ equals }) => Number(equals)),
  };
  const leafValues = new Float64Array(2 ** questions.length);
  const starts = Int32Array.of(0, questions.length);
  return { kind: "oblivious", splits, greatest, starts, leafStarts: Int32Array.of(5, 5 + leafValues.length), leafValues };
}

test("four rows in a word answer what each would by itself, for every byte", () => {
  const question = fc.record({ value: fc.integer({ min: 1, max: 255 }), equals: fc.boolean() });
  const bytes = fc.uint8Array({ minLength: 8 * blockRows, maxLength: 8 * blockRows });
  fc.assert(
    fc.property(fc.array(question, { maxLength: 8 }), bytes, fc.integer({ min: 1, max: blockRows }), (questions, slots, count) => {
      for (const [index, { value }] of questions.entries()) slots[index * blockRows] = value; // random bytes are rarely equal
      const packed = packBytes(oneTree(questions));
      assert.ok(packed);
      const leaves = new Int32Array(blockRows);
      findPackedLeaves(packed, 0, new Int32Array(Uint8Array.from(slots).buffer), count, 3, leaves);
      for (let row = 0; row < count; row++) {
        const answers = questions.map(({ value, equals }, index) => {
          const found = slots[index * blockRows + row]!;
          return equals ? found === value : found >= value;
        });
        const leaf = answers.reduce((sum, yes, bit) => sum + (yes ? 2 ** bit : 0), 0);
        assert.equal(leaves[row], 5 + leaf * 3);
      }
    }),
  );
});

test("what does not fit into bytes is left to the other way", () => {
  const question = { value: 1, equals: false };
  assert.equal(packBytes(oneTree(new Array(9).fill(question))), undefined);
  assert.equal(packBytes(oneTree([question], 256)), undefined);
  assert.ok(packBytes(oneTree([])));
});
