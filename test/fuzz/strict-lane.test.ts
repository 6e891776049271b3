/**
 * The strict lane reads what it takes exactly as `node:http` does, and leaves the rest to it: the same bytes to both, the same answers from
 * both, byte for byte. `npm run fuzz:lanes -- --cases N --seed S` for more.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { selfSigned } from "../harness/certificates.ts";
import { connectionBytes } from "./hostile-http.ts";
import { rightRequest, smuggling } from "./smuggling.ts";
import { TwoLanes } from "./two-lanes.ts";

let lanes: TwoLanes;
let secureLanes: TwoLanes;
before(async () => {
  lanes = await TwoLanes.start();
  secureLanes = await TwoLanes.start(selfSigned());
});
after(async () => {
  await lanes[Symbol.asyncDispose]();
  await secureLanes[Symbol.asyncDispose]();
});

test("requests that are right are taken by the strict lane, in any pieces, and as many as came", async () => {
  const bytes = Buffer.from(rightRequest.repeat(3), "latin1");
  assert.equal(await lanes.compare([bytes]), 3);
  for (let cut = 1; cut < bytes.length; cut++) assert.equal(await lanes.compare([bytes.subarray(0, cut), bytes.subarray(cut)]), 3);
});

/** Those that are as right as any other, whatever they look like. */
const right = new Set(["a request within the body", "chunked with an underscore"]);

for (const [oddity, text] of Object.entries(smuggling)) {
  test(`both lanes read it in the same way: ${oddity}`, async () => {
    const taken = right.has(oddity) ? 2 : 0;
    assert.equal(await lanes.compare([Buffer.from(text + rightRequest, "latin1")]), taken, "and nothing behind it");
    // Behind a request that the strict lane took, and then in pieces.
    assert.equal(await lanes.compare([Buffer.from(rightRequest + text + rightRequest, "latin1")]), taken + 1);
    const pieces = (rightRequest + text + rightRequest).match(/.{1,7}/gs)!;
    assert.equal(await lanes.compare(pieces.map((piece) => Buffer.from(piece, "latin1"))), taken + 1);
  });

  test(`both lanes read it in the same way behind TLS: ${oddity}`, async () => {
    assert.equal(await secureLanes.compare([Buffer.from(rightRequest + text + rightRequest, "latin1")]), (right.has(oddity) ? 2 : 0) + 1);
  });
}

for (const { how, runs, on } of [
  { how: "", runs: 2000, on: () => lanes },
  { how: " behind TLS", runs: 100, on: () => secureLanes },
]) {
  test(`whatever comes is read by both lanes in the same way${how}`, async () => {
    let taken = 0;
    const property = fc.asyncProperty(connectionBytes, async (pieces) => {
      taken += await on().compare(pieces);
    });
    await fc.assert(property, { seed: 20260101, numRuns: runs });
    assert.ok(taken > runs / 2, `the strict lane took only ${taken} requests`);
  });
}
