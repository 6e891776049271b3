/** The genuine models under `fixtures/xgboost`, each with held-out rows and what the library that wrote it predicts for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../../fixtures/xgboost");

export interface FixtureEntry {
  readonly name: string;
  /** The library release that trained and predicted. */
  readonly xgboost: string;
  readonly form: string;
  readonly objective: string;
  readonly booster: string;
  readonly rows: number;
  readonly columns: number;
  /** A kind of model that is refused on purpose. */
  readonly refused?: boolean;
}

export const fixtures: readonly FixtureEntry[] = JSON.parse(readFileSync(join(root, "index.json"), "utf8"));

/** The bytes of `xgboost-model` in the fixture's archive: the first entry of the tar. */
export function modelBytes(name: string): Buffer {
  const tar = gunzipSync(readFileSync(join(root, name, "model.tar.gz")));
  const size = Number.parseInt(tar.toString("latin1", 124, 135), 8);
  return tar.subarray(512, 512 + size);
}

export const rowsCsv = (name: string): Buffer => readFileSync(join(root, name, "rows.csv"));

/** Float32 bit patterns. */
export function expected(name: string): { margins: Uint32Array; predictions: Uint32Array } {
  const { margins, predictions } = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8"));
  return { margins: Uint32Array.from(margins), predictions: Uint32Array.from(predictions) };
}

/** What a newer release predicts with a model that an older one wrote. */
export interface Reread {
  readonly name: string;
  readonly reader: string;
  /** Float32 bit patterns. */
  readonly margins: readonly number[];
}

export const rereads: readonly Reread[] = JSON.parse(readFileSync(join(root, "rereads.json"), "utf8"));
