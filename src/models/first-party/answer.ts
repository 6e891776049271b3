/**
 * Predictions in the form that the client accepts, printed as the originals print them: Python's digits of a float32 widened to double, and
 * whole numbers as `1.0` (recorded answers of live endpoints have `"closest_cluster": 4.0` and `"predicted_label": 1.0` where the developer
 * guide shows integers).
 */
import { chooseType } from "../codecs/accept.ts";
import { pythonJsonFloat, pythonList } from "../codecs/python-text.ts";
import { writeLabels } from "../codecs/record.ts";
import { writeFrames } from "../codecs/record-io.ts";
import type { InvocationResponse } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import type { Algorithm } from "./algorithms.ts";
import type { OutputField } from "./model.ts";

const common = ["application/json", "application/jsonlines", "application/x-recordio-protobuf"] as const;
export type AnswerType = (typeof common)[number] | "text/csv";

/** What an algorithm answers with, the usual type first. */
export const answerTypes = ({ givesCsv }: Algorithm): AnswerType[] => (givesCsv ? [...common, "text/csv"] : [...common]);

/** The type to answer with, and what the Accept header says besides. Throws a `Refusal` (406). */
export function chooseAnswer(accept: string | undefined, algorithm: Algorithm): { type: AnswerType; parameters: string[] } {
  const offered = answerTypes(algorithm);
  const type = chooseType(accept, offered);
  if (!type)
    throw new Refusal(406, `${algorithm.title} answers with ${offered.join(", ")}; the request accepts only ${accept?.slice(0, 100)}.`);
  return { type, parameters: accept === undefined ? [] : parametersOf(accept, type) };
}

function parametersOf(accept: string, type: AnswerType): string[] {
  const ranges = accept.toLowerCase().split(",");
  const [, ...parameters] = ranges.find((range) => range.split(";")[0]!.trim() === type)?.split(";") ?? [];
  return parameters.map((parameter) => parameter.replaceAll(/\s/g, ""));
}

/** One prediction per row, with the fields in their order. */
export function encodeAnswer(fields: readonly OutputField[], rows: number, type: AnswerType, { topKey }: Algorithm): InvocationResponse {
  switch (type) {
    case "application/json":
      return answer(type, `{"${topKey}": ${pythonList(eachRow(rows, (row) => printObject(fields, row)))}}`);
    case "application/jsonlines":
      return answer(type, eachRow(rows, (row) => `${printObject(fields, row)}\n`).join(""));
    case "text/csv":
      return answer(type, eachRow(rows, (row) => `${fields.flatMap((field) => printNumbers(field, row)).join(",")}\n`).join(""));
    case "application/x-recordio-protobuf":
      return answer(type, writeFrames(eachRow(rows, (row) => writeLabels(labelsOf(fields, row)))));
  }
}

const answer = (contentType: AnswerType, body: Buffer | string): InvocationResponse => ({ status: 200, contentType, body });

function eachRow<Printed>(rows: number, print: (row: number) => Printed): Printed[] {
  const printed: Printed[] = [];
  for (let row = 0; row < rows; row++) printed.push(print(row));
  return printed;
}

function printObject(fields: readonly OutputField[], row: number): string {
  let members = "";
  for (const field of fields) {
    const numbers = printNumbers(field, row);
    members += `${members === "" ? "" : ", "}"${field.key}": ${field.listOf === undefined ? numbers[0] : pythonList(numbers)}`;
  }
  return `{${members}}`;
}

/** A loop: views and `Array.from` of typed arrays took most of the time of a small model. */
function printNumbers({ values, listOf = 1 }: OutputField, row: number): string[] {
  const printed: string[] = [];
  for (let at = row * listOf; at < (row + 1) * listOf; at++) printed.push(pythonJsonFloat(values[at]!));
  return printed;
}

const labelsOf = (fields: readonly OutputField[], row: number): Map<string, Float32Array> =>
  new Map(fields.map(({ key, values, listOf = 1 }) => [key, values.subarray(row * listOf, (row + 1) * listOf)]));
