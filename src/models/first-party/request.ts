/** From a request to rows, by the front end that the built-in algorithms share (developer guide, `cdf-inference.md`). */
import { limits } from "../../limits.ts";
import { parseCsv } from "../codecs/csv.ts";
import { parseFeatureJson, parseFeatureJsonLines } from "../codecs/feature-json.ts";
import { type FeatureRows, withoutLabels } from "../codecs/feature-rows.ts";
import { ended, Malformed } from "../codecs/malformed.ts";
import { parseRecords } from "../codecs/record-rows.ts";
import type { InvocationRequest } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import type { Algorithm } from "./algorithms.ts";
import type { FirstPartyModel } from "./model.ts";

const parsers: Readonly<Record<string, (body: Buffer) => FeatureRows>> = {
  "application/json": parseFeatureJson,
  "application/jsonlines": parseFeatureJsonLines,
  "application/x-recordio-protobuf": parseRecords,
  "text/csv": parseCsv,
};

/** What an algorithm takes, the usual type first. */
export const requestTypes = ({ takesCsv }: Algorithm): string[] =>
  takesCsv
    ? ["text/csv", ...Object.keys(parsers).filter((type) => type !== "text/csv")]
    : Object.keys(parsers).filter((type) => type !== "text/csv");

/** Parses a body and checks it against the model. Throws a `Refusal`: 415 for an unknown type, 400 for everything else. */
export function receiveRows({ contentType, body }: InvocationRequest, algorithm: Algorithm, model: FirstPartyModel): FeatureRows {
  const [type = "", ...parameters] = (contentType ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const types = requestTypes(algorithm);
  const parse = types.includes(type) ? parsers[type] : undefined;
  if (!parse) {
    const given = type === "" ? "There is no content type" : `The content type ${type.slice(0, 100)} is not supported`;
    throw new Refusal(415, `${given}: ${algorithm.title} takes ${types.join(", ")}.`);
  }
  if (body.length === 0) throw new Refusal(400, "The body is empty.");
  const rows = withoutLabels(parsed(parse, type, body), type === "text/csv" ? labelSize(parameters) : 0);
  checkRows(rows, model);
  return rows;
}

function parsed(parse: (body: Buffer) => FeatureRows, type: string, body: Buffer): FeatureRows {
  try {
    return parse(body);
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal(400, `The body cannot be read as ${type}: ${ended(error.message)}`, { cause: error });
    throw error;
  }
}

/** `text/csv;label_size=1`: so many columns come first that are labels. */
function labelSize(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith("label_size="))?.slice("label_size=".length) ?? "0";
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new Refusal(400, `label_size must be a number of columns, not ${JSON.stringify(text.slice(0, 20))}.`);
}

function checkRows(rows: FeatureRows, { features, outputs, stepsFor }: FirstPartyModel): void {
  const wrong = [rows.columns, rows.fewestColumns ?? features].find((columns) => columns !== features);
  if (wrong !== undefined)
    throw new Refusal(400, `The request has ${wrong} ${wrong === 1 ? "feature" : "features"} per row, the model ${features}.`);
  const share = Math.max((rows.rows * outputs) / limits.predictionValues, (stepsFor?.(rows) ?? 0) / limits.requestSteps);
  if (rows.rows > 1 && share > 1) {
    const fewer = Math.max(1, Math.floor(rows.rows / share));
    throw new Refusal(400, `${rows.rows} rows are too many for this model; send up to ${fewer} like these in one request.`);
  }
  if (allFinite(rows.values)) return;
  for (let row = 0; row < rows.rows; row++) {
    rows.visitRow(row, (column, value) => {
      if (Number.isFinite(value)) return;
      throw new Refusal(400, `Row ${row + 1}, feature ${column + 1} is missing or infinite; every feature must be a number.`);
    });
  }
}

function allFinite(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) return false;
  return true;
}
