/** Several models behind one name: the mean of their predictions, or the majority where predictions are classes (container `serve_utils.py`). */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import type { Predictor } from "./predictor.ts";

/** One prediction per row of `width` values. The original's file order is not defined, so the last bit of a mean is not either. */
export function predictTogether(predictors: readonly Predictor[], rows: FeatureRows): Float32Array {
  const all = predictors.map((predictor) => predictor.predict(rows));
  if (all.length === 1) return all[0]!;
  return predictors[0]!.objective.votes ? majority(all) : mean(all);
}

function mean(all: readonly Float32Array[]): Float32Array {
  const out = Float32Array.from(all[0]!);
  for (const predictions of all.slice(1)) for (let index = 0; index < out.length; index++) out[index]! += predictions[index]!;
  return out.map((sum) => sum / all.length);
}

/** The most frequent value; the smallest of several. */
function majority(all: readonly Float32Array[]): Float32Array {
  return all[0]!.map((_, index) => {
    const votes = new Map<number, number>();
    for (const predictions of all) votes.set(predictions[index]!, (votes.get(predictions[index]!) ?? 0) + 1);
    return [...votes].sort(([a, votesA], [b, votesB]) => votesB - votesA || a - b)[0]![0];
  });
}
