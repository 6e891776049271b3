/** A text to its likeliest labels. */
import { Malformed } from "../codecs/malformed.ts";
import { labelText, TextRows } from "./dictionary.ts";
import type { FastTextModel } from "./fasttext-file.ts";
import { scorer } from "./losses.ts";
import { rowSum } from "./row-sum.ts";

export interface LabelledText {
  readonly labels: readonly string[];
  /** Float32 values, falling. */
  readonly probabilities: readonly number[];
}

export interface Classifier {
  readonly labels: number;
  classify(text: string, k: number): LabelledText;
}

/** Throws `Malformed`. */
export function makeClassifier(model: FastTextModel): Classifier {
  const { dictionary, output } = model;
  if (!output) throw new Malformed("it has no labels");
  const rows = new TextRows(dictionary, model.args);
  const sum = rowSum(model.input);
  const score = scorer({ ...model, output });
  const classify = (text: string, k: number): LabelledText => {
    rows.ofLine(text, sum);
    const hidden = sum.mean();
    const best = hidden ? score(hidden, Math.min(k, dictionary.labels)) : [];
    return { labels: best.map(({ label }) => labelText(dictionary, label)), probabilities: best.map(({ probability }) => probability) };
  };
  return { labels: dictionary.labels, classify };
}
