import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { limits } from "../../limits.ts";
import { FileBytes, sourceOf, wholeOf } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";

const scratch = mkdtempSync(join(tmpdir(), "hostler-bytes-"));
after(() => rmSync(scratch, { recursive: true }));

const content = Buffer.from(Uint8Array.from({ length: 3 * limits.modelWindowBytes + 7 }, (_, index) => (index * 31) % 251));
const path = join(scratch, "content");
writeFileSync(path, content);

const sources = [
  { name: "memory", open: () => sourceOf(content) },
  { name: "a file", open: () => new FileBytes(path) },
  { name: "a part of a file", open: () => partOf(join(scratch, "longer")) },
];
function partOf(longer: string) {
  writeFileSync(longer, Buffer.concat([Buffer.from("before"), content, Buffer.from("behind")]));
  return new FileBytes(longer).part(6, content.length);
}

for (const { name, open } of sources) {
  test(`${name} gives any of its bytes, forwards and backwards`, () => {
    const source = open();
    assert.equal(source.length, content.length);
    for (const start of [0, 10, 2 * limits.modelWindowBytes, 5, content.length - 3, limits.modelWindowBytes - 1]) {
      for (const length of [0, 1, 3, Math.min(2 * limits.modelWindowBytes, content.length - start)]) {
        assert.ok(
          source
            .view(start, length)
            .subarray(0, length)
            .equals(content.subarray(start, start + length)),
        );
        assert.ok(wholeOf(source.part(start, length)).equals(content.subarray(start, start + length)));
      }
    }
    assert.ok(wholeOf(source).equals(content));
  });

  for (const [start, length] of [
    [-1, 1],
    [0, content.length + 1],
    [content.length, 1],
    [1, -1],
    [Number.NaN, 1],
  ] as const) {
    test(`${name} has no ${length} bytes at ${start}`, () => {
      const source = open();
      assert.throws(() => source.view(start, length), { name: "Malformed", message: /points to/ });
      assert.throws(() => source.part(start, length), { name: "Malformed" });
    });
  }

  test(`a window over ${name} takes, skips and copies in order, and knows where it is`, () => {
    const window = new ByteWindow(open());
    const taken = window.take(10, "a head");
    assert.ok(window.bytes.subarray(taken, taken + 10).equals(content.subarray(0, 10)));
    window.skip(2 * limits.modelWindowBytes, "a gap");
    assert.equal(window.offset, 2 * limits.modelWindowBytes + 10);
    assert.ok(
      Buffer.from(window.copy(limits.modelWindowBytes - 10, "a block")).equals(
        content.subarray(window.offset - limits.modelWindowBytes + 10, window.offset),
      ),
    );
    assert.equal(window.left, 7);
    assert.throws(() => window.take(8, "a tail"), { name: "Malformed", message: /^a tail claims 8 more bytes .* only 7 are left$/ });
  });
}

test("a file that shrinks while it is read is refused", () => {
  const shrinking = join(scratch, "shrinking");
  writeFileSync(shrinking, content);
  using file = new FileBytes(shrinking);
  truncateSync(shrinking, 100);
  assert.throws(() => file.view(0, 200), { name: "Malformed", message: /became shorter/ });
});
