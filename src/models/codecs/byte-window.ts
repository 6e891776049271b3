/** Goes over a source byte by byte: a parser looks at `bytes[at]`, and asks for more when it comes to their end. */
import { type ByteSource, type Bytes, sourceOf } from "./byte-source.ts";
import { Malformed } from "./malformed.ts";

export class ByteWindow {
  bytes: Buffer;
  at = 0;
  readonly #source: ByteSource;
  #start = 0;

  constructor(bytes: Bytes) {
    this.#source = sourceOf(bytes);
    this.bytes = this.#source.view(0, 0);
  }

  /** Where `at` is in the source. */
  get offset(): number {
    return this.#start + this.at;
  }

  get left(): number {
    return this.#source.length - this.offset;
  }

  /** Brings bytes behind the last one. What is before `from` may be gone then, and `from` has become 0. False at the end of the source. */
  more(from: number): boolean {
    const start = this.#start + from;
    const known = this.bytes.length - from;
    if (start + known >= this.#source.length) return false;
    this.#move(start, Math.min(2 * known + 1, this.#source.length - start));
    this.at -= from;
    return true;
  }

  /** Moves over `length` bytes, says where in `bytes` they begin. Whoever calls it must not have taken `bytes` before. */
  take(length: number, what: string): number {
    this.#check(length, what);
    if (this.at + length > this.bytes.length) {
      this.#move(this.offset, length);
      this.at = 0;
    }
    this.at += length;
    return this.at - length;
  }

  /** Moves over bytes that nobody wants to see. */
  skip(length: number, what: string): void {
    this.#check(length, what);
    this.at += length;
    if (this.at > this.bytes.length) {
      this.#move(this.offset, 0);
      this.at = 0;
    }
  }

  /** Moves over bytes and gives them in memory of their own. */
  copy(length: number, what: string): ArrayBuffer {
    const from = this.offset;
    this.#check(length, what);
    const out = new Uint8Array(length);
    if (this.at + length <= this.bytes.length) out.set(this.bytes.subarray(this.at, this.at + length));
    else this.#source.copy(from, out);
    this.skip(length, what);
    return out.buffer;
  }

  /** A 64-bit count of things of `itemBytes` each, little-endian; more than fit into the rest are refused. */
  count(itemBytes: number, what: string): number {
    const at = this.take(8, what);
    const count = Number(this.bytes.readBigUInt64LE(at));
    if (count * itemBytes <= this.left) return count;
    throw new Malformed(`${what} claims ${count} entries at offset ${this.offset - 8}, but only ${this.left} bytes are left`);
  }

  /** A text behind its 64-bit length. */
  text(what: string): string {
    const length = this.count(1, what);
    const at = this.take(length, what);
    return this.bytes.toString("utf8", at, at + length);
  }

  /** Moves over bytes and gives them as a source of their own, which is read when somebody wants it. */
  part(length: number, what: string): ByteSource {
    const from = this.offset;
    this.skip(length, what);
    return this.#source.part(from, length);
  }

  #check(length: number, what: string): void {
    if (length >= 0 && length <= this.left) return;
    throw new Malformed(`${what} claims ${length} more bytes at offset ${this.offset}, but only ${this.left} are left`);
  }

  #move(start: number, atLeast: number): void {
    this.bytes = this.#source.view(start, atLeast);
    this.#start = start;
  }
}
