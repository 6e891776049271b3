/** A booster made ready to predict. */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { Booster, LibraryVersion } from "./booster.ts";
import { type Objective, objectiveNamed, objectiveNames } from "./objectives.ts";
import { predictLinear } from "./predict-linear.ts";
import { treePredictor } from "./predict-trees.ts";

export interface Predictor {
  readonly booster: Booster;
  readonly objective: Objective;
  /** Values that a prediction has per row: 1, or the classes of multi:softprob, or the targets. */
  readonly width: number;
  /** Trees that are added up: fewer than there are after early stopping. */
  readonly trees: number;
  /** What `predict(output_margin=True)` gives, bit for bit: `booster.groups` numbers per row. */
  margins(rows: FeatureRows): Float32Array;
  /** What `predict()` gives: `width` numbers per row. */
  predict(rows: FeatureRows): Float32Array;
}

/**
 * Versions of the library differ in the last bit and in a few rules: since 3.1, which knows a base score for each output, gblinear adds the
 * first one to all of them (found with 3.1.1, 3.2.0 and 3.4.1). `library` is the one to imitate, by default the one that wrote the
 * file: a container of 1.7 predicts a model of 0.90 as 1.7 does.
 */
export function makePredictor(booster: Booster, library: LibraryVersion = booster.version): Predictor {
  const objective = objectiveNamed(booster.objective);
  if (!objective) {
    throw new Malformed(
      `its objective is ${JSON.stringify(booster.objective.slice(0, 60))}; these are served: ${objectiveNames.join(", ")}`,
    );
  }
  const { body, groups } = booster;
  const baseMargin = baseMargins(booster, objective, library);
  if (body.kind === "linear" && (library.major > 3 || (library.major === 3 && library.minor > 0))) baseMargin.fill(baseMargin[0]!);
  const counted = treesThatCount(booster, library);
  const trees = body.kind === "trees" ? treePredictor(body, counted, library) : undefined;

  function margins(rows: FeatureRows): Float32Array {
    const out = new Float32Array(rows.rows * groups);
    if (trees) trees.predict(rows, baseMargin, out);
    else if (body.kind === "linear") predictLinear(body.weights, rows, baseMargin, out);
    return out;
  }
  const width = booster.objective === "multi:softmax" ? 1 : groups;
  return { booster, objective, width, trees: counted, margins, predict: (rows) => objective.transform(margins(rows), groups) };
}

/** Before 1.0 the file holds the margin itself; later it holds what the user gave, to which the objective's link is applied. */
function baseMargins({ baseScore, groups, version }: Booster, objective: Objective, library: LibraryVersion): Float32Array {
  return Float32Array.from({ length: groups }, (_, group) => {
    const score = baseScore[baseScore.length === 1 ? 0 : group]!;
    return version.major === 0 ? score : objective.baseMargin(score, library);
  });
}

/** Containers before 2.0 predict with `ntree_limit = best_ntree_limit`, which counts trees per output group; 0 means all. */
function treesThatCount({ body, treeLimit, groups, version }: Booster, library: LibraryVersion): number {
  const all = body.kind === "trees" ? body.groupOf.length : 0;
  if (version.major >= 2 || library.major >= 2) return all;
  return treeLimit !== undefined && treeLimit > 0 ? Math.min(all, treeLimit * groups) : all;
}
