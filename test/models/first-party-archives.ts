/** Small artifacts written by hand, so that a test can say by heart what the answer is; the byte layout is that of the formats' own pages. */
import { crc32, deflateRawSync } from "node:zlib";

const int32 = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);
const int64 = (...values: number[]): Buffer => Buffer.from(BigInt64Array.from(values, BigInt).buffer);
const float32 = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);

type Table = readonly (readonly number[])[];

/** A dense array of the second version, in float32 on the CPU. */
export const denseArray = (shape: readonly number[], values: readonly number[]): Buffer =>
  Buffer.concat([int32(0xf993fac9 | 0, 0, shape.length), int64(...shape), int32(1, 0, 0), float32(values)]);

/** A list of arrays that are already written, with names or without. */
export const arrayList = (arrays: readonly Buffer[], names: readonly string[] = []): Buffer =>
  Buffer.concat([
    int64(0x112, 0, arrays.length),
    ...arrays,
    int64(names.length),
    ...names.flatMap((name) => [int64(Buffer.byteLength(name)), Buffer.from(name)]),
  ]);

const table = (rows: Table): Buffer => denseArray([rows.length, rows[0]!.length], rows.flat());

export const ndarrayFile = (arrays: Readonly<Record<string, Table>>): Buffer =>
  arrayList(Object.values(arrays).map(table), Object.keys(arrays));

export const kmeansFile = (centres: Table): Buffer => arrayList([table(centres)]);

/** A flat index of FAISS by squared distance. */
export const flatIndex = (vectors: Table): Buffer =>
  Buffer.concat([
    Buffer.from("IxF2"),
    int32(vectors[0]!.length),
    int64(vectors.length, 1 << 20, 1 << 20),
    Buffer.from([1]),
    int32(1),
    int64(vectors.flat().length),
    float32(vectors.flat()),
  ]);

export interface LinearLearner {
  readonly type: string;
  readonly head: string;
  readonly weights: Table;
  readonly bias: readonly number[];
  readonly threshold?: number;
}

export function linearLearnerFile({ type, head, weights, bias, threshold = 0.5 }: LinearLearner, deflated = false): Buffer {
  const symbol = {
    nodes: [
      { op: "null", name: "data" },
      { op: head, name: "out" },
    ],
    arg_nodes: [0],
    heads: [[1, 0, 0]],
  };
  const extra = { predictor_type: type, loss_type: "auto", threshold };
  return zipOf(
    {
      "mx-mod-symbol.json": JSON.stringify(symbol),
      "mx-mod-0000.params": ndarrayFile({ "arg:fc0_weight": weights, "arg:fc0_bias": [bias] }),
      "additional-params.json": JSON.stringify(extra),
      "manifest.json": '{"additional-params.json": "json", "mx-mod": "mxnet_module", "version": 1}',
    },
    deflated,
  );
}

export function zipOf(members: Readonly<Record<string, string | Buffer>>, deflated = false): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(members)) {
    const content = Buffer.from(text);
    const packed = deflated ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([int32(0x04034b50), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(int32(0x02014b50), Buffer.from([20, 0]), common, tail, Buffer.from(name));
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}
