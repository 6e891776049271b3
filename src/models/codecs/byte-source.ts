/** Where a reader gets bytes from: memory, or a file read piece by piece, so that a large model is never in memory twice. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { limits } from "../../limits.ts";
import { Malformed } from "./malformed.ts";

export interface ByteSource {
  readonly length: number;
  /** The bytes from `start` on, at least `atLeast` of them, and more where they are at hand. Holds until the source is asked again. */
  view(start: number, atLeast: number): Buffer;
  /** Fills `into` with the bytes from `start` on. */
  copy(start: number, into: Uint8Array): void;
  part(start: number, length: number): ByteSource;
}

/** What readers take: small models come as a buffer. */
export type Bytes = Buffer | ByteSource;

export const sourceOf = (bytes: Bytes): ByteSource => (Buffer.isBuffer(bytes) ? new MemoryBytes(bytes) : bytes);

/** What a source begins with: `bytes` of it or more, unless it is shorter. */
export const beginningOf = (source: ByteSource, bytes: number): Buffer => source.view(0, Math.min(bytes, source.length));

/** All bytes, in memory of their own. */
export function wholeOf(source: ByteSource): Buffer {
  const whole = Buffer.allocUnsafeSlow(source.length);
  source.copy(0, whole);
  return whole;
}

/** Throws `Malformed` when a part of a source is not within it. */
export function checkRange(source: ByteSource, start: number, length: number): void {
  if (start >= 0 && length >= 0 && start + length <= source.length) return;
  throw new Malformed(`it points to ${length} bytes at offset ${start} of a part that has ${source.length}`);
}

class MemoryBytes implements ByteSource {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  view(start: number, atLeast: number): Buffer {
    checkRange(this, start, atLeast);
    return this.#bytes.subarray(start);
  }

  copy(start: number, into: Uint8Array): void {
    checkRange(this, start, into.length);
    this.#bytes.copy(into, 0, start);
  }

  part(start: number, length: number): ByteSource {
    checkRange(this, start, length);
    return new MemoryBytes(this.#bytes.subarray(start, start + length));
  }
}

/** A file, read through a window. Synchronous: a process loads its model before it serves anything. */
export class FileBytes implements ByteSource, Disposable {
  readonly length: number;
  readonly #file: number;
  /** As large as the most that was asked for at once. */
  #memory = Buffer.allocUnsafeSlow(limits.modelWindowBytes);
  #window = this.#memory.subarray(0, 0);
  #start = 0;

  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.length = fstatSync(this.#file).size;
  }

  view(start: number, atLeast: number): Buffer {
    checkRange(this, start, atLeast);
    const within = start - this.#start;
    if (within >= 0 && within + atLeast <= this.#window.length) return this.#window.subarray(within);
    if (atLeast > this.#memory.length) this.#memory = Buffer.allocUnsafeSlow(Math.max(atLeast, 1.5 * this.#memory.length));
    this.#window = this.#memory.subarray(0, Math.min(Math.max(atLeast, limits.modelWindowBytes), this.length - start));
    this.#start = start;
    this.#read(start, this.#window);
    return this.#window;
  }

  copy(start: number, into: Uint8Array): void {
    checkRange(this, start, into.length);
    this.#read(start, into);
  }

  part(start: number, length: number): ByteSource {
    checkRange(this, start, length);
    return new PartBytes(this, start, length);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  #read(start: number, into: Uint8Array): void {
    for (let done = 0; done < into.length; ) {
      const read = readSync(this.#file, into, done, into.length - done, start + done);
      if (read === 0) throw new Malformed("it became shorter while it was read");
      done += read;
    }
  }
}

class PartBytes implements ByteSource {
  readonly length: number;
  readonly #whole: FileBytes;
  readonly #start: number;

  constructor(whole: FileBytes, start: number, length: number) {
    this.#whole = whole;
    this.#start = start;
    this.length = length;
  }

  view(start: number, atLeast: number): Buffer {
    checkRange(this, start, atLeast);
    return this.#whole.view(this.#start + start, atLeast).subarray(0, this.length - start);
  }

  copy(start: number, into: Uint8Array): void {
    checkRange(this, start, into.length);
    this.#whole.copy(this.#start + start, into);
  }

  part(start: number, length: number): ByteSource {
    checkRange(this, start, length);
    return new PartBytes(this.#whole, this.#start + start, length);
  }
}
