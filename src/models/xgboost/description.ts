/** What a booster is, for `hostler inspect`. */
import type { ModelDescription } from "../contract.ts";
import type { Predictor } from "./predictor.ts";
import { requestTypes } from "./request.ts";
import { acceptTypes } from "./response.ts";

/** Wider rows are shown sparse. */
const mostColumns = 100;

/** Of several models the first speaks for all: they were checked to be alike. */
export function describeBooster(predictors: readonly Predictor[]): ModelDescription {
  const { booster, width, trees } = predictors[0]!;
  const { version, features, body } = booster;
  const kind = body.kind === "linear" ? "gblinear" : body.weightDrop ? "dart" : "gbtree";
  const wide = features > mostColumns;
  return {
    algorithm: "XGBoost",
    version: version.major === 0 ? "before 1.0" : `${version.major}.${version.minor}`,
    objective: booster.objective,
    inputs: `${features} ${features === 1 ? "feature" : "features"}`,
    outputs: width === 1 ? "a score" : `${width} scores`,
    contentTypes: requestTypes,
    accepts: acceptTypes,
    sample: wide ? { contentType: "text/libsvm", body: "0:1" } : { contentType: "text/csv", body: new Array(features).fill("0").join(",") },
    details: {
      booster: kind,
      ...(body.kind === "trees" && { trees: body.groupOf.length }),
      ...(body.kind === "trees" && trees < body.groupOf.length && { "trees that count": trees }),
      ...(predictors.length > 1 && { models: predictors.length }),
    },
  };
}
