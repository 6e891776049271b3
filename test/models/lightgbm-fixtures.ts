/** The genuine models under `fixtures/lightgbm`, each with held-out rows and what the library that wrote it predicts for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { wholeOf } from "../../src/models/codecs/byte-source.ts";
import { openDumped } from "../../src/models/codecs/joblib.ts";
import { inModelDir } from "../harness/model-dir.ts";

const root = join(import.meta.dirname, "../../fixtures/lightgbm");

export interface FixtureEntry {
  readonly name: string;
  /** The library release that trained and predicted. */
  readonly lightgbm: string;
  readonly form: string;
  readonly objective: string;
  readonly rows: number;
  readonly columns: number;
  /** A kind of file that is refused on purpose. */
  readonly refused?: boolean;
}

export const fixtures: readonly FixtureEntry[] = JSON.parse(readFileSync(join(root, "index.json"), "utf8"));

export const archivePath = (name: string): string => join(root, name, "model.tar.gz");

/** The bytes of the only file in the fixture's archive. */
export function modelBytes(name: string): Buffer {
  const tar = gunzipSync(readFileSync(archivePath(name)));
  const size = Number.parseInt(tar.toString("latin1", 124, 135), 8);
  return tar.subarray(512, 512 + size);
}

/** What is left of a file when its compression, if it has one, is undone. Rejects with `Malformed`. */
export const withoutCompression = (bytes: Buffer): Promise<Buffer> =>
  inModelDir({ dumped: bytes }, async (dir) => {
    using file = await openDumped(join(dir, "dumped"));
    return wholeOf(file);
  });

export const plainBytes = (name: string): Promise<Buffer> => withoutCompression(modelBytes(name));

export const rowsCsv = (name: string): Buffer => readFileSync(join(root, name, "rows.csv"));

export function expected(name: string): { raw: Float64Array; predictions: Float64Array } {
  const { raw, predictions } = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8"));
  return { raw: doubles(raw), predictions: doubles(predictions) };
}

const doubles = (base64: string): Float64Array => {
  const bytes = Buffer.from(base64, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8));
};
