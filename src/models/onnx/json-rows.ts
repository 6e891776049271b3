/**
 * Input tensors from JSON that is not the Open Inference Protocol:
 *
 *     [[1, 2], [3, 4]]                               rows, or [1, 2] for one row
 *     {"instances": [[1, 2], {"features": [3, 4]}]}  rows as SageMaker's algorithms and TensorFlow Serving take them
 *     {"instances": [{"age": 41, "sex": "f"}]}       rows by input name
 *     {"inputs": {"age": [41], "sex": ["f"]}}        whole inputs by name; "inputs" itself may be left out
 *
 * A `null` is a missing number.
 */
import { BadInput, shown } from "./bad-input.ts";
import type { Datatype } from "./datatypes.ts";
import { rowsToTensors, rowTensor } from "./rows.ts";
import type { Signature, TensorSpec, TensorValue } from "./signature.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** No tensor of a model that takes JSON has more dimensions. */
const deepest = 8;

const readJson = (datatype: Datatype, cell: unknown) => datatype.fromJson(cell);

export function jsonTensors(signature: Signature, document: unknown): TensorValue[] {
  if (Array.isArray(document)) return instances(signature, document);
  if (!isObject(document)) throw new BadInput(`Expected a JSON list or object, not ${shown(document)}. ${signature.takes}`);
  const { instances: rows, inputs } = own(document, "instances", "inputs");
  if (Array.isArray(rows)) return instances(signature, rows);
  if (Array.isArray(inputs)) return instances(signature, inputs);
  if (isObject(inputs)) return named(signature, inputs);
  if (signature.inputs.some(({ name }) => Object.hasOwn(document, name))) return named(signature, document);
  throw new BadInput(`Expected {"instances": [...]} or {"inputs": ...}. ${signature.takes}`);
}

/** Rows, each by position or by input name. */
export function instances(signature: Signature, list: readonly unknown[]): TensorValue[] {
  const [first] = list;
  if (isObject(first) && signature.inputs.some(({ name }) => Object.hasOwn(first, name))) return namedRows(signature, list);
  const oneRow = list.length > 0 && list.every(isScalar) && (signature.inputs.length > 1 || signature.inputs[0]?.rowCells !== 1);
  const rows = oneRow ? [list] : list.map((row) => cellsOf(signature, signature.inputs[0], row));
  return rowsToTensors(signature, rows, readJson);
}

function namedRows(signature: Signature, list: readonly unknown[]): TensorValue[] {
  return signature.inputs.map((input) => {
    const rows = list.map((row, at) => {
      if (isObject(row) && Object.hasOwn(row, input.name)) return cellsOf(signature, input, row[input.name]);
      throw new BadInput(`Row ${at + 1} has no "${input.name}". ${signature.takes}`);
    });
    return rowTensor(signature, input, rows, readJson);
  });
}

function named(signature: Signature, inputs: JsonObject): TensorValue[] {
  const unknown = Object.keys(inputs).find((name) => !signature.inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw new BadInput(`There is no input ${shown(unknown)}. ${signature.takes}`);
  const tensors = signature.inputs.map((input) => {
    const value = Object.hasOwn(inputs, input.name) ? inputs[input.name] : undefined;
    if (value === undefined) throw new BadInput(`The input "${input.name}" is missing. ${signature.takes}`);
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0) throw new BadInput(`The input "${input.name}" holds no rows. ${signature.takes}`);
    const rows = list.every(isScalar) && input.rowCells !== 1 ? [list] : list.map((row) => cellsOf(signature, input, row));
    return rowTensor(signature, input, rows, readJson);
  });
  const uneven = tensors.find((tensor) => tensor.dims[0] !== tensors[0]!.dims[0]);
  if (uneven)
    throw new BadInput(`"${uneven.spec.name}" has ${uneven.dims[0]} rows, "${tensors[0]!.spec.name}" has ${tensors[0]!.dims[0]}.`);
  return tensors;
}

/** The cells of one row: a list, SageMaker's `features`, a lone value, or lists of lists in the input's own shape. */
function cellsOf(signature: Signature, spec: TensorSpec | undefined, row: unknown): readonly unknown[] {
  if (isScalar(row)) return [row];
  if (!Array.isArray(row)) return features(signature, row as JsonObject);
  if (!Array.isArray(row[0])) return row;
  const sizes: number[] = [];
  for (let level: unknown = row; Array.isArray(level) && sizes.length < deepest; level = level[0]) sizes.push(level.length);
  const cells = row.flat(deepest);
  const wanted = spec?.shape.slice(1) ?? [];
  const fits = wanted.length === sizes.length && wanted.every((size, at) => size === undefined || size === sizes[at]);
  if (!fits || !isRegular(row, sizes)) throw new BadInput(`A row is a list of shape [${sizes.join(", ")}], or uneven. ${signature.takes}`);
  return cells;
}

function features(signature: Signature, row: JsonObject): readonly unknown[] {
  const { features: direct, data } = own(row, "features", "data");
  if (Array.isArray(direct)) return direct;
  const long = isObject(data) ? own(data, "features").features : undefined;
  if (isObject(long) && Array.isArray(long.values) && long.keys === undefined) return long.values;
  throw new BadInput(`A row must be a list, {"features": [...]}, or an object by input name, not ${shown(row)}. ${signature.takes}`);
}

function isRegular(value: unknown, sizes: readonly number[]): boolean {
  const [size, ...rest] = sizes;
  if (size === undefined) return !Array.isArray(value);
  return Array.isArray(value) && value.length === size && value.every((item) => isRegular(item, rest));
}

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;
const isObject = (value: unknown): value is JsonObject => !isScalar(value) && !Array.isArray(value);

/** The named properties, and never an inherited one. */
function own(object: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(object, name)).map((name) => [name, object[name]]));
}
