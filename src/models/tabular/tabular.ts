/**
 * What the JumpStart containers for LightGBM and CatBoost have in common: CSV in, JSON out. Their scripts answer a dictionary through
 * sagemaker-inference's encoder, which prints it with Python's `json.dumps`: `probabilities` of a classifier, with `predicted_label` when
 * Accept ends in `;verbose`, and `prediction` of a regressor.
 */
import { limits } from "../../limits.ts";
import { ended, Malformed } from "../codecs/malformed.ts";
import { type CsvTable, parsePandasCsv } from "../codecs/pandas-csv.ts";
import { pythonJsonFloat, pythonList } from "../codecs/python-text.ts";
import type { InvocationRequest, InvocationResponse, ModelDescription, ModelServer, ReadRequest } from "../contract.ts";
import { Refusal } from "../refusal.ts";

export interface TabularModel {
  readonly description: ModelDescription;
  readonly task: "classification" | "regression";
  /** Columns that a row must have, and how many it may have, those beyond being ignored. */
  readonly columns: { readonly least: number; readonly most: number };
  /** Columns whose cells are texts, for which `predict` looks into `texts`. */
  readonly isText?: (column: number) => boolean;
  /** Numbers for each row: a probability for each class (two for a binary classifier), or the outputs of a regression. */
  readonly width: number;
  predict(table: CsvTable): Float64Array;
}

export function serveTabular(model: TabularModel): ModelServer {
  const invoke = (request: InvocationRequest): InvocationResponse => {
    try {
      const { rows, print } = read(model, request);
      return print(model.predict(rows));
    } catch (error) {
      const refusal = error instanceof Malformed ? new Refusal(400, `The body cannot be read: ${ended(error.message)}`) : error;
      if (!(refusal instanceof Refusal)) throw error;
      return { status: refusal.status, contentType: "application/json", body: JSON.stringify({ error: refusal.message }) };
    }
  };
  const together = {
    read: (request: InvocationRequest) => {
      const received = read(model, request);
      return received.rows.texts.size === 0 ? received : undefined; // what a column of texts holds depends on all of its cells
    },
    evaluate: (all: readonly CsvTable[]) => predictTogether(model, all),
  };
  return { description: model.description, together, invoke };
}

export const tabularTypes = {
  contentTypes: ["text/csv"],
  accepts: ["application/json", "application/json;verbose"],
} as const;

function read(model: TabularModel, { contentType, accept, body }: InvocationRequest): ReadRequest<CsvTable, Float64Array> {
  const type = (contentType ?? "text/csv").split(";")[0]!.trim().toLowerCase();
  if (type !== "text/csv")
    throw new Refusal(415, `The content type ${JSON.stringify(type.slice(0, 100))} is not supported: send text/csv.`);
  const verbose = wantsVerbose(accept);
  const table = parsePandasCsv(body, { ...model.columns, isText: model.isText ?? noTexts });
  if (table.rows * model.width > limits.predictionValues) {
    throw new Malformed(`${table.rows} rows with ${model.width} outputs each are too many; send fewer rows in one request`);
  }
  const answer = (values: Float64Array) => ({ status: 200, contentType: "application/json", body: print(model, values, verbose) });
  return { rows: table, print: answer };
}

/** Trees add up the same numbers in the same order however many rows there are. */
function predictTogether(model: TabularModel, all: readonly CsvTable[]): Float64Array[] {
  const { columns } = all[0]!;
  if (all.some((table) => table.columns !== columns)) return all.map((table) => model.predict(table));
  const values = new Float64Array(all.reduce((cells, table) => cells + table.values.length, 0));
  let rows = 0;
  for (const table of all) {
    values.set(table.values, rows * columns);
    rows += table.rows;
  }
  const predicted = model.predict({ rows, columns, values, texts: new Map() });
  let end = 0;
  return all.map((table) => {
    end += table.rows * model.width;
    return predicted.subarray(end - table.rows * model.width, end);
  });
}

const noTexts = (): boolean => false;

/** Whether the accepted type asks for labels; refuses what the containers cannot print. */
function wantsVerbose(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const wanted = accept
    .toLowerCase()
    .split(",")
    .map((part) => part.replace(/\s/g, ""));
  const json = wanted.filter((part) => /^(?:application\/json|application\/\*|\*\/\*|)(?:;|$)/.test(part));
  if (json.length === 0)
    throw new Refusal(406, `The answer can be application/json or application/json;verbose, not ${JSON.stringify(accept.slice(0, 100))}.`);
  return json.some((part) => /;verbose(?:=true)?(?:;|$)/.test(part));
}

function print({ task, width }: TabularModel, values: Float64Array, verbose: boolean): string {
  if (task === "regression") return `{"prediction": ${printRows(values, width)}}`;
  const probabilities = `"probabilities": ${pythonList(rowTexts(values, width))}`;
  return verbose ? `{${probabilities}, "predicted_label": ${pythonList(greatest(values, width).map(String))}}` : `{${probabilities}}`;
}

/** NumPy's `tolist`: plain numbers when there is one output, else a list for each row. */
const printRows = (values: Float64Array, width: number): string =>
  pythonList(width === 1 ? Array.from(values, pythonJsonFloat) : rowTexts(values, width));

function rowTexts(values: Float64Array, width: number): string[] {
  const rows: string[] = [];
  for (let at = 0; at < values.length; ) {
    const row: string[] = [];
    for (const end = at + width; at < end; at++) row.push(pythonJsonFloat(values[at]!));
    rows.push(pythonList(row));
  }
  return rows;
}

/** The first greatest of each row, as NumPy's `argmax`: NaN counts as greater than anything. */
function greatest(values: Float64Array, width: number): number[] {
  return Array.from({ length: values.length / width }, (_, row) => {
    let best = 0;
    for (let column = 1; column < width; column++) {
      const [value, top] = [values[row * width + column]!, values[row * width + best]!];
      if (value > top || (Number.isNaN(value) && !Number.isNaN(top))) best = column;
    }
    return best;
  });
}
