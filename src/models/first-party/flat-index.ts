/**
 * A flat index as FAISS writes it (facebookresearch/faiss `impl/index_write.cpp`): all vectors, one after the other. Indexes that cluster or
 * compress them are told apart and refused.
 */
import { ByteReader } from "../codecs/byte-reader.ts";
import { Malformed } from "../codecs/malformed.ts";

export interface FlatIndex {
  readonly dimensions: number;
  readonly count: number;
  /** Row by row. */
  readonly vectors: Float32Array;
  /** Greatest inner product instead of least distance. */
  readonly byInnerProduct: boolean;
}

const flatTags = ["IxF2", "IxFI", "IxFl"];
const metric = { innerProduct: 0, squaredDistance: 1 } as const;

const tagOf = (bytes: Buffer): string => bytes.toString("latin1", 0, 4);

/** Whether the bytes begin like any index of FAISS: `IxF2`, `IwFl`, `IxPq` and so on. */
export const looksLikeIndex = (bytes: Buffer): boolean => /^I[xwvH][A-Za-z0-9]{2}$/.test(tagOf(bytes));

/** Throws `Malformed` with a clause that continues "cannot be read: …". */
export function readFlatIndex(bytes: Buffer): FlatIndex {
  const tag = tagOf(bytes);
  if (!flatTags.includes(tag)) {
    throw new Malformed(
      `it is a FAISS index of the kind ${JSON.stringify(tag)}; only faiss.Flat is served, so train with index_type=faiss.Flat`,
    );
  }
  const reader = new ByteReader(bytes, 4);
  const dimensions = reader.i32("the index");
  const count = Number(reader.bytes.readBigInt64LE(reader.take(8, "the index")));
  reader.take(17, "the index"); // two numbers that mean nothing, and whether it is trained
  const kind = reader.i32("the index");
  if (kind !== metric.innerProduct && kind !== metric.squaredDistance)
    throw new Malformed(`its metric is ${kind}; only L2 and inner product are served`);
  const numbers = reader.count(4, "the vectors");
  if (dimensions <= 0 || count <= 0 || numbers !== dimensions * count) {
    throw new Malformed(`it has ${numbers} numbers for ${count} vectors of ${dimensions}`);
  }
  const vectors = reader.floats(numbers, "the vectors");
  if (reader.left > 0) throw new Malformed(`${reader.left} bytes follow after its end`);
  return { dimensions, count, vectors, byInnerProduct: kind === metric.innerProduct };
}
