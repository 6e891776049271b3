/** The genuine models under `fixtures/fasttext`, each with questions and what the library that wrote it answers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../../fixtures/fasttext");

export interface FixtureEntry {
  readonly name: string;
  /** The library release that trained and answered. */
  readonly fasttext: string;
  readonly kind: "supervised" | "skipgram" | "cbow" | "text";
  readonly loss: string;
  readonly quantized: boolean;
}

export const fixtures: readonly FixtureEntry[] = JSON.parse(readFileSync(join(root, "index.json"), "utf8"));

/** A copy of the bytes of the first file in the fixture's archive that is not `eval.json`: readers move them a little. */
export function modelBytes(name: string): Buffer {
  const tar = gunzipSync(readFileSync(join(root, name, "model.tar.gz")));
  for (let at = 0; at < tar.length; ) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8);
    if (!tar.toString("latin1", at, at + 9).startsWith("eval.json")) return Buffer.from(tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`${name} holds no model.`);
}

interface ExpectedLabels {
  readonly labels: readonly string[];
  readonly probabilities: Float32Array;
}

export interface Expected {
  readonly questions: readonly string[];
  /** The best three of each question, and all labels of the first few. */
  readonly top: readonly ExpectedLabels[];
  readonly all: readonly ExpectedLabels[];
  readonly vectors: readonly { readonly word: string; readonly vector: Float32Array }[];
}

export function expected(name: string): Expected {
  const found = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8"));
  const labels = (answers: { labels: string[]; probabilities: string }[] = []): ExpectedLabels[] =>
    answers.map((answer) => ({ labels: answer.labels, probabilities: floats(answer.probabilities) }));
  const vectors = (found.vectors ?? []).map(({ word, vector }: { word: string; vector: string }) => ({ word, vector: floats(vector) }));
  return { questions: found.questions ?? [], top: labels(found.top), all: labels(found.all), vectors };
}

const floats = (base64: string): Float32Array => {
  const bytes = Buffer.from(base64, "base64");
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
};
