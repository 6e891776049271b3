/**
 * The binary form of XGBoost 0.72 to 3.0: C structs written as they lie in memory, little-endian (dmlc/xgboost `src/learner.cc`,
 * `src/gbm/gbtree_model.h`, `include/xgboost/tree_model.h`). From 1.2 on it starts with `binf`. Since 3.1 the library itself cannot read
 * it any more. Lengths in comments are bytes.
 */
import { type ByteSource, beginningOf } from "../codecs/byte-source.ts";
import { ByteWindow } from "../codecs/byte-window.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { Booster, LinearBooster } from "./booster.ts";
import { assemble, type BoosterHead, type TreeParts } from "./booster-parts.ts";
import { ForestBuilder, type TreeNodes } from "./forest.ts";

const size = { learner: 136, gbtree: 160, tree: 148, node: 20, stats: 16, linear: 136 } as const;
const magic = "binf";

/** Whether the bytes may be this form: the magic, or a plausible objective name where 0.72 to 1.1 have it. */
export function looksLegacyBinary(bytes: Buffer): boolean {
  if (bytes.length < size.learner + 16) return false;
  if (bytes.toString("latin1", 0, 4) === magic) return true;
  const length = bytes.readBigUInt64LE(size.learner);
  return length > 3n && length < 64n && /^[a-z]+:[a-z]/.test(bytes.toString("latin1", size.learner + 8, size.learner + 8 + Number(length)));
}

export function readLegacyBinary(file: ByteSource): Booster {
  const marked = beginningOf(file, 4).toString("latin1", 0, 4) === magic;
  const input = new ByteWindow(file);
  if (marked) input.skip(4, "the magic");
  const { head, hasAttributes } = readHead(input);
  const booster = input.text("the name of the booster");
  const parts = readBody(input, booster, Math.max(1, head.classes, head.targets));
  return assemble(head, parts, hasAttributes ? treeLimit(input) : undefined);
}

/** LearnerModelParam, then the name of the objective. */
function readHead(input: ByteWindow): { head: BoosterHead; hasAttributes: boolean } {
  const words = new Int32Array(input.copy(size.learner, "the learner's parameters"));
  const [, , classes = 0, extraAttributes, , major = 0, minor = 0, targets = 0] = words;
  const head = {
    version: { major, minor },
    baseScore: new Float32Array(words.buffer, 0, 1),
    features: words[1]! >>> 0,
    classes,
    targets: major >= 1 ? Math.max(1, targets) : 1,
    objective: input.text("the name of the objective"),
  };
  return { head, hasAttributes: extraAttributes !== 0 };
}

function readBody(input: ByteWindow, booster: string, groups: number): TreeParts | LinearBooster {
  switch (booster) {
    case "gbtree":
      return readTrees(input);
    case "dart": {
      const parts = readTrees(input);
      return parts.forest.trees === 0 ? parts : { ...parts, weightDrop: readFloats(input, "the dart weights") };
    }
    case "gblinear":
      input.skip(size.linear, "the linear parameters");
      return { kind: "linear", weights: readFloats(input, `the weights of ${groups} outputs`) };
    default:
      throw new Malformed(`its booster is ${JSON.stringify(booster.slice(0, 40))}; gbtree, dart and gblinear exist`);
  }
}

const readFloats = (input: ByteWindow, what: string): Float32Array => new Float32Array(input.copy(input.count(4, what) * 4, what));

function readTrees(input: ByteWindow): TreeParts {
  const [count = 0] = new Int32Array(input.copy(size.gbtree, "the parameters of the trees"));
  if (count < 0 || count * (size.tree + size.node + size.stats) > input.left) {
    throw new Malformed(`it claims ${count} trees, but only ${input.left} bytes are left`);
  }
  const forest = new ForestBuilder();
  for (let index = 0; index < count; index++) forest.add(readTree(input, index), index);
  return { kind: "trees", forest, groupOf: new Int32Array(input.copy(count * 4, "the outputs of the trees")), weightDrop: undefined };
}

function readTree(input: ByteWindow, index: number): TreeNodes {
  const [, nodes = 0, , , , vectorLeaf] = new Int32Array(input.copy(size.tree, `tree ${index}`));
  if (!(nodes >= 0 && nodes * (size.node + size.stats) <= input.left))
    throw new Malformed(`tree ${index} claims ${nodes} nodes, but only ${input.left} bytes are left`);
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
    const from = input.take(size.node, `tree ${index}`); // parent, left, right, split, value
    const { bytes } = input;
    tree.left[node] = bytes.readInt32LE(from + 4);
    tree.right[node] = bytes.readInt32LE(from + 8);
    const split = bytes.readUInt32LE(from + 12);
    tree.feature[node] = split & 0x7fffffff;
    tree.defaultLeft[node] = split >>> 31;
    tree.value[node] = bytes.readFloatLE(from + 16);
  }
  input.skip(nodes * size.stats, `tree ${index}`);
  return tree;
}

/** `best_ntree_limit` among the attributes that follow. Releases differ in what stands here and nothing else matters, so no error counts. */
function treeLimit(input: ByteWindow): number | undefined {
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
