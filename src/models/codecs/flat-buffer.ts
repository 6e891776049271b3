/**
 * Reads FlatBuffers without generated code: a table knows where its fields are by its own table of offsets (google/flatbuffers,
 * "FlatBuffers internals"). Every offset and length comes from a file and is checked against it.
 */
import { type ByteSource, checkRange } from "./byte-source.ts";

/** The root table of a buffer. */
export const flatRoot = (bytes: ByteSource): FlatTable => new FlatTable(bytes, new FlatReader(bytes).indirect(0));

class FlatReader {
  readonly bytes: ByteSource;

  constructor(bytes: ByteSource) {
    this.bytes = bytes;
  }

  u32(at: number): number {
    return this.bytes.view(at, 4).readUInt32LE();
  }

  u16(at: number): number {
    return this.bytes.view(at, 2).readUInt16LE();
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

  constructor(bytes: ByteSource, at: number) {
    this.#in = new FlatReader(bytes);
    this.#at = at;
    this.#offsets = at - bytes.view(at, 4).readInt32LE();
    this.#offsetsBytes = this.#in.u16(this.#offsets);
  }

  /** The place of a field, by its number in the schema; undefined when it has its default. */
  #field(field: number): number | undefined {
    const entry = 4 + 2 * field;
    const offset = entry + 2 > this.#offsetsBytes ? 0 : this.#in.u16(this.#offsets + entry);
    return offset === 0 ? undefined : this.#at + offset;
  }

  i32(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes.view(at, 4).readInt32LE();
  }

  u8(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes.view(at, 1)[0]!;
  }

  f64(field: number, otherwise: number): number {
    const at = this.#field(field);
    return at === undefined ? otherwise : this.#in.bytes.view(at, 8).readDoubleLE();
  }

  table(field: number): FlatTable | undefined {
    const at = this.#field(field);
    return at === undefined ? undefined : new FlatTable(this.#in.bytes, this.#in.indirect(at));
  }

  text(field: number): string {
    const [start, length] = this.#vector(field, 1);
    return this.#in.bytes.view(start, length).toString("utf8", 0, length);
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
    this.#in.bytes.copy(start, new Uint8Array(copy));
    return copy;
  }

  #vector(field: number, itemBytes: number): readonly [start: number, length: number] {
    const at = this.#field(field);
    if (at === undefined) return [0, 0];
    const vector = this.#in.indirect(at);
    const length = this.#in.u32(vector);
    checkRange(this.#in.bytes, vector + 4, length * itemBytes);
    return [vector + 4, length];
  }
}
