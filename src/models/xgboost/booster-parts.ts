/** From the parts that every file form has to a checked booster: what readers share. */
import { limits } from "../../limits.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { Booster, LibraryVersion, LinearBooster, TreeBooster } from "./booster.ts";
import type { ForestBuilder } from "./forest.ts";

export interface BoosterHead {
  readonly version: LibraryVersion;
  readonly objective: string;
  readonly features: number;
  readonly classes: number;
  readonly targets: number;
  readonly baseScore: Float32Array;
}

export interface TreeParts {
  readonly kind: "trees";
  readonly forest: ForestBuilder;
  readonly groupOf: Int32Array;
  readonly weightDrop: Float32Array | undefined;
}

/** Checks that the parts fit each other. */
export function assemble(head: BoosterHead, parts: TreeParts | LinearBooster, treeLimit: number | undefined): Booster {
  const { version, objective, features, classes, targets, baseScore } = head;
  if (!(features >= 0 && features <= limits.xgboostFeatures)) {
    throw new Malformed(`it declares ${features} features; up to ${limits.xgboostFeatures} are served`);
  }
  const groups = Math.max(1, classes, targets);
  if (groups > limits.predictionValues) throw new Malformed(`it declares ${groups} outputs`);
  if (baseScore.length !== 1 && baseScore.length !== groups) {
    throw new Malformed(`it has ${baseScore.length} base scores for ${groups} outputs`);
  }
  const body = parts.kind === "linear" ? checkLinear(parts, features, groups) : packTrees(parts, features, groups);
  return { version, objective, features, classes, groups, baseScore, body, treeLimit, pickled: false };
}

function checkLinear(body: LinearBooster, features: number, groups: number): LinearBooster {
  const wanted = (features + 1) * groups;
  if (body.weights.length === wanted) return body;
  throw new Malformed(`it has ${body.weights.length} linear weights where ${features} features and ${groups} outputs need ${wanted}`);
}

function packTrees(parts: TreeParts, features: number, groups: number): TreeBooster {
  const { forest, groupOf, weightDrop } = parts;
  if (groupOf.length !== forest.trees) throw new Malformed(`it has ${forest.trees} trees but assigns ${groupOf.length} to outputs`);
  const stray = groupOf.find((group) => !(group >= 0 && group < groups));
  if (stray !== undefined) throw new Malformed(`a tree belongs to output ${stray}, but there are ${groups}`);
  if (weightDrop && weightDrop.length !== forest.trees) {
    throw new Malformed(`it has ${weightDrop.length} dart weights for ${forest.trees} trees`);
  }
  return { kind: "trees", forest: forest.build(features), groupOf, weightDrop };
}
