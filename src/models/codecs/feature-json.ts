/**
 * Rows in `application/json`, in the forms the first-party algorithms accept (developer guide, `cdf-inference.md`) and as plain arrays:
 *
 *     {"instances": [{"features": [1.5, 2]}, {"data": {"features": {"keys": [3], "shape": [100], "values": [1]}}}]}
 *     {"instances": [[1.5, 2]]}     [[1.5, 2], [3, null]]     [1.5, 2]
 *
 * `null` and a bare NaN, which Python writes, are missing cells.
 */
import { denseRows, type FeatureRows, SparseRowsBuilder, widest } from "./feature-rows.ts";
import { type JsonValue, parseJson, parseJsonLines } from "./lenient-json.ts";
import { Malformed } from "./malformed.ts";

interface SparseRow {
  keys: readonly JsonValue[];
  values: readonly JsonValue[];
  columns: number;
}

export function parseFeatureJson(body: Buffer): FeatureRows {
  const document = parseJson(body);
  const instances = document instanceof Map ? document.get("instances") : document;
  if (!Array.isArray(instances) || instances.length === 0) {
    throw new Malformed('expected {"instances": [...]} or a list of rows, with at least one row');
  }
  const single = instances.every((item) => typeof item === "number" || item === null);
  return tableOf(single ? [instances] : instances.map(rowOf));
}

/** One row a line, dense and sparse as they come; empty lines are passed over. */
export function parseFeatureJsonLines(body: Buffer): FeatureRows {
  const rows: (JsonValue[] | SparseRow)[] = [];
  for (const { document } of parseJsonLines(body)) rows.push(rowOf(document, rows.length));
  if (rows.length === 0) throw new Malformed("the body holds no lines");
  return tableOf(rows);
}

function tableOf(rows: readonly (JsonValue[] | SparseRow)[]): FeatureRows {
  return rows.some((row) => !Array.isArray(row)) ? sparse(rows) : dense(rows as JsonValue[][]);
}

function rowOf(instance: JsonValue, index: number): JsonValue[] | SparseRow {
  if (Array.isArray(instance)) return instance;
  const features = child(child(instance, "data") ?? instance, "features");
  if (Array.isArray(features)) return features;
  const [keys, values] = [child(features, "keys"), child(features, "values")];
  if (!Array.isArray(values)) throw new Malformed(`instance ${index + 1} has neither "features" nor "data.features.values"`);
  if (keys === undefined) return values;
  if (!Array.isArray(keys) || keys.length !== values.length)
    throw new Malformed(`instance ${index + 1} does not have "keys" and "values" of equal length`);
  const shape = child(features, "shape");
  const columns = Array.isArray(shape) ? shape.at(-1) : undefined;
  if (!isIndex(columns))
    throw new Malformed(`instance ${index + 1} has "keys" without a "shape": a list whose last number says how many features there are`);
  return { keys, values, columns };
}

const child = (value: JsonValue | undefined, key: string): JsonValue | undefined => (value instanceof Map ? value.get(key) : undefined);

const isIndex = (value: JsonValue | undefined): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;

function numberIn(value: JsonValue | undefined, row: number): number {
  if (typeof value === "number") return value;
  if (value === null) return Number.NaN;
  throw new Malformed(`instance ${row + 1} holds something that is not a number`);
}

function dense(rows: readonly JsonValue[][]): FeatureRows {
  const columns = rows[0]!.length;
  if (columns === 0) throw new Malformed("instance 1 has no features");
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (uneven !== -1) throw new Malformed(`instance ${uneven + 1} does not have ${columns} features like the first`);
  const values = new Float32Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    for (let column = 0; column < columns; column++) values[index * columns + column] = numberIn(row[column], index);
  }
  return denseRows(values, rows.length, columns);
}

function sparse(rows: readonly (JsonValue[] | SparseRow)[]): FeatureRows {
  const builder = new SparseRowsBuilder(rows.reduce((sum, row) => sum + (Array.isArray(row) ? row.length : row.keys.length), 0));
  const widths = rows.map((row) => (Array.isArray(row) ? row.length : row.columns));
  for (const [index, row] of rows.entries()) {
    const keys = Array.isArray(row) ? row.keys() : row.keys;
    const values = Array.isArray(row) ? row : row.values;
    let at = 0;
    for (const key of keys) {
      if (!isIndex(key) || key >= widths[index]!) throw new Malformed(`instance ${index + 1} has a key that does not fit its shape`);
      builder.add(key, numberIn(values[at++], index));
    }
    builder.endRow();
  }
  return builder.build(0, widest(widths));
}
