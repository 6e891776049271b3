/**
 * Linear Learner: a zip of an MXNet module (`fc0_weight` with a row for each feature, `fc0_bias`), and `additional-params.json` with the
 * calibrated threshold. Normalisation is part of the weights already.
 */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import { readNdArrays } from "../codecs/ndarray.ts";
import { argmaxRows, sigmoidAll, softmaxRows } from "./activations.ts";
import { linearScores } from "./linear-scores.ts";
import type { FirstPartyModel } from "./model.ts";
import { arrayNamed, jsonObject, numberIn, numbersOf, objectIn, tableShape, textIn } from "./parameters.ts";
import { type Operator, readGraph } from "./symbol.ts";

type PredictorType = "regressor" | "binary_classifier" | "multiclass_classifier";

/** Reads the members of the zip. */
export function readLinearLearner(members: ReadonlyMap<string, Buffer>): FirstPartyModel {
  const arrays = readNdArrays(parametersOf(members));
  const weights = arrayNamed(arrays, "fc0_weight");
  const [features, outputs] = tableShape(weights);
  const bias = numbersOf(arrayNamed(arrays, "fc0_bias"), outputs);
  const extra = jsonObject(members.get("additional-params.json"), "additional-params.json");
  const { head, version } = readGraph(members.get("mx-mod-symbol.json"), "mx-mod-symbol.json");
  const type = predictorType(textIn(extra, "predictor_type"), head, outputs);
  const threshold = numberIn(extra, "threshold") ?? numberIn(objectIn(extra, "metrics_params"), "threshold") ?? 0.5;
  const toScores = scoresOf(head, outputs);
  const loss = textIn(extra, "loss_type");

  const sums = linearScores(weights.values, bias);
  function predict(rows: FeatureRows) {
    const scores = toScores(sums(rows));
    if (type === "regressor") return [{ key: "score", values: scores }];
    if (type === "binary_classifier") {
      return [
        { key: "score", values: scores },
        { key: "predicted_label", values: scores.map((score) => (score >= threshold ? 1 : 0)) },
      ];
    }
    return [
      { key: "score", values: scores, listOf: outputs },
      { key: "predicted_label", values: argmaxRows(scores, outputs) },
    ];
  }
  const details: Record<string, string | number> = {};
  if (loss !== undefined) details.loss = loss;
  if (type === "binary_classifier") details.threshold = threshold;
  if (type === "multiclass_classifier") details.classes = outputs;
  return {
    features,
    outputs: type === "regressor" ? 1 : outputs + 1,
    predict,
    about: {
      objective: type,
      ...(version !== undefined && { version }),
      outputs: type === "regressor" ? "a score" : `${outputs === 1 ? "a score" : `${outputs} scores`} and a predicted label`,
      details,
    },
  };
}

/** `mx-mod-0000.params`; the number is the epoch. */
function parametersOf(members: ReadonlyMap<string, Buffer>): Buffer {
  for (const [name, bytes] of members) if (/^mx-mod-\d+\.params$/.test(name)) return bytes;
  throw new Malformed("it has no mx-mod-0000.params");
}

function predictorType(stated: string | undefined, head: Operator | undefined, outputs: number): PredictorType {
  const type =
    stated ?? (outputs > 1 ? "multiclass_classifier" : head?.name === "LogisticRegressionOutput" ? "binary_classifier" : "regressor");
  if (type === "multiclass_classifier") return type;
  if (type !== "regressor" && type !== "binary_classifier")
    throw new Malformed(`its predictor_type is ${JSON.stringify(type.slice(0, 40))}`);
  if (outputs === 1) return type;
  throw new Malformed(`it is a ${type} with ${outputs} outputs`);
}

/** What the graph ends in. A hinge loss has no such end: its score is the distance itself (developer guide, "Linear learner"). */
function scoresOf(head: Operator | undefined, outputs: number): (scores: Float32Array) => Float32Array {
  const name = head?.name === "Activation" ? head.parameter("act_type") : head?.name;
  if (name === "LogisticRegressionOutput" || name === "sigmoid") return sigmoidAll;
  if (name === "SoftmaxOutput" || name === "softmax" || name === "SoftmaxActivation") return (scores) => softmaxRows(scores, outputs);
  return (scores) => scores;
}
