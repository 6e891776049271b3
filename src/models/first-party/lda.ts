/**
 * Latent Dirichlet Allocation: `alpha` with a number for each topic, `beta` with a row of word probabilities for each. How the original turns
 * counts of words into a mixture is not public; this is the usual variational inference with fixed topics (Blei, Ng, Jordan 2003, section 5.2).
 */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import type { FirstPartyModel } from "./model.ts";
import { tableShape } from "./parameters.ts";
import { type WordShares, wordShares } from "./word-shares.ts";

/** Inference ends when no share of the mixture moves by more, or after so many rounds. */
const enough = 1e-9;
const mostRounds = 1000;

/** The two arrays, by name or by order; undefined when these are not a topic model's. */
export function dirichletArrays(arrays: readonly NdArray[]): { alpha: NdArray; beta: NdArray } | undefined {
  const [first, second] = arrays;
  const alpha = arrays.find(({ name }) => name === "alpha") ?? first;
  const beta = arrays.find(({ name }) => name === "beta") ?? second;
  if (arrays.length !== 2 || !alpha || !beta || alpha === beta) return undefined;
  return beta.shape.length === 2 && beta.shape[0] === alpha.values.length ? { alpha, beta } : undefined;
}

export function readLda({ alpha, beta }: { alpha: NdArray; beta: NdArray }): FirstPartyModel {
  const [topics, words] = tableShape(beta, "beta");
  const prior = Float64Array.from(alpha.values);
  if (prior.some((value) => !(value > 0 && value < Infinity))) throw new Malformed("its alpha has a number that is not positive");
  if (beta.values.some((value) => !(value >= 0 && value <= 1))) throw new Malformed("its beta has a number that is no probability");
  const perWord = wordShares(beta.values, topics);
  return {
    features: words,
    outputs: topics,
    stepsFor: ({ values }) => values.length * topics * mostRounds,
    predict: (rows) => [{ key: "topic_mixture", values: mixtures(rows, prior, perWord), listOf: topics }],
    about: { outputs: `a mixture of ${topics} topics`, details: { topics } },
  };
}

function mixtures(rows: FeatureRows, prior: Float64Array, words: WordShares): Float32Array {
  const topics = prior.length;
  const out = new Float32Array(rows.rows * topics);
  for (let row = 0; row < rows.rows; row++) {
    let total = 0;
    words.clear();
    rows.visitRow(row, (word, count) => {
      if (!(count > 0)) return;
      total += count;
      words.add(word, count);
    });
    out.set(mixture(words, total, prior), row * topics);
  }
  return out;
}

/** Words are shared among topics by what is known of the mixture, the mixture follows from the words, and again. */
function mixture({ weights, shares, share }: WordShares, total: number, prior: Float64Array): Float64Array {
  const topics = prior.length;
  const gamma = prior.map((value) => value + total / topics);
  const mixed = new Float64Array(topics);
  toShares(gamma, mixed);
  for (let round = 0; round < mostRounds; round++) {
    for (let topic = 0; topic < topics; topic++) weights[topic] = expDigamma(gamma[topic]!);
    share();
    for (let topic = 0; topic < topics; topic++) gamma[topic] = prior[topic]! + weights[topic]! * shares[topic]!;
    if (toShares(gamma, mixed) < enough) break;
  }
  return mixed;
}

/** Gives how far the share moved that moved most. */
function toShares(values: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  let most = 0;
  for (let at = 0; at < values.length; at++) {
    const share = values[at]! / sum;
    most = Math.max(most, Math.abs(share - shares[at]!));
    shares[at] = share;
  }
  return most;
}

/**
 * e to the derivative of ln Γ, for positive numbers: up to 6 by recurrence, whose six fractions are taken together in pairs from both ends, then
 * the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18), whose logarithm needs not be taken. Good to 1e-10 of the exponent.
 */
export function expDigamma(value: number): number {
  let x = value;
  let below = 0;
  if (x < 6) {
    const [first, second, third] = [x * (x + 5), (x + 1) * (x + 4), (x + 2) * (x + 3)];
    below = ((2 * x + 5) * (second * third + first * third + first * second)) / (first * second * third);
    x += 6;
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))));
  return x * Math.exp(-below - inverse / 2 - series);
}
