/** The genuine models under `fixtures/catboost`, each with held-out rows and what the library that wrote it predicts for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../../fixtures/catboost");

export interface FixtureEntry {
  readonly name: string;
  /** The library release that trained and predicted. */
  readonly catboost: string;
  readonly loss: string;
  /** Why this kind of model is refused. */
  readonly refused?: string;
}

export const fixtures: readonly FixtureEntry[] = JSON.parse(readFileSync(join(root, "index.json"), "utf8"));

/** The bytes of the only file in the fixture's archive. */
export function modelBytes(name: string): Buffer {
  const tar = gunzipSync(readFileSync(join(root, name, "model.tar.gz")));
  const size = Number.parseInt(tar.toString("latin1", 124, 135), 8);
  return tar.subarray(512, 512 + size);
}

export const rowsCsv = (name: string): Buffer => readFileSync(join(root, name, "rows.csv"));

export function expected(name: string): { raw: Float64Array; predictions: Float64Array } {
  const { raw, predictions } = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8"));
  return { raw: doubles(raw), predictions: doubles(predictions) };
}

const doubles = (base64: string): Float64Array => {
  const bytes = Buffer.from(base64, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8));
};
