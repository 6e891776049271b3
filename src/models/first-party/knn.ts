/**
 * k-NN: a FAISS index, `.labels` with a float32 for each vector, and `.json` with k and the type of predictor, which AWS says may be edited
 * (developer guide, "How the k-NN algorithm works").
 */
import { limits } from "../../limits.ts";
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import { readFlatIndex } from "./flat-index.ts";
import type { FirstPartyModel } from "./model.ts";
import type { ModelFiles } from "./model-files.ts";
import { nearestIn } from "./nearest.ts";
import { type JsonObject, jsonObject, numberIn, textIn } from "./parameters.ts";

export async function readKnn(files: ModelFiles): Promise<FirstPartyModel> {
  const index = readFlatIndex(files.bytes);
  const settings = jsonObject(withJsonWords(await files.beside(".json")), `${files.name}.json`);
  refuseProjection(settings);
  const labels = readLabels(await files.beside(".labels"), index.count);
  const type = textIn(settings, "predictor_type") ?? "classifier";
  if (type !== "classifier" && type !== "regressor") throw new Malformed(`its predictor_type is ${JSON.stringify(type.slice(0, 40))}`);
  const k = numberIn(settings, "k");
  if (k === undefined || !Number.isInteger(k) || k < 1 || k > index.count) throw new Malformed(`its k is ${k} for ${index.count} vectors`);
  if (k > limits.neighbours) throw new Malformed(`its k is ${k}; up to ${limits.neighbours} neighbours are looked for`);
  const { dimensions, count, byInnerProduct } = index;
  const normalize = settings.get("normalize") === true;
  const nearestTo = nearestIn(index, k);

  function predict(rows: FeatureRows, parameters: readonly string[]) {
    const query = new Float32Array(dimensions);
    const predicted = new Float32Array(rows.rows);
    const distances = new Float32Array(rows.rows * k!);
    const near = new Float32Array(rows.rows * k!);
    for (let row = 0; row < rows.rows; row++) {
      query.fill(0);
      rows.visitRow(row, (column, value) => {
        query[column] = value;
      });
      if (normalize) toUnitLength(query);
      const { places, measures } = nearestTo(query);
      const of = Float32Array.from(places, (place) => labels[place]!);
      predicted[row] = type === "classifier" ? mostFrequent(of) : mean(of);
      // Ascending, also where the greatest product is the nearest: a recorded answer of an inner-product index has them so.
      distances.set(byInnerProduct ? measures.toReversed() : measures, row * k!);
      near.set(byInnerProduct ? of.toReversed() : of, row * k!);
    }
    const label = { key: "predicted_label", values: predicted };
    if (!parameters.includes("verbose=true")) return [label];
    return [label, { key: "distances", values: distances, listOf: k! }, { key: "labels", values: near, listOf: k! }];
  }
  return {
    features: dimensions,
    outputs: 1 + 2 * k,
    stepsFor: ({ rows }) => rows * count * dimensions,
    predict,
    about: {
      objective: type,
      outputs: "a predicted label; with verbose=true in Accept also the distances and labels of the neighbours",
      details: { k, vectors: count, metric: byInnerProduct ? (normalize ? "cosine" : "inner product") : "L2" },
    },
  };
}

/** The guide's own sample of the file has Python's words in it. */
function withJsonWords(bytes: Buffer | undefined): Buffer | undefined {
  const words: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };
  return bytes && Buffer.from(bytes.toString("utf8").replace(/(?<=:\s{0,10})(True|False|None)\b/g, (word) => words[word]!));
}

/** The projection is made from a seed by a generator that is not public. */
function refuseProjection(settings: JsonObject): void {
  const reduction = settings.get("dimension_reduction");
  const type = reduction instanceof Map ? textIn(reduction, "type") : typeof reduction === "string" ? reduction : undefined;
  if (type === undefined || type === "") return;
  throw new Malformed(
    `it reduces dimensions (${type.slice(0, 20)}) by a projection that is not public; train without dimension_reduction_type to serve it here`,
  );
}

function readLabels(bytes: Buffer | undefined, count: number): Float32Array {
  if (bytes?.length === count * 4) return Float32Array.from({ length: count }, (_, index) => bytes.readFloatLE(index * 4));
  throw new Malformed(
    `its labels have ${bytes?.length ?? 0} bytes for ${count} vectors; they are a file of that name with .labels behind it`,
  );
}

function toUnitLength(vector: Float32Array): void {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= Math.sqrt(square);
}

/** Of equally frequent labels the smallest. */
function mostFrequent(labels: Float32Array): number {
  const votes = new Map<number, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].sort(([a, votesA], [b, votesB]) => votesB - votesA || a - b)[0]![0];
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
