/** That a head is read the same whatever was read before it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readStrictRequest, type StrictReading } from "./strict-request.ts";

type Reader = { readonly readStrictRequest: (bytes: Buffer, length: number) => StrictReading };

/** One that has read nothing yet. */
let nth = 0;
const newReader = (): Promise<Reader> => import(`./strict-request.ts?${nth++}`);

const line = fc.constantFrom(
  "Host: h",
  "host: other",
  "Content-Type: text/csv",
  "Content-Type: application/json",
  "Authorization: a",
  "Authorization: ab",
  "X-Note: Content-Length: 1",
  "Content-Length: 2",
  "Content-Length: 3",
  "Connection: close",
  " folded",
);
const start = fc.constantFrom("e", "ee", "an-endpoint-of-a-longer-name").map((name) => `POST /endpoints/${name}/invocations HTTP/1.1`);
const head = fc
  .tuple(start, fc.array(line, { maxLength: 6 }), fc.option(fc.nat({ max: 200 }), { freq: 2 }))
  .map(([first, lines, cut]) => `${[first, ...lines].join("\r\n")}\r\n\r\n123`.slice(0, cut ?? undefined));
const good = "POST /endpoints/e/invocations HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n\r\n123";

/** Heads that differ at their ends only. */
const alike = fc.constantFrom(good, good.replace("Length: 3", "Length: 2"), good.replace("Content-Length", "X-Note: x\r\nContent-Length"));

test("a head is read the same whatever was read before it", async () => {
  let taken = 0;
  const property = fc.asyncProperty(fc.array(fc.oneof(head, alike), { minLength: 2, maxLength: 6 }), async (heads) => {
    for (const text of heads) {
      const bytes = Buffer.from(text);
      const fresh = (await newReader()).readStrictRequest(bytes, bytes.length);
      assert.deepEqual(readStrictRequest(bytes, bytes.length), fresh);
      if (typeof fresh === "object") taken++;
    }
  });
  await fc.assert(property, { seed: 20260101, numRuns: 300 });
  assert.ok(taken > 300, `only ${taken} were good`);
});

test("what follows the bytes that came is not read", () => {
  const bytes = Buffer.from(good);
  assert.equal(readStrictRequest(bytes, good.indexOf("Content-Type")), "more");
  assert.deepEqual(readStrictRequest(bytes, bytes.length), readStrictRequest(Buffer.concat([bytes, bytes]), bytes.length));
});
