import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { limits } from "../limits.ts";
import { FrameError, FrameReader, headerBytes, kinds, writeHeader } from "./frames.ts";
import { HeadReader, headBytesOf, unknownBytes, writeHead } from "./head.ts";

interface Frame {
  readonly kind: number;
  readonly last: boolean;
  readonly id: number;
  readonly payload: Buffer;
}

const id = fc.integer({ min: 1, max: 0xffff_ffff });
const payload = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength, size: "max" }).map((bytes) => Buffer.from(bytes));
const plain = { noNullPrototype: true };
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ kind: fc.constantFrom(kinds.request, kinds.answer), last: fc.boolean(), id, payload: payload(9, 400) }, plain),
  fc.record({ kind: fc.constant(kinds.data), last: fc.boolean(), id, payload: payload(0, 3000) }, plain),
  fc.record({ kind: fc.constant(kinds.credit), last: fc.constant(false), id, payload: payload(4, 4) }, plain),
  fc.record({ kind: fc.constant(kinds.cancel), last: fc.constant(false), id, payload: payload(0, 0) }, plain),
  fc.record({ kind: fc.constant(kinds.failure), last: fc.constant(false), id, payload: payload(1, 1025) }, plain),
  fc.record({ kind: fc.constantFrom(kinds.ping, kinds.pong), last: fc.constant(false), id: fc.constant(0), payload: payload(8, 8) }, plain),
  fc.record({ kind: fc.constant(kinds.away), last: fc.constant(false), id: fc.constant(0), payload: payload(0, 0) }, plain),
  fc.record({ kind: fc.constant(kinds.fault), last: fc.constant(false), id: fc.constant(0), payload: payload(0, 1024) }, plain),
);

function bytesOf({ kind, last, id: of, payload: content }: Frame): Buffer {
  const header = Buffer.alloc(headerBytes);
  writeHeader(header, 0, kind, last, of, content.length);
  return Buffer.concat([header, content]);
}

/** Data that follows data of the same body is one with it: where frames of data end means nothing. */
function add(frames: Frame[], frame: Frame): void {
  const before = frames.at(-1);
  if (frame.kind === kinds.data && before?.kind === kinds.data && before.id === frame.id && !before.last)
    frames[frames.length - 1] = { ...frame, payload: Buffer.concat([before.payload, frame.payload]) };
  else frames.push(frame);
}

function readerInto(frames: Frame[]): FrameReader {
  return new FrameReader((kind, last, of, bytes, start, end) =>
    add(frames, { kind, last, id: of, payload: Buffer.from(bytes.subarray(start, end)) }),
  );
}

