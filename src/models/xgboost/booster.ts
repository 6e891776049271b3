/** An XGBoost model after reading, whatever form its file had. */
import type { Forest } from "./forest.ts";

/** A version of the xgboost library. In a file 0.0 means before 1.0, which did not write it. */
export interface LibraryVersion {
  readonly major: number;
  readonly minor: number;
}

export interface TreeBooster {
  readonly kind: "trees";
  readonly forest: Forest;
  /** Output group of each tree, in the order they are added. */
  readonly groupOf: Int32Array;
  /** Only in dart: what each tree's leaf is multiplied with. */
  readonly weightDrop: Float32Array | undefined;
}

export interface LinearBooster {
  readonly kind: "linear";
  /** `(features + 1) × groups`; the last `groups` are the biases. */
  readonly weights: Float32Array;
}

export interface Booster {
  /** Who wrote the file. */
  readonly version: LibraryVersion;
  readonly objective: string;
  readonly features: number;
  /** Classes as stored: 0 or 1 unless multi-class. */
  readonly classes: number;
  /** Outputs per row before the objective's transform: max(1, classes, targets). */
  readonly groups: number;
  /** As stored; one for all groups or one for each. */
  readonly baseScore: Float32Array;
  readonly body: TreeBooster | LinearBooster;
  /** Early stopping of 1.x: trees per group that count, 0 or undefined for all. */
  readonly treeLimit: number | undefined;
  /** Whether the file was a pickle: its container checked the width of requests more strictly. */
  readonly pickled: boolean;
}
