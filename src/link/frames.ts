/** Frames of the link between router and native instances (docs/link.md): their layout, and a reader that takes a socket's chunks as they come. */
import { limits } from "../limits.ts";

/** Begins each connection in both directions; the version follows. No HTTP request and no TLS record begins with this byte. */
const magic = Buffer.from("\x89HSLINK", "latin1");
export const version = 1;
export const prefaceBytes = 8;
export const prefaceByte = magic[0]!;

export const preface = (ofVersion: number): Buffer => Buffer.from([...magic, ofVersion]);

/** The version that a preface names; undefined when it is none. `bytes` are at least 8. */
export function versionOf(bytes: Buffer): number | undefined {
  return bytes.subarray(0, magic.length).equals(magic) && bytes[magic.length]! > 0 ? bytes[magic.length] : undefined;
}

export const headerBytes = 8;

/** Marks the last frame that its sender sends of a request or an answer. */
const lastBit = 0x80;

export const kinds = { request: 1, answer: 2, data: 3, credit: 4, cancel: 5, failure: 6, ping: 7, pong: 8, away: 9, fault: 10 } as const;

/** What an instance may say instead of an answer, or in the middle of one. */
export const failures = { refused: 1, late: 2, failed: 3 } as const;

interface KindRule {
  readonly least: number;
  readonly most: number;
  readonly mayBeLast: boolean;
  /** Belongs to a request, and so carries its id; frames of the connection carry 0. */
  readonly ofRequest: boolean;
}

const rule = (least: number, most: number, ofRequest = true, mayBeLast = false): KindRule => ({ least, most, ofRequest, mayBeLast });
const { frameBytes, sentenceBytes } = limits.link;

/** The least head: a number, the length of the body, and that there are no fields. */
export const leastHeadBytes = 9;

const rules: readonly (KindRule | undefined)[] = [
  undefined,
  rule(leastHeadBytes, frameBytes, true, true), // request
  rule(leastHeadBytes, frameBytes, true, true), // answer
  rule(0, frameBytes, true, true), // data
  rule(4, 4), // credit
  rule(0, 0), // cancel
  rule(1, 1 + sentenceBytes), // failure
  rule(8, 8, false), // ping
  rule(8, 8, false), // pong
  rule(0, 0, false), // away
  rule(0, sentenceBytes, false), // fault
];

/** What arrived is no frame, or none that fits here: the connection cannot go on. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

/** Writes the eight bytes before a payload. */
export function writeHeader(bytes: Buffer, at: number, kind: number, last: boolean, id: number, payloadBytes: number): void {
  bytes[at] = payloadBytes;
  bytes[at + 1] = payloadBytes >>> 8;
  bytes[at + 2] = payloadBytes >>> 16;
  bytes[at + 3] = last ? kind | lastBit : kind;
  bytes[at + 4] = id;
  bytes[at + 5] = id >>> 8;
  bytes[at + 6] = id >>> 16;
  bytes[at + 7] = id >>> 24;
}

