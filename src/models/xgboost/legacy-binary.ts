/**
 * The binary form of XGBoost 0.72 to 3.0: C structs written as they lie in memory, little-endian (dmlc/xgboost `src/learner.cc`,
 * `src/gbm/gbtree_model.h`, `include/xgboost/tree_model.h`). From 1.2 on it starts with `binf`. Since 3.1 the library itself cannot read
 * it any more. Lengths in comments are bytes.
 */
import { ByteReader } from "../codecs/byte-reader.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { Booster, LinearBooster } from "./booster.ts";
import { assemble, type BoosterHead, type TreeParts } from "./booster-parts.ts";
import type { TreeNodes } from "./forest.ts";

const size = { learner: 136, gbtree: 160, tree: 148, node: 20, stats: 16, linear: 136 } as const;
const magic = "binf";

/** Whether the bytes may be this form: the magic, or a plausible objective name where 0.72 to 1.1 have it. */
export function looksLegacyBinary(bytes: Buffer): boolean {
  if (bytes.length < size.learner + 16) return false;
  if (bytes.toString("latin1", 0, 4) === magic) return true;
  const length = bytes.readBigUInt64LE(size.learner);
  return length > 3n && length < 64n && /^[a-z]+:[a-z]/.test(bytes.toString("latin1", size.learner + 8, size.learner + 8 + Number(length)));
}

export function readLegacyBinary(bytes: Buffer): Booster {
  const input = new ByteReader(bytes);
  if (bytes.toString("latin1", 0, 4) === magic) input.take(4, "the magic");
  const { head, hasAttributes } = readHead(input);
  const booster = input.text("the name of the booster");
  const parts = readBody(input, booster, Math.max(1, head.classes, head.targets));
  return assemble(head, parts, hasAttributes ? treeLimit(input) : undefined);
}

/** LearnerModelParam, then the name of the objective. */
function readHead(input: ByteReader): { head: Omit<BoosterHead, "objective"> & { objective: string }; hasAttributes: boolean } {
  const start = input.take(size.learner, "the learner's parameters");
  const word = (index: number): number => input.bytes.readInt32LE(start + index * 4);
  const version = { major: word(5), minor: word(6) };
  const head = {
    version,
    baseScore: Float32Array.of(input.bytes.readFloatLE(start)),
    features: input.bytes.readUInt32LE(start + 4),
    classes: word(2),
    targets: version.major >= 1 ? Math.max(1, word(7)) : 1,
    objective: input.text("the name of the objective"),
  };
  return { head, hasAttributes: word(3) !== 0 };
}

function readBody(input: ByteReader, booster: string, groups: number): TreeParts | LinearBooster {
  switch (booster) {
    case "gbtree":
      return readTrees(input);
    case "dart": {
      const parts = readTrees(input);
      if (parts.trees.length === 0) return parts;
      return { ...parts, weightDrop: input.floats(input.count(4, "the dart weights"), "the dart weights") };
    }
    case "gblinear":
      input.take(size.linear, "the linear parameters");
      return { kind: "linear", weights: input.floats(input.count(4, `the weights of ${groups} outputs`), "the weights") };
    default:
      throw new Malformed(`its booster is ${JSON.stringify(booster.slice(0, 40))}; gbtree, dart and gblinear exist`);
  }
}

function readTrees(input: ByteReader): TreeParts {
  const start = input.take(size.gbtree, "the parameters of the trees");
  const count = input.bytes.readInt32LE(start);
  if (count < 0 || count * (size.tree + size.node + size.stats) > input.left) {
    throw new Malformed(`it claims ${count} trees, but only ${input.left} bytes are left`);
  }
  const trees = Array.from({ length: count }, (_, index) => readTree(input, index));
  return { kind: "trees", trees, groupOf: input.ints(count, "the outputs of the trees"), weightDrop: undefined };
}

function readTree(input: ByteReader, index: number): TreeNodes {
  const start = input.take(size.tree, `tree ${index}`);
  const nodes = input.bytes.readInt32LE(start + 4);
  const vectorLeaf = input.bytes.readInt32LE(start + 20);
  const at = input.take(nodes * (size.node + size.stats), `tree ${index} of ${nodes} nodes`);
  if (vectorLeaf !== 0 && vectorLeaf !== 1)
    throw new Malformed(`tree ${index} has leaves of ${vectorLeaf} values, which is not served here`);
  const tree = {
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    feature: new Int32Array(nodes),
    value: new Float32Array(nodes),
    defaultLeft: new Uint8Array(nodes),
  };
  for (let node = 0; node < nodes; node++) {
    const from = at + node * size.node; // parent, left, right, split, value
    tree.left[node] = input.bytes.readInt32LE(from + 4);
    tree.right[node] = input.bytes.readInt32LE(from + 8);
    const split = input.bytes.readUInt32LE(from + 12);
    tree.feature[node] = split & 0x7fffffff;
    tree.defaultLeft[node] = split >>> 31;
    tree.value[node] = input.bytes.readFloatLE(from + 16);
  }
  return tree;
}

/** `best_ntree_limit` among the attributes that follow. Releases differ in what stands here and nothing else matters, so no error counts. */
function treeLimit(input: ByteReader): number | undefined {
  try {
    const pairs = input.count(16, "the attributes");
    for (let pair = 0; pair < pairs; pair++) {
      const [key, value] = [input.text("an attribute"), input.text("an attribute")];
      if (key === "best_ntree_limit") return Number.parseInt(value, 10) || undefined;
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  return undefined;
}
