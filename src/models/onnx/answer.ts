/**
 * What the model gave, in the form the client accepts. One value per row: a model with a single output gives the plain value, one with
 * several (a classifier's label and probabilities) an object by output name. An output of one column is a value, of more a list.
 */
import { BadInput } from "./bad-input.ts";
import { csvLine } from "./csv.ts";
import type { TensorValue } from "./signature.ts";

export const answerTypes = ["application/json", "text/csv", "application/jsonlines"] as const;
export type AnswerType = (typeof answerTypes)[number];

/** `rows` is the number of rows in the request. */
export function answerBody(type: AnswerType, values: readonly TensorValue[], rows: number): string {
  const perRow = values.every(({ dims }) => dims[0] === rows);
  if (perRow && type === "text/csv") return lines(rows, (row) => csvLine(values.flatMap((value) => rowCells(value, row))));
  if (perRow && type === "application/jsonlines") return lines(rows, (row) => JSON.stringify(prediction(values, row)));
  if (perRow) return JSON.stringify({ predictions: Array.from({ length: rows }, (_, row) => prediction(values, row)) });
  if (type !== "application/json") throw new BadInput("The outputs of this model are not one per row: accept application/json.", 406);
  return JSON.stringify({ outputs: Object.fromEntries(values.map((value) => [value.spec.name, nested(allCells(value), value.dims)])) });
}

const lines = (rows: number, line: (row: number) => string): string => Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join("");

function prediction(values: readonly TensorValue[], row: number): unknown {
  if (values.length === 1) return rowValue(values[0]!, row);
  return Object.fromEntries(values.map((value) => [value.spec.name, rowValue(value, row)]));
}

function rowValue(value: TensorValue, row: number): unknown {
  const cells = rowCells(value, row);
  const shape = value.dims.slice(1);
  return shape.length === 0 || (shape.length === 1 && shape[0] === 1) ? cells[0] : nested(cells, shape);
}

function rowCells({ spec, dims, data }: TensorValue, row: number): unknown[] {
  const width = data.length / dims[0]!;
  return Array.from({ length: width }, (_, column) => spec.datatype.toJson(data[row * width + column]!));
}

const allCells = ({ spec, data }: TensorValue): unknown[] =>
  Array.from({ length: data.length }, (_, at) => spec.datatype.toJson(data[at]!));

/** Flat cells as lists of lists. */
function nested(cells: readonly unknown[], shape: readonly number[]): unknown {
  const [size, ...rest] = shape;
  if (size === undefined) return cells[0];
  if (rest.length === 0) return cells;
  const width = cells.length / size;
  return Array.from({ length: size }, (_, at) => nested(cells.slice(at * width, (at + 1) * width), rest));
}
