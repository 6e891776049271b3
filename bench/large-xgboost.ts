/** XGBoost models of any size in the library's own forms: full binary trees of random splits, with every field that the library writes. */
import { type LargeTrees, splitsOf } from "./large-trees.ts";

/** One tree, in the order in which the library numbers nodes: level by level. */
interface Nodes {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly parents: Int32Array;
  readonly feature: Int32Array;
  readonly value: Float32Array;
  readonly statistics: Float32Array;
  readonly defaultLeft: Uint8Array;
}

const noParent = 2 ** 31 - 1;

function makeNodes({ depth, features, draw }: LargeTrees): Nodes {
  const nodes = 2 ** (depth + 1) - 1;
  const splits = splitsOf(depth);
  const ofSplits = (value: (node: number) => number, leaf: number) =>
    Int32Array.from({ length: nodes }, (_, node) => (node < splits ? value(node) : leaf));
  return {
    left: ofSplits((node) => 2 * node + 1, -1),
    right: ofSplits((node) => 2 * node + 2, -1),
    parents: Int32Array.from({ length: nodes }, (_, node) => (node === 0 ? noParent : (node - 1) >> 1)),
    feature: ofSplits(() => Math.floor(draw() * features), 0),
    value: Float32Array.from({ length: nodes }, () => draw() * 2 - 1),
    statistics: Float32Array.from({ length: nodes }, () => draw() * 100),
    defaultLeft: Uint8Array.from(ofSplits(() => Math.round(draw()), 0)),
  };
}

type Value =
  | string
  | number
  | readonly Value[]
  | Float32Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | { readonly [key: string]: Value };

/** A tree as documents have it. Keys ascend, as the library's do. */
const treeDocument = (nodes: Nodes, features: number, id: number): Value => ({
  base_weights: nodes.statistics,
  categories: new Int32Array(0),
  categories_nodes: new Int32Array(0),
  categories_segments: new BigInt64Array(0),
  categories_sizes: new BigInt64Array(0),
  default_left: nodes.defaultLeft,
  id,
  left_children: nodes.left,
  loss_changes: nodes.statistics,
  parents: nodes.parents,
  right_children: nodes.right,
  split_conditions: nodes.value,
  split_indices: nodes.feature,
  split_type: new Uint8Array(nodes.left.length),
  sum_hessian: nodes.statistics,
  tree_param: { num_deleted: "0", num_feature: String(features), num_nodes: String(nodes.left.length), size_leaf_vector: "1" },
});

/** Everything but the trees, for whose place there is a mark. */
const modelDocument = (trees: number, features: number, mark: Value): Value => ({
  learner: {
    attributes: {},
    feature_names: [],
    feature_types: [],
    gradient_booster: {
      model: {
        gbtree_model_param: { num_parallel_tree: "1", num_trees: String(trees) },
        iteration_indptr: Array.from({ length: trees + 1 }, (_, index) => index),
        tree_info: new Array<number>(trees).fill(0),
        trees: mark,
      },
      name: "gbtree",
    },
    learner_model_param: { base_score: "5E-1", boost_from_average: "1", num_class: "0", num_feature: String(features), num_target: "1" },
    objective: { name: "reg:squarederror", reg_loss_param: { scale_pos_weight: "1" } },
  },
  version: [1, 7, 4],
});

const mark = "the trees";

export function* jsonModel(options: LargeTrees): Generator<Buffer> {
  const shapes = Array.from({ length: options.shapes }, () => toJson(treeDocument(makeNodes(options), options.features, 0)));
  const [before, behind] = toJson(modelDocument(options.trees, options.features, mark)).split(`"${mark}"`);
  yield Buffer.from(`${before}[`);
  for (let tree = 0; tree < options.trees; tree++) {
    yield Buffer.from(`${tree === 0 ? "" : ","}${shapes[tree % shapes.length]!.replace('"id":0', `"id":${tree}`)}`);
  }
  yield Buffer.from(`]${behind}`);
}

