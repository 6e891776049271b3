/**
 * Neural Topic Model: the encoder of a graph that was saved for training, `enc_N_weight` and `mean_weight` with their biases. The step after
 * it is not in the graph: weights below zero become zero, as in training, and the rest is divided by its sum, which recorded answers of live
 * endpoints add up to.
 */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import { type Activation, activationNamed } from "./activations.ts";
import type { FirstPartyModel } from "./model.ts";
import type { ModuleParts } from "./module-parts.ts";
import { arrayNamed, numbersOf, tableShape } from "./parameters.ts";
import { type WeightedRows, weightedRows } from "./weighted-rows.ts";

/** Whether arrays of these names are a topic model's. */
export const isTopicModel = (arrays: readonly NdArray[]): boolean => arrays.some(({ name }) => name === "mean_weight");

interface Layer {
  readonly weights: WeightedRows;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

export function readNtm({ arrays, operators, version }: ModuleParts): FirstPartyModel {
  const normalized = arrays.find(({ name }) => /moving_(mean|var)/.test(name));
  if (normalized) throw new Malformed(`it was trained with batch_norm (${normalized.name}), which is not served`);
  const layers = [...encoderLayers(arrays), layerNamed(arrays, "mean")];
  const gap = layers.findIndex((layer, index) => index > 0 && layer.inputs !== layers[index - 1]!.outputs);
  if (gap !== -1)
    throw new Malformed(`its layer ${gap + 1} takes ${layers[gap]!.inputs} numbers, the one before gives ${layers[gap - 1]!.outputs}`);
  const name = operators.find((operator) => operator.name === "Activation")?.parameter("act_type") ?? "sigmoid";
  const activation = activationNamed(name);
  if (!activation) throw new Malformed(`its activation is ${JSON.stringify(name.slice(0, 20))}`);
  const features = layers[0]!.inputs;
  const topics = layers.at(-1)!.outputs;
  return {
    features,
    outputs: topics,
    predict: (rows) => [{ key: "topic_weights", values: topicWeights(rows, layers, activation), listOf: topics }],
    about: {
      ...(version !== undefined && { version }),
      outputs: `weights of ${topics} topics`,
      details: { topics, "encoder layers": layers.length - 1, activation: name },
    },
  };
}

function encoderLayers(arrays: readonly NdArray[]): Layer[] {
  const layers: Layer[] = [];
  while (arrays.some(({ name }) => name === `enc_${layers.length}_weight`)) layers.push(layerNamed(arrays, `enc_${layers.length}`));
  return layers;
}

function layerNamed(arrays: readonly NdArray[], name: string): Layer {
  const weights = arrayNamed(arrays, `${name}_weight`);
  const [outputs, inputs] = tableShape(weights);
  const bias = numbersOf(arrayNamed(arrays, `${name}_bias`), outputs);
  return { weights: weightedRows(byInput(weights.values, inputs, outputs), outputs), bias, inputs, outputs };
}

function byInput(byOutput: Float32Array, inputs: number, outputs: number): Float32Array {
  const weights = new Float32Array(byOutput.length);
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) weights[input * outputs + output] = byOutput[output * inputs + input]!;
  }
  return weights;
}

function topicWeights(rows: FeatureRows, layers: readonly Layer[], activation: Activation): Float32Array {
  const topics = layers.at(-1)!.outputs;
  const out = new Float32Array(rows.rows * topics);
  for (let row = 0; row < rows.rows; row++) {
    let numbers = firstSums(rows, row, layers[0]!);
    for (let nth = 1; nth < layers.length; nth++) numbers = sums(numbers, activation, layers[nth]!);
    shares(numbers, out, row * topics);
  }
  return out;
}

/** The first layer is as wide as the vocabulary, of which a row has few words. */
function firstSums(rows: FeatureRows, row: number, { weights, bias }: Layer): Float64Array {
  weights.sums.set(bias);
  rows.visitRow(row, weights.add);
  weights.finish();
  return weights.sums;
}

function sums(before: Float64Array, activation: Activation, { weights, bias, inputs }: Layer): Float64Array {
  weights.sums.set(bias);
  for (let input = 0; input < inputs; input++) weights.add(input, activation(before[input]!));
  weights.finish();
  return weights.sums;
}

/** Nothing below zero, all together 1; all zeros where no topic has any weight. */
function shares(numbers: Float64Array, out: Float32Array, at: number): void {
  let sum = 0;
  for (let nth = 0; nth < numbers.length; nth++) sum += Math.max(numbers[nth]!, 0);
  if (sum > 0) for (let nth = 0; nth < numbers.length; nth++) out[at + nth] = Math.max(numbers[nth]!, 0) / sum;
}
