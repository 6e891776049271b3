/** From a request's header and body to rows, by the rules of the container's algorithm mode (`serve_utils.py`, `data_utils.py`). */
import { limits } from "../../limits.ts";
import { parseCsv } from "../codecs/csv.ts";
import { parseFeatureJson } from "../codecs/feature-json.ts";
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { parseLibsvm } from "../codecs/libsvm.ts";
import { Malformed } from "../codecs/malformed.ts";
import { parseRecords } from "../codecs/record-rows.ts";
import { Refusal } from "../refusal.ts";
import { atLeast, type EmulatedVersion } from "./image.ts";
import type { Predictor } from "./predictor.ts";
import { cannotEvaluate } from "./refusal.ts";

type BodyForm = "csv" | "libsvm" | "recordio-protobuf" | "json";

/** The original answers 415 to JSON in algorithm mode; here it is taken, because it is what people try first. */
const forms: Readonly<Record<string, BodyForm>> = {
  "text/csv": "csv",
  csv: "csv",
  "text/libsvm": "libsvm",
  "text/x-libsvm": "libsvm",
  libsvm: "libsvm",
  "application/x-recordio-protobuf": "recordio-protobuf",
  "application/json": "json",
};

/** What it takes, by the names that the guide uses. */
export const requestTypes = ["text/csv", "text/libsvm", "application/x-recordio-protobuf", "application/json"] as const;

export interface ReceivedRows {
  readonly form: BodyForm;
  readonly rows: FeatureRows;
}

/** Parses a body that is not empty. Throws a `Refusal`. */
export function receiveRows(contentType: string | undefined, body: Buffer, version: EmulatedVersion): ReceivedRows {
  const form = bodyForm(contentType);
  try {
    const rows = parse(form, body, version);
    for (const value of rows.values) {
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
        throw cannotEvaluate("Input data contains `inf` or a value too large for float32");
    }
    return { form, rows };
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal(415, `The body cannot be read as ${form}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** A missing header means libsvm. Parameters are ignored but for `label_size`, which may only be 1 (and changes nothing: there is no label). */
function bodyForm(contentType: string | undefined): BodyForm {
  if (contentType === undefined || contentType.trim() === "") return "libsvm";
  const [type = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (!form) throw new Refusal(415, `Content-type ${type.slice(0, 100)} is not supported; send ${Object.keys(forms).join(", ")}.`);
  const labelSize = parameters.find((parameter) => parameter.startsWith("label_size="))?.slice("label_size=".length);
  if (form === "csv" && labelSize !== undefined && labelSize !== "1") {
    throw new Refusal(415, `text/csv with label_size=${labelSize.slice(0, 20)} is not supported; leave label_size out.`);
  }
  return form;
}

function parse(form: BodyForm, body: Buffer, version: EmulatedVersion): FeatureRows {
  switch (form) {
    case "csv":
      return parseCsv(body);
    case "libsvm":
      return parseLibsvm(body, atLeast(version, 3, 0));
    case "recordio-protobuf":
      return parseRecords(body);
    case "json":
      return parseFeatureJson(body);
  }
}

/** Checks the request against a model. Fewer columns than features are missing cells, but for pickled models the container is stricter. */
export function checkWidth({ form, rows }: ReceivedRows, { booster }: Predictor, version: EmulatedVersion): void {
  const { columns } = rows;
  const { features, groups, pickled } = booster;
  const tooFew = form !== "libsvm" && columns < features;
  if (pickled && (tooFew || columns > features + 1)) {
    throw cannotEvaluate(
      `Feature size of ${form} inference data ${columns} is not consistent with feature size of trained model ${features}.`,
    );
  }
  const extraIsIgnored = !atLeast(version, 1, 0) && columns === features + 1; // the 0.x library looks at the features it knows
  if (columns > features && !extraIsIgnored) {
    throw cannotEvaluate(`Number of columns does not match number of features in booster: ${columns} vs. ${features}.`);
  }
  if (rows.rows * groups > limits.predictionValues || rows.rows * features > limits.predictionCells) {
    throw cannotEvaluate(`${rows.rows} rows of ${features} features and ${groups} outputs are too many; send fewer rows in one request.`);
  }
}
