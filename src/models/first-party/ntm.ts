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
import { addRow } from "./sums.ts";

/** Whether arrays of these names are a topic model's. */
export const isTopicModel = (arrays: readonly NdArray[]): boolean => arrays.some(({ name }) => name === "mean_weight");

interface Layer {
  /** A row for each input. */
  readonly weights: Float32Array;
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
  return { weights: byInput(weights.values, inputs, outputs), bias, inputs, outputs };
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
    for (const layer of layers.slice(1)) numbers = sums(numbers.map(activation), layer);
    out.set(shares(numbers), row * topics);
  }
  return out;
}

/** The first layer is as wide as the vocabulary, of which a row has few words. */
function firstSums(rows: FeatureRows, row: number, { weights, bias, outputs }: Layer): Float64Array {
  const out = Float64Array.from(bias);
  rows.visitRow(row, (column, value) => addRow(out, value, weights, column * outputs));
  return out;
}

function sums(numbers: Float64Array, { weights, bias, inputs, outputs }: Layer): Float64Array {
  const out = Float64Array.from(bias);
  for (let input = 0; input < inputs; input++) addRow(out, numbers[input]!, weights, input * outputs);
  return out;
}

/** Nothing below zero, all together 1; all zeros where no topic has any weight. */
function shares(numbers: Float64Array): Float64Array {
  const positive = numbers.map((value) => Math.max(value, 0));
  const sum = positive.reduce((total, value) => total + value, 0);
  return sum > 0 ? positive.map((value) => value / sum) : positive;
}
