/**
 * The protobuf message `aialgs.data.Record`, as far as hosting needs it: feature tensors in, label tensors out. Field numbers are those of
 * the algorithms' published `record.proto` (developer guide, `cdf-inference.md`).
 */
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { Malformed } from "./malformed.ts";

/** A dense tensor has no keys; in a sparse one `values[i]` stands at `keys[i]` of `shape`. */
export interface Tensor {
  values: number[];
  keys: number[];
  shape: number[];
}

const record = { features: 1, label: 2 } as const;
const mapEntry = { key: 1, value: 2 } as const;
const tensorField = { values: 1, keys: 2, shape: 3 } as const;
/** Field number of each tensor type in `Value`, and how one of its values is read. */
const scalars: Readonly<Record<number, (reader: BinaryReader) => number>> = {
  2: (reader) => reader.float(),
  3: (reader) => reader.double(),
  7: (reader) => reader.int32(),
};
const float32TensorField = 2;

/** The tensor under `values` in the record's features; labels and the rest are skipped. */
export function readFeatures(payload: Uint8Array): Tensor {
  let found: Tensor | undefined;
  try {
    const reader = new BinaryReader(payload);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field !== record.features || wireType !== WireType.LengthDelimited) reader.skip(wireType, field);
      else found = readEntry(reader.bytes()) ?? found;
    }
  } catch (error) {
    throw new Malformed(`a record is not a Record message: ${(error as Error).message}`, { cause: error });
  }
  if (!found) throw new Malformed('a record has no tensor under the feature key "values"');
  return found;
}

function readEntry(bytes: Uint8Array): Tensor | undefined {
  const reader = new BinaryReader(bytes);
  let key = "";
  let tensor: Tensor | undefined;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === mapEntry.key && wireType === WireType.LengthDelimited) key = reader.string();
    else if (field === mapEntry.value && wireType === WireType.LengthDelimited) tensor = readValue(reader.bytes());
    else reader.skip(wireType, field);
  }
  return key === "values" ? tensor : undefined;
}

function readValue(bytes: Uint8Array): Tensor | undefined {
  const reader = new BinaryReader(bytes);
  let tensor: Tensor | undefined;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const scalar = scalars[field];
    if (scalar && wireType === WireType.LengthDelimited) tensor = readTensor(reader.bytes(), scalar);
    else reader.skip(wireType, field);
  }
  return tensor;
}

function readTensor(bytes: Uint8Array, scalar: (reader: BinaryReader) => number): Tensor {
  const reader = new BinaryReader(bytes);
  const tensor: Tensor = { values: [], keys: [], shape: [] };
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === tensorField.values) readScalars(reader, wireType, scalar, tensor.values);
    else if (field === tensorField.keys) readScalars(reader, wireType, readIndex, tensor.keys);
    else if (field === tensorField.shape) readScalars(reader, wireType, readIndex, tensor.shape);
    else reader.skip(wireType, field);
  }
  return tensor;
}

/** Repeated numbers, packed or one by one: protobuf asks every reader to take both. */
function readScalars(reader: BinaryReader, wireType: WireType, scalar: (reader: BinaryReader) => number, into: number[]): void {
  if (wireType !== WireType.LengthDelimited) return void into.push(scalar(reader));
  const packed = new BinaryReader(reader.bytes());
  while (packed.pos < packed.len) into.push(scalar(packed));
}

const readIndex = (reader: BinaryReader): number => Number(reader.uint64());

/** A record that answers a request: every key of `labels` becomes a float32 tensor. */
export function writeLabels(labels: ReadonlyMap<string, ArrayLike<number>>): Uint8Array {
  const writer = new BinaryWriter();
  for (const [key, values] of labels) {
    writer.tag(record.label, WireType.LengthDelimited).fork();
    writer.tag(mapEntry.key, WireType.LengthDelimited).string(key);
    writer.tag(mapEntry.value, WireType.LengthDelimited).fork();
    writer.tag(float32TensorField, WireType.LengthDelimited).fork();
    writer.tag(tensorField.values, WireType.LengthDelimited).fork();
    for (let index = 0; index < values.length; index++) writer.float(values[index]!);
    writer.join().join().join().join();
  }
  return writer.finish();
}
