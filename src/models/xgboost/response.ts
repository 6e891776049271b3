/** Predictions printed as the container prints them (aws/sagemaker-xgboost-container `serve.py`, `encoder.py`). */
import { pythonFloat, pythonJsonFloat, pythonList } from "../codecs/python-text.ts";
import { writeLabels } from "../codecs/record.ts";
import { writeFrames } from "../codecs/record-io.ts";
import type { InvocationResponse } from "../contract.ts";
import { Refusal } from "../refusal.ts";

export const acceptTypes = ["text/csv", "application/json", "application/jsonlines", "application/x-recordio-protobuf"] as const;
export type AcceptType = (typeof acceptTypes)[number];

/** Predictions of some rows, `width` numbers each. */
export interface Predictions {
  readonly values: Float32Array;
  readonly width: number;
}

/**
 * The type to answer with. Absent or any type means the default. Of a list, the original takes none; here the first type that exists wins,
 * because browsers and HTTP libraries send lists.
 */
export function chooseAccept(accept: string | undefined, fallback: string): AcceptType {
  const wanted = (accept ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.split(";")[0]!.trim());
  if (wanted.every((type) => type === "")) return known(fallback);
  const chosen = wanted.find((type) => isKnown(type)) ?? wanted.find((type) => type === "*/*");
  if (chosen === undefined) throw notAcceptable(accept!);
  return chosen === "*/*" ? known(fallback) : known(chosen);
}

const isKnown = (type: string): type is AcceptType => (acceptTypes as readonly string[]).includes(type);

function known(type: string): AcceptType {
  const plain = type.trim().toLowerCase();
  if (isKnown(plain)) return plain;
  throw notAcceptable(type);
}

const notAcceptable = (type: string): Refusal =>
  new Refusal(406, `Accept type ${type.slice(0, 100)} is not supported; ask for ${acceptTypes.join(", ")}.`);

export const respond = (contentType: AcceptType, body: Buffer | string): InvocationResponse => ({
  status: 200,
  contentType: contentType === "text/csv" ? "text/csv; charset=utf-8" : contentType, // Flask names the charset of texts
  body,
});

/** 0.72 to 1.2-1: everything on one line, joined by commas, whatever Accept says; a row of several numbers is a Python list. */
export const singleLine = (predictions: Predictions): InvocationResponse =>
  respond("text/csv", [...printRows(predictions, pythonFloat)].join(","));

/** Batch transform: a line for each row, whatever Accept says. */
export const batchLines = (predictions: Predictions): InvocationResponse =>
  respond("text/csv", lines([...printRows(predictions, pythonFloat)]));

/** From 1.2-2 on. The original fails with 500 on jsonlines and RecordIO here; these get their natural form. */
export function encodePredictions(predictions: Predictions, accept: AcceptType): InvocationResponse {
  switch (accept) {
    case "text/csv":
      return respond(accept, csv(predictions));
    case "application/json":
      return respond(accept, `{"predictions": ${pythonList(scores(predictions))}}`);
    case "application/jsonlines":
      return respond(accept, lines(scores(predictions)));
    case "application/x-recordio-protobuf":
      return respond(accept, writeFrames([...rowsOf(predictions)].map((row) => writeLabels(new Map([["score", row]])))));
  }
}

const scores = (predictions: Predictions): string[] => [...printRows(predictions, pythonJsonFloat)].map((score) => `{"score": ${score}}`);

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join("");

function csv({ values, width }: Predictions): string {
  let text = "";
  for (let index = 0; index < values.length; index++) text += pythonFloat(values[index]!) + ((index + 1) % width === 0 ? "\n" : ",");
  return text;
}

function* rowsOf({ values, width }: Predictions): Generator<Float32Array> {
  for (let at = 0; at < values.length; at += width) yield values.subarray(at, at + width);
}

/** Each row as Python's `str` or `json.dumps` has it: a number, or a list of numbers. */
function* printRows(predictions: Predictions, print: (value: number) => string): Generator<string> {
  for (const row of rowsOf(predictions)) {
    yield predictions.width === 1 ? print(row[0]!) : pythonList(Array.from(row, print));
  }
}
