/**
 * Reads FlatBuffers without generated code: a table knows where its fields are by its own table of offsets (google/flatbuffers,
 * "FlatBuffers internals"). Every offset and length comes from a file and is checked against it.
 */
import { Malformed } from "./malformed.ts";

/** The root table of a buffer. */
export const flatRoot = (bytes: Buffer): FlatTable => new FlatTable(bytes, new FlatReader(bytes).indirect(0));

class FlatReader {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  check(at: number, length: number): number {
    if (at >= 0 && length >= 0 && at + length <= this.bytes.length) return at;
    throw new Malformed(`it points to ${length} bytes at offset ${at} of a part that has ${this.bytes.length}`);
  }

  u32(at: number): number {
    return this.bytes.readUInt32LE(this.check(at, 4));
  }

  u16(at: number): number {
    return this.bytes.readUInt16LE(this.check(at, 2));
  }

  /** Where the offset at `at` leads. */
  indirect(at: number): number {
    return at + this.u32(at);
  }
}

export class FlatTable {
  readonly #in: FlatReader;
  readonly #at: number;
  readonly #offsets: number;
  readonly #offsetsBytes: number;

  constructor(bytes: Buffer, at: number) {
    this.#in = new FlatReader(bytes);
    this.#at = this.#in.check(at, 4);
    this.#offsets = at - bytes.readInt32LE(at);
    this.#offsetsBytes = this.#in.u16(this.#offsets);
    this.#in.check(this.#offsets, this.#offsetsBytes);
  }

  /** The place of a field, by its number in the schema; undefined when it has its default. */
  #field(field: number): number | undefined {
    const entry = 4 + 2 * field;
    const offset = entry + 2 > this.#offsetsBytes ? 0 : this.#in.u16(this.#offsets + entry);
    return offset === 0 ? undefined : this.#at + offset;
  }

  i32(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes.readInt32LE(this.#in.check(at, 4));
  }

  u8(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes[this.#in.check(at, 1)]!;
  }

  f64(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes.readDoubleLE(this.#in.check(at, 8));
  }

  table(field: number): FlatTable | undefined {
    const at = this.#field(field);
    return at === undefined ? undefined : new FlatTable(this.#in.bytes, this.#in.indirect(at));
  }

  text(field: number): string {
    const [start, length] = this.#vector(field, 1);
    return this.#in.bytes.toString("utf8", start, start + length);
  }

  count(field: number): number {
    return this.#vector(field, 0)[1];
  }

  /** A vector's items, as they lie in the file. */
  i32s(field: number): Int32Array {
    return new Int32Array(this.#copy(field, 4));
  }

  u16s(field: number, perItem = 1): Uint16Array {
    return new Uint16Array(this.#copy(field, 2 * perItem));
  }

  f32s(field: number): Float32Array {
    return new Float32Array(this.#copy(field, 4));
  }

  f64s(field: number): Float64Array {
    return new Float64Array(this.#copy(field, 8));
  }

  *tables(field: number): Generator<FlatTable> {
    const [start, length] = this.#vector(field, 4);
    for (let index = 0; index < length; index++) yield new FlatTable(this.#in.bytes, this.#in.indirect(start + 4 * index));
  }

  #copy(field: number, itemBytes: number): ArrayBuffer {
    const [start, length] = this.#vector(field, itemBytes);
    const copy = new ArrayBuffer(length * itemBytes);
    this.#in.bytes.copy(new Uint8Array(copy), 0, start, start + length * itemBytes);
    return copy;
  }

  #vector(field: number, itemBytes: number): readonly [start: number, length: number] {
    const at = this.#field(field);
    if (at === undefined) return [0, 0];
    const vector = this.#in.indirect(at);
    const length = this.#in.u32(vector);
    return [this.#in.check(vector + 4, length * itemBytes), length];
  }
}
