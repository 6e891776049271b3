/** CatBoost models of any size: oblivious trees in a FlatBuffer, with the weights of leaves that the library writes beside their values. */
import type { LargeTrees } from "./large-trees.ts";

const bordersPerFeature = 254;
const tables = { core: 3, trees: 16, feature: 6 } as const;

/** Laid out from front to back; every offset of a FlatBuffer leads forward, but those to tables of offsets may lead anywhere. */
export function* cbmModel({ trees, depth, features, draw }: LargeTrees): Generator<Buffer> {
  const leaves = trees * 2 ** depth;
  const vectors = [
    vector(Int32Array.from({ length: trees * depth }, () => Math.floor(draw() * features * bordersPerFeature))),
    vector(new Int32Array(trees).fill(depth)),
    vector(Int32Array.from({ length: trees }, (_, tree) => tree * depth)),
  ];
  const featureTables = Array.from({ length: features }, (_, feature) => floatFeature(feature, draw));
  const name = text("FlabuffersModel_v1");

  const layout = new Layout(4);
  const core = layout.place(tableBytes(tables.core));
  const format = layout.place(name.length);
  const model = layout.place(tableBytes(tables.trees));
  const [splits, sizes, starts] = vectors.map(({ length }) => layout.place(length));
  const list = layout.place(4 + 4 * features);
  const featuresAt = featureTables.map(({ length }) => layout.place(length));
  const values = layout.placeDoubles(leaves);
  const weights = layout.placeDoubles(leaves);
  const length = layout.at;

  const front = Buffer.alloc(values);
  front.writeUInt32LE(core + vtableBytes(tables.core), 0);
  writeTable(front, core, tables.core, { 0: format, 1: model + vtableBytes(tables.trees) });
  name.copy(front, format);
  const fields = { 1: splits!, 2: sizes!, 3: starts!, 5: list, 8: values, 9: weights };
  writeTable(front, model, tables.trees, fields, { 0: 1 });
  for (const [index, at] of [splits!, sizes!, starts!].entries()) vectors[index]!.copy(front, at);
  front.writeUInt32LE(features, list);
  for (const [index, at] of featuresAt.entries()) {
    const entry = list + 4 + 4 * index;
    front.writeUInt32LE(at + vtableBytes(tables.feature) - entry, entry);
    featureTables[index]!.copy(front, at);
  }
  const head = Buffer.alloc(8);
  head.write("CBM1", "latin1");
  head.writeUInt32LE(length, 4);
  yield head;
  yield front;
  yield* doubles(leaves, draw);
  yield Buffer.alloc(weights - values - 4 - 8 * leaves);
  yield* doubles(leaves, draw);
}

class Layout {
  at: number;

  constructor(at: number) {
    this.at = at;
  }

  place(bytes: number): number {
    const here = this.at;
    this.at += Math.ceil(bytes / 4) * 4;
    return here;
  }

  /** A length, then doubles where they may lie. Gives the place of the length. */
  placeDoubles(count: number): number {
    if (this.at % 8 === 0) this.at += 4;
    return this.place(4 + 8 * count);
  }
}

const vtableBytes = (fields: number): number => Math.ceil((4 + 2 * fields) / 4) * 4;
/** Each field takes four bytes here, offset or number. */
const tableBytes = (fields: number): number => vtableBytes(fields) + 4 + 4 * fields;

/** A table at `at`, its own offsets in front of it. `targets`: where offset fields lead; `numbers`: what others hold. */
function writeTable(into: Buffer, at: number, fields: number, targets: Record<number, number>, numbers: Record<number, number> = {}): void {
  const table = at + vtableBytes(fields);
  into.writeUInt16LE(4 + 2 * fields, at);
  into.writeUInt16LE(4 + 4 * fields, at + 2);
  into.writeInt32LE(table - at, table);
  for (let field = 0; field < fields; field++) {
    const [target, number] = [targets[field], numbers[field]];
    if (target === undefined && number === undefined) continue;
    const place = table + 4 + 4 * field;
    into.writeUInt16LE(place - table, at + 4 + 2 * field);
    into.writeInt32LE(target === undefined ? number! : target - place, place);
  }
}

function floatFeature(index: number, draw: () => number): Buffer {
  const start = tableBytes(tables.feature);
  const borders = Float32Array.from({ length: bordersPerFeature }, () => draw() * 2 - 1).sort();
  const bytes = Buffer.alloc(start + 4 + 4 * borders.length);
  writeTable(bytes, 0, tables.feature, { 3: start }, { 1: index, 2: index });
  vector(borders).copy(bytes, start);
  return bytes;
}

function vector(items: Int32Array | Float32Array): Buffer {
  const bytes = Buffer.alloc(4 + items.byteLength);
  bytes.writeUInt32LE(items.length);
  Buffer.from(items.buffer).copy(bytes, 4);
  return bytes;
}

function text(content: string): Buffer {
  const bytes = Buffer.alloc(4 + content.length + 1);
  bytes.writeUInt32LE(content.length);
  bytes.write(content, 4);
  return bytes;
}

function* doubles(count: number, draw: () => number): Generator<Buffer> {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(count);
  yield length;
  const block = Float64Array.from({ length: 8192 }, () => draw() * 2 - 1);
  for (let left = count; left > 0; left -= block.length) {
    yield Buffer.from(block.buffer, 0, Math.min(left, block.length) * 8);
  }
}
