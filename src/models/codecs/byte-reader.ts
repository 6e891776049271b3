/** Reads little-endian values one after the other and never past the end: what a file declares is checked against the bytes that are left. */
import { Malformed } from "./malformed.ts";

export class ByteReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Moves over `length` bytes and says where they began. */
  take(length: number, what: string): number {
    if (!(length >= 0 && length <= this.left)) {
      throw new Malformed(`${what} needs ${length} bytes at offset ${this.at}, but only ${this.left} are left`);
    }
    const start = this.at;
    this.at += length;
    return start;
  }

  i32(what: string): number {
    return this.bytes.readInt32LE(this.take(4, what));
  }

  u32(what: string): number {
    return this.bytes.readUInt32LE(this.take(4, what));
  }

  f32(what: string): number {
    return this.bytes.readFloatLE(this.take(4, what));
  }

  /** A 64-bit count of things of `itemBytes` each; more than fit into the rest of the file are refused. */
  count(itemBytes: number, what: string): number {
    const count = Number(this.bytes.readBigUInt64LE(this.take(8, what)));
    if (count * itemBytes > this.left) {
      throw new Malformed(`${what} claims ${count} entries at offset ${this.at - 8}, but only ${this.left} bytes are left`);
    }
    return count;
  }

  text(what: string): string {
    const length = this.count(1, what);
    const start = this.take(length, what);
    return this.bytes.toString("utf8", start, start + length);
  }

  floats(count: number, what: string): Float32Array {
    return new Float32Array(this.copy(count * 4, what));
  }

  ints(count: number, what: string): Int32Array {
    return new Int32Array(this.copy(count * 4, what));
  }

  /** Bytes in memory of their own, where typed arrays may look at them as numbers: Node runs on little-endian machines only. */
  copy(length: number, what: string): ArrayBuffer {
    const start = this.take(length, what);
    const out = new ArrayBuffer(length);
    new Uint8Array(out).set(this.bytes.subarray(start, start + length));
    return out;
  }
}
