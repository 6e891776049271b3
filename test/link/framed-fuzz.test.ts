/** Either side of the framed link against a peer that sends frames at random, some of them broken: nothing but a clear end, and others are served. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import fc from "fast-check";
import { kinds } from "../../src/link/frames.ts";
import { unknownBytes } from "../../src/link/head.ts";
import { LinkError } from "../../src/link/instance-link.ts";
import { request } from "./instance-behaviour.ts";
import { framed } from "./instances.ts";
import { frame, headed, RawPeer, rawInstance, uint32 } from "./raw-peer.ts";
import { newPlace } from "./reached.ts";

const body = fc.uint8Array({ maxLength: 3000, size: "max" }).map((bytes) => Buffer.from(bytes));
const announced = fc.constantFrom(0, 1, 100, 3_000, 200_000, 26_214_400, 26_214_401, unknownBytes);
const head = fc.tuple(announced, body).map(([bytes, content]) => headed(200, bytes, { accept: "a/b" }, content));
const exact = body.map((content) => headed(200, content.length, { contentType: "x" }, content));
const payload = fc.oneof(
  head,
  exact,
  exact,
  body,
  fc.nat(300_000).map(uint32),
  fc.constant(Buffer.alloc(0)),
  fc.constant(Buffer.alloc(8, "p")),
);
const small = fc.integer({ min: 0, max: 4 });
const anyFrame = fc
  .tuple(fc.integer({ min: 0, max: 11 }), small, payload, fc.boolean())
  .map(([kind, id, content, last]) => frame(kind, id, content, last));
const none = Buffer.alloc(0);

/** What a sensible peer might send as its `nth` frame, and now and then something else; perhaps a byte of all that is changed. */
function sequenceOf(sensible: fc.Arbitrary<(nth: number) => Buffer>) {
  const any = fc.oneof({ weight: 15, arbitrary: sensible }, { weight: 1, arbitrary: anyFrame.map((each) => () => each) });
  const change = fc.tuple(fc.nat(1_000_000), fc.nat(255));
  return fc
    .tuple(
      fc.array(any, { minLength: 1, maxLength: 12 }),
      fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(change, { maxLength: 2 })),
    )
    .map(([frames, changes]) =>
      bytesOf(
        frames.map((each, nth) => each(nth)),
        changes,
      ),
    );
}

const credit = fc.nat(300_000).map(uint32);
const fromRouter = sequenceOf(
  fc.oneof(
    exact.map((content) => (nth: number) => frame(kinds.request, nth + 1, content, true)),
    announced.map((bytes) => headed(0, bytes)).map((content) => (nth: number) => frame(kinds.request, nth + 1, content)),
    fc.tuple(small, body, fc.boolean()).map(
      ([back, content, last]) =>
        (nth: number) =>
          frame(kinds.data, Math.max(1, nth - back), content, last),
    ),
    fc.tuple(small, credit).map(
      ([back, content]) =>
        (nth: number) =>
          frame(kinds.credit, Math.max(1, nth - back), content),
    ),
    small.map((back) => (nth: number) => frame(kinds.cancel, Math.max(1, nth - back), none)),
  ),
);
const ours = fc.constantFrom(1, 2);
const fromInstance = sequenceOf(
  fc.oneof(
    fc.tuple(ours, exact).map(
      ([id, content]) =>
        () =>
          frame(kinds.answer, id, content, true),
    ),
    fc.tuple(ours, body).map(
      ([id, content]) =>
        () =>
          frame(kinds.answer, id, headed(200, unknownBytes, {}, content)),
    ),
    fc.tuple(ours, body, fc.boolean()).map(
      ([id, content, last]) =>
        () =>
          frame(kinds.data, id, content, last),
    ),
    fc.tuple(ours, credit).map(
      ([id, content]) =>
        () =>
          frame(kinds.credit, id, content),
    ),
    fc.tuple(ours, fc.integer({ min: 1, max: 3 })).map(
      ([id, code]) =>
        () =>
          frame(kinds.failure, id, Buffer.from([code])),
    ),
  ),
);

function bytesOf(frames: readonly Buffer[], changes: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.concat(frames);
  for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
  return bytes;
}

test("whatever a router sends, the connection ends at the latest when he does, and the instance serves others", async () => {
  const place = newPlace();
  let faults = 0;
  let answers = 0;
  await using _instance = await framed.start(place, async (served) => {
    if (served.body.length % 3 === 1) return served.answer(200, {}, Buffer.alloc(300_000));
    if (served.body.length % 3 === 2) return served.answer(200, {}, served.body);
    served.begin(200, {});
    while (await served.write(Buffer.alloc(40_000)));
    served.end();
  });
  await fc.assert(
    fc.asyncProperty(fromRouter, async (bytes) => {
      const peer = await RawPeer.connect(place);
      const closed = once(peer.socket, "close");
      peer.socket.end(bytes);
      await closed;
      for (const { kind } of peer.heard) {
        if (kind === kinds.fault) faults++;
        if (kind === kinds.answer) answers++;
      }
    }),
    { numRuns: 400 },
  );
  const link = framed.open(place);
  assert.equal((await link.invoke({ ...request, body: Buffer.from("12345") })).body.toString(), "12345");
  await link.close();
  assert.ok(faults > 20 && answers > 100, `${faults} faults, ${answers} answers`);
});

test("whatever an instance sends, each request ends, with an answer or a clear error", async () => {
  const place = newPlace();
  const outcomes = new Map<string, number>();
  let bytes: Buffer = none;
  let closed: Promise<unknown> = Promise.resolve();
  await using _instance = await rawInstance(place, (peer) => {
    closed = once(peer.socket, "close");
    peer.socket.on("data", () => {
      if (peer.heard.length >= 2 && peer.socket.writable) peer.socket.end(bytes);
    });
  });
  await fc.assert(
    fc.asyncProperty(fromInstance, async (each) => {
      bytes = each;
      const link = framed.open(place);
      const read = async (): Promise<string> => {
        const { body: pieces } = await link.stream({ ...request, maxResponseBytes: 1e6 });
        for await (const _piece of pieces);
        return "answered";
      };
      const whole = link.invoke({ ...request, maxResponseBytes: 1e6 }).then(() => "answered");
      for (const outcome of await Promise.allSettled([whole, read()])) {
        if (outcome.status === "rejected" && !(outcome.reason instanceof LinkError)) throw outcome.reason;
        const name = outcome.status === "fulfilled" ? outcome.value : (outcome.reason as LinkError).trouble;
        outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      }
      await link.close();
      await closed;
    }),
    { numRuns: 300 },
  );
  assert.ok((outcomes.get("answered") ?? 0) > 50 && (outcomes.get("broken") ?? 0) > 100, JSON.stringify([...outcomes]));
});