/** Reads 32 bits without sign, least significant first. */
export function uint32(bytes: Buffer, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/**
 * The payload is `bytes` from `start` to `end`; those bytes are not written to again, so a part of them may be kept. A frame of data that
 * arrives in parts is given in parts, as if it had been sent as several.
 */
export type OnFrame = (kind: number, last: boolean, id: number, bytes: Buffer, start: number, end: number) => void;

/**
 * Cuts what a socket brings into frames. A frame that lies within a chunk is read where it is, and so is each part of a body; any other that
 * does not is collected in a buffer of its own, whose size is known and bounded as soon as its first eight bytes are there. `push` throws a
 * `FrameError`.
 */
export class FrameReader {
  readonly #onFrame: OnFrame;
  readonly #header = Buffer.alloc(headerBytes);
  /** The frame that has begun to arrive, and how much of it is there; its header alone at first. */
  #begun: Buffer = this.#header;
  #filled = 0;
  /** The frame of data whose rest is still to come. */
  #partLeft = 0;
  #partId = 0;
  #partLast = false;
  #stopped = false;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** Bytes held of a frame that is not complete. */
  get heldBytes(): number {
    return this.#filled;
  }

  /** Nothing is read any more, not even the rest of the chunk at hand. */
  stop(): void {
    this.#stopped = true;
  }

  push(chunk: Buffer): void {
    const size = chunk.length;
    let at = this.#filled > 0 ? this.#continue(chunk) : 0;
    if (this.#partLeft > 0) at = this.#givePart(chunk, at);
    while (size - at >= headerBytes && !this.#stopped) {
      const end = at + headerBytes + checkedLength(chunk, at);
      if (end > size) break;
      this.#give(chunk, at, end);
      at = end;
    }
    if (at < size && !this.#stopped) this.#begin(chunk, at);
  }

  /** Takes up a frame that does not end in this chunk. */
  #begin(chunk: Buffer, at: number): void {
    const there = chunk.length - at;
    if (there >= headerBytes && this.#isPart(chunk, at)) {
      this.#givePart(chunk, at + headerBytes);
      return;
    }
    this.#begun = there < headerBytes ? this.#header : Buffer.allocUnsafe(headerBytes + checkedLength(chunk, at));
    this.#filled = chunk.copy(this.#begun, 0, at);
  }

  /** Adds to the frame that has begun; returns where in the chunk the next one begins. */
  #continue(chunk: Buffer): number {
    let at = 0;
    if (this.#begun === this.#header) {
      at = chunk.copy(this.#header, this.#filled);
      this.#filled += at;
      if (this.#filled < headerBytes) return at;
      if (this.#isPart(this.#header, 0)) {
        this.#filled = 0;
        return at;
      }
      this.#begun = Buffer.allocUnsafe(headerBytes + checkedLength(this.#header, 0));
      this.#header.copy(this.#begun);
    }
    const copied = chunk.copy(this.#begun, this.#filled, at);
    this.#filled += copied;
    if (this.#filled === this.#begun.length) {
      const whole = this.#begun;
      this.#filled = 0;
      this.#begun = this.#header;
      this.#give(whole, 0, whole.length);
    }
    return at + copied;
  }

  /** Whether a frame of data begins here; it is given as it comes. */
  #isPart(bytes: Buffer, at: number): boolean {
    const type = bytes[at + 3]!;
    const length = checkedLength(bytes, at);
    if ((type & ~lastBit) !== kinds.data || length === 0) return false;
    this.#partLeft = length;
    this.#partId = uint32(bytes, at + 4);
    this.#partLast = type >= lastBit;
    return true;
  }

  #givePart(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#partLeft);
    if (end === at) return at;
    this.#partLeft -= end - at;
    this.#onFrame(kinds.data, this.#partLast && this.#partLeft === 0, this.#partId, chunk, at, end);
    return end;
  }

  #give(bytes: Buffer, at: number, end: number): void {
    const type = bytes[at + 3]!;
    this.#onFrame(type & ~lastBit, type >= lastBit, uint32(bytes, at + 4), bytes, at + headerBytes, end);
  }
}

/** The length of a payload, if its header is one that there can be. */
function checkedLength(bytes: Buffer, at: number): number {
  const type = bytes[at + 3]!;
  const kind = type & ~lastBit;
  const length = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  const fits = rules[kind];
  if (!fits) throw new FrameError(`There is no frame of kind ${kind}.`);
  if (length < fits.least || length > fits.most) throw new FrameError(`A frame of kind ${kind} has ${length} bytes.`);
  if (type >= lastBit && !fits.mayBeLast) throw new FrameError(`A frame of kind ${kind} is marked as the last.`);
  const id = uint32(bytes, at + 4);
  if (fits.ofRequest === (id === 0)) throw new FrameError(`A frame of kind ${kind} carries the id ${id}.`);
  return length;
}
