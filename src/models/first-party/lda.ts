/**
 * Latent Dirichlet Allocation: `alpha` with a number for each topic, `beta` with a row of word probabilities for each. How the original turns
 * counts of words into a mixture is not public; this is the usual variational inference with fixed topics (Blei, Ng, Jordan 2003, section 5.2).
 */
import { limits } from "../../limits.ts";
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import type { FirstPartyModel } from "./model.ts";
import { tableShape } from "./parameters.ts";

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
  return {
    features: words,
    outputs: topics,
    mostRows: Math.max(1, Math.floor(limits.requestSteps / (words * topics * mostRounds))),
    predict: (rows) => [{ key: "topic_mixture", values: mixtures(rows, prior, beta.values, words), listOf: topics }],
    about: { outputs: `a mixture of ${topics} topics`, details: { topics } },
  };
}

function mixtures(rows: FeatureRows, prior: Float64Array, beta: Float32Array, words: number): Float32Array {
  const topics = prior.length;
  const out = new Float32Array(rows.rows * topics);
  for (let row = 0; row < rows.rows; row++) {
    const counts: number[] = [];
    const likelihoods: number[] = [];
    rows.visitRow(row, (word, count) => {
      if (!(count > 0)) return;
      counts.push(count);
      for (let topic = 0; topic < topics; topic++) likelihoods.push(beta[topic * words + word]!);
    });
    out.set(mixture(Float64Array.from(counts), Float64Array.from(likelihoods), prior), row * topics);
  }
  return out;
}

/**
 * Words are shared among topics by what is known of the mixture, the mixture follows from the words, and again. `likelihoods` has a row for
 * each word of the document: its probability in each topic. Loops without closures: there are hundreds of rounds.
 */
function mixture(counts: Float64Array, likelihoods: Float64Array, prior: Float64Array): Float64Array {
  const topics = prior.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const gamma = prior.map((value) => value + total / topics);
  const weight = new Float64Array(topics);
  const words = new Float64Array(topics);
  const mixed = new Float64Array(topics);
  toShares(gamma, mixed);
  for (let round = 0; round < mostRounds; round++) {
    for (let topic = 0; topic < topics; topic++) weight[topic] = Math.exp(digamma(gamma[topic]!));
    words.fill(0);
    for (let nth = 0, from = 0; nth < counts.length; nth++, from += topics) {
      let sum = 0;
      for (let topic = 0; topic < topics; topic++) sum += weight[topic]! * likelihoods[from + topic]!;
      if (sum === 0) continue;
      const times = counts[nth]! / sum;
      for (let topic = 0; topic < topics; topic++) words[topic]! += times * likelihoods[from + topic]!;
    }
    for (let topic = 0; topic < topics; topic++) gamma[topic] = prior[topic]! + weight[topic]! * words[topic]!;
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

/** The derivative of ln Γ: by recurrence up to 6, then the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18), good to 1e-10. */
export function digamma(value: number): number {
  let below = 0;
  let x = value;
  for (; x < 6; x++) below -= 1 / x;
  const square = 1 / (x * x);
  return (
    below + Math.log(x) - 1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
  );
}