/** Cuts `bytes` at these places, in any order. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index]!, end));
}

const cuts = fc.array(fc.nat(1_000_000), { maxLength: 40 });

test("frames are read as they were written, wherever a socket cuts them", () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, places) => {
      const read: Frame[] = [];
      const reader = readerInto(read);
      for (const chunk of cut(Buffer.concat(frames.map(bytesOf)), places)) reader.push(chunk);
      const sent: Frame[] = [];
      for (const each of frames) add(sent, each);
      assert.deepEqual(read, sent);
      assert.equal(reader.heldBytes, 0);
    }),
    { numRuns: 1000 },
  );
});

test("the same, in tiny pieces, with the largest frame", () => {
  const frames = [
    { kind: kinds.data, last: true, id: 7, payload: Buffer.alloc(limits.link.frameBytes, "x") },
    { kind: kinds.data, last: true, id: 8, payload: Buffer.alloc(0) },
  ];
  const read: Frame[] = [];
  const reader = readerInto(read);
  const bytes = Buffer.concat(frames.map(bytesOf));
  for (let at = 0; at < bytes.length; at += at < 100 ? 1 : 9) reader.push(bytes.subarray(at, at + (at < 100 ? 1 : 9)));
  assert.deepEqual(read, frames);
});

test("changed bytes are frames or a clear error, the same however they are cut, and hold no more memory than a frame", () => {
  const change = fc.record({ at: fc.nat(1_000_000), byte: fc.nat(255) });
  let errors = 0;
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      cuts,
      (frames, changes, places) => {
        const bytes = Buffer.concat(frames.map(bytesOf));
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        const outcomes = [[], places].map((cutAt) => {
          const read: Frame[] = [];
          const reader = readerInto(read);
          let error = "";
          try {
            for (const chunk of cut(bytes, cutAt)) {
              reader.push(chunk);
              assert.ok(reader.heldBytes <= limits.link.frameBytes + headerBytes);
            }
          } catch (thrown) {
            if (!(thrown instanceof FrameError)) throw thrown;
            error = thrown.message;
          }
          return { read, error };
        });
        assert.deepEqual(outcomes[0], outcomes[1]);
        if (outcomes[0]!.error) errors++;
      },
    ),
    { numRuns: 2000 },
  );
  assert.ok(errors > 100, "changes that matter were among them");
});

test("a length is judged before anything of the frame is kept", () => {
  const header = Buffer.alloc(headerBytes);
  writeHeader(header, 0, kinds.data, false, 1, limits.link.frameBytes + 1);
  const reader = readerInto([]);
  reader.push(header.subarray(0, 7));
  assert.throws(() => reader.push(header.subarray(7)), { name: "FrameError", message: "A frame of kind 3 has 131073 bytes." });
});

test("a reader that was stopped reads no more, not even of the same chunk", () => {
  const read: number[] = [];
  const reader: FrameReader = new FrameReader((_kind, _last, of) => {
    read.push(of);
    reader.stop();
  });
  const ping = (): Buffer => bytesOf({ kind: kinds.ping, last: false, id: 0, payload: Buffer.alloc(8) });
  reader.push(Buffer.concat([ping(), ping(), ping().subarray(0, 3)]));
  reader.push(ping());
  assert.equal(read.length, 1);
});

const latin1 = (maxLength: number, minLength = 0) =>
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    minLength,
    maxLength,
  });
const head = fc.record({
  contentType: fc.option(latin1(100), { nil: undefined }),
  accept: fc.option(latin1(100), { nil: undefined }),
  customAttributes: fc.option(latin1(1024), { nil: undefined }),
  inferenceId: fc.option(latin1(64), { nil: undefined }),
  further: fc.option(fc.array(fc.tuple(latin1(30, 1), latin1(50)), { minLength: 1, maxLength: 10 }), { nil: undefined }),
});
const number32 = fc.integer({ min: 0, max: 0xffff_ffff });

test("a head is read as it was written, with the body behind it", () => {
  const reader = new HeadReader();
  fc.assert(
    fc.property(head, number32, number32, fc.nat(20), (fields, number, bodyBytes, offset) => {
      const bytes = Buffer.alloc(offset + headBytesOf(fields) + 3);
      const end = writeHead(bytes, offset, number, bodyBytes, fields);
      assert.equal(end, offset + headBytesOf(fields));
      assert.equal(reader.read(bytes, offset, bytes.length), end);
      assert.deepEqual({ ...reader }, { number, bodyBytes, ...fields });
    }),
    { numRuns: 1000 },
  );
});

test("any bytes are a head or a clear error, and never reach beyond their end", () => {
  const reader = new HeadReader();
  const limited = fc.tuple(fc.uint8Array({ minLength: 9, maxLength: 200 }), fc.nat(6));
  fc.assert(
    fc.property(limited, ([random, count]) => {
      const bytes = Buffer.from(random);
      bytes[8] = count;
      try {
        assert.ok(reader.read(bytes, 0, bytes.length) <= bytes.length);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
      }
    }),
    { numRuns: 5000 },
  );
});

for (const [what, fields] of [
  ["too long", { accept: "x".repeat(limits.link.headBytes) }],
  ["too many", { further: Array.from({ length: limits.link.headFields }, () => ["a", "b"] as const) }],
  ["without a name", { further: [["", "b"] as const] }],
] as const) {
  test(`headers that are ${what} are not written`, () => assert.throws(() => headBytesOf(fields), RangeError));
}

test("a head that says it has more fields than there may be is refused", () => {
  const bytes = Buffer.alloc(headBytesOf({}));
  writeHead(bytes, 0, 200, unknownBytes, {});
  bytes[8] = limits.link.headFields + 1;
  assert.throws(() => new HeadReader().read(bytes, 0, bytes.length), { name: "FrameError", message: "A head has 65 fields." });
});