function toJson(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return String(value);
  if (value instanceof Float32Array)
    return `[${Array.from(value, (number) => number.toExponential(7).toUpperCase().replace("+", "")).join(",")}]`;
  if (ArrayBuffer.isView(value)) return `[${value.join(",")}]`;
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${toJson(item)}`)
    .join(",")}}`;
}

export function* ubjsonModel(options: LargeTrees): Generator<Buffer> {
  const shapes = Array.from({ length: options.shapes }, () => makeNodes(options));
  const whole = toUbjson(modelDocument(options.trees, options.features, mark));
  const marked = toUbjson(mark);
  const at = whole.indexOf(marked);
  yield Buffer.concat([whole.subarray(0, at), Buffer.from("[#L"), wide(options.trees)]);
  for (let tree = 0; tree < options.trees; tree++) yield toUbjson(treeDocument(shapes[tree % shapes.length]!, options.features, tree));
  yield whole.subarray(at + marked.length);
}

function wide(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

const named = (text: string): Buffer => Buffer.concat([Buffer.from("L"), wide(Buffer.byteLength(text)), Buffer.from(text)]);

function toUbjson(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([Buffer.from("S"), named(value)]);
  if (typeof value === "number") return Buffer.concat([Buffer.from("L"), wide(value)]);
  if (value instanceof Float32Array) return numbers("d", value.length, rawBytes(value).swap32());
  if (value instanceof Int32Array) return numbers("l", value.length, rawBytes(value).swap32());
  if (value instanceof BigInt64Array) return numbers("L", value.length, rawBytes(value).swap64());
  if (value instanceof Uint8Array) return numbers("U", value.length, rawBytes(value));
  if (Array.isArray(value)) return Buffer.concat([Buffer.from("[#L"), wide(value.length), ...value.map(toUbjson)]);
  return Buffer.concat([
    Buffer.from("{"),
    ...Object.entries(value).flatMap(([key, item]) => [named(key), toUbjson(item)]),
    Buffer.from("}"),
  ]);
}

const numbers = (type: string, count: number, raw: Buffer): Buffer => Buffer.concat([Buffer.from(`[$${type}#L`), wide(count), raw]);

/** A copy, so that it can be turned round. */
const rawBytes = (array: NodeJS.TypedArray): Buffer => Buffer.from(Buffer.from(array.buffer, array.byteOffset, array.byteLength));

export function* binaryModel(options: LargeTrees): Generator<Buffer> {
  const shapes = Array.from({ length: options.shapes }, () => binaryTree(makeNodes(options), options.features));
  const head = new Int32Array(34);
  new Float32Array(head.buffer)[0] = 0.5;
  head.set([options.features, 0, 0, 0, 1, 7, 1, 1], 1);
  const trees = new Int32Array(40);
  trees.set([options.trees, 1, options.features, 0, 0, 0, 1, 0]);
  yield Buffer.concat([Buffer.from("binf"), bytesOf(head), text("reg:squarederror"), text("gbtree"), bytesOf(trees)]);
  for (let tree = 0; tree < options.trees; tree++) yield shapes[tree % shapes.length]!;
  yield bytesOf(new Int32Array(options.trees));
}

function binaryTree(nodes: Nodes, features: number): Buffer {
  const count = nodes.left.length;
  const head = new Int32Array(37);
  head.set([1, count, 0, 0, features, 0]);
  const words = new Int32Array(count * 5);
  const values = new Float32Array(words.buffer);
  for (let node = 0; node < count; node++) {
    const isLeft = node > 0 && node % 2 === 1;
    words[node * 5] = node === 0 ? -1 : ((node - 1) >> 1) | (isLeft ? 1 << 31 : 0);
    words[node * 5 + 1] = nodes.left[node]!;
    words[node * 5 + 2] = nodes.right[node]!;
    words[node * 5 + 3] = nodes.feature[node]! | (nodes.defaultLeft[node] === 1 ? 1 << 31 : 0);
    values[node * 5 + 4] = nodes.value[node]!;
  }
  return Buffer.concat([bytesOf(head), bytesOf(words), bytesOf(new Float32Array(count * 4))]);
}

const bytesOf = (array: Int32Array | Float32Array): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

function text(content: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  return Buffer.concat([length, Buffer.from(content)]);
}
