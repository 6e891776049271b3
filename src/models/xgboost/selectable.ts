/**
 * SAGEMAKER_INFERENCE_OUTPUT: the deployer chooses what an answer contains (developer guide, "XGBoost", and `serve_utils.py`:
 * get_selected_predictions). Objects have a fixed order of keys; CSV columns follow the variable.
 */
import { pythonFloat, pythonJsonFloat, pythonList } from "../codecs/python-text.ts";
import { writeLabels } from "../codecs/record.ts";
import { writeFrames } from "../codecs/record-io.ts";
import type { InvocationResponse } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import { type AcceptType, type Predictions, respond } from "./response.ts";

const keyOrder = ["predicted_label", "labels", "probability", "probabilities", "raw_score", "raw_scores", "predicted_score"] as const;
type Key = (typeof keyOrder)[number];

const score: readonly Key[] = ["predicted_score"];
const classes: readonly Key[] = ["predicted_label", "labels", "raw_score", "raw_scores"];
const probabilities: readonly Key[] = [...classes, "probability", "probabilities"];

const allowed: Readonly<Record<string, readonly Key[]>> = {
  "reg:squarederror": score,
  "reg:linear": score,
  "reg:logistic": score,
  "reg:gamma": score,
  "reg:tweedie": score,
  "reg:absoluteerror": score,
  "binary:logistic": probabilities,
  "binary:logitraw": classes,
  "binary:hinge": classes,
  "multi:softmax": classes,
  "multi:softprob": probabilities,
};

/** One value of an answer; `whole` numbers print without a point. */
interface Value {
  readonly numbers: readonly number[];
  readonly list: boolean;
  readonly whole: boolean;
}

const float = (value: number): Value => ({ numbers: [value], list: false, whole: false });
const whole = (value: number): Value => ({ numbers: [value], list: false, whole: true });
const floats = (values: Iterable<number>): Value => ({ numbers: [...values], list: true, whole: false });

export interface Selection {
  /** As the variable lists them. */
  readonly keys: readonly string[];
  readonly objective: string;
  readonly classes: number;
}

/** The keys of the variable: spaces removed, lower-cased. Undefined when it is not set. */
export function selectedKeys(variable: string | undefined): readonly string[] | undefined {
  const keys = (variable ?? "").replaceAll(" ", "").toLowerCase().split(",");
  return keys.length === 1 && keys[0] === "" ? undefined : keys;
}

export function encodeSelected(selection: Selection, predictions: Predictions, accept: AcceptType, batch: boolean): InvocationResponse {
  const { keys, objective } = selection;
  const permitted = Object.hasOwn(allowed, objective) ? allowed[objective] : undefined;
  if (!permitted) throw new Refusal(500, `SAGEMAKER_INFERENCE_OUTPUT cannot be used with the objective ${objective}.`);
  const isPermitted = (key: string): key is Key => (permitted as readonly string[]).includes(key);
  const ordered = [...keyOrder.filter((key) => keys.includes(key) && isPermitted(key)), ...keys.filter((key) => !isPermitted(key))];
  const rows: Map<string, Value>[] = [];
  for (let at = 0; at < predictions.values.length; at += predictions.width) {
    const row = predictions.values.subarray(at, at + predictions.width);
    rows.push(new Map(ordered.map((key) => [key, isPermitted(key) ? selectedValue(key, selection, row) : float(Number.NaN)])));
  }
  return encode(rows, keys, accept, batch);
}

function selectedValue(key: Key, { objective, classes }: Selection, row: Float32Array): Value {
  const first = row[0]!;
  const softprob = objective === "multi:softprob";
  switch (key) {
    case "predicted_label":
      return predictedLabel(objective, row);
    case "labels":
      return { numbers: [...Array(objective.startsWith("multi:") ? classes : 2).keys()], list: true, whole: true };
    case "probability":
    case "raw_score":
      return float(softprob ? Math.max(...row) : first);
    case "probabilities":
    case "raw_scores": // [1 - p, p] even where p is no probability: so does the original
      return floats(softprob ? row : [1 - first, first]);
    case "predicted_score":
      return float(first);
  }
}

function predictedLabel(objective: string, row: Float32Array): Value {
  if (objective === "multi:softprob") return whole(row.indexOf(Math.max(...row)));
  if (objective === "binary:logistic") return whole(row[0]! > 0.5 ? 1 : 0);
  if (objective === "binary:logitraw") return whole(row[0]! > 0 ? 1 : 0);
  return float(row[0]!);
}

function print({ numbers, list, whole }: Value, printFloat: (value: number) => string): string {
  const printed = numbers.map(whole ? String : printFloat);
  return list ? pythonList(printed) : printed[0]!;
}

function encode(rows: readonly Map<string, Value>[], keys: readonly string[], accept: AcceptType, batch: boolean): InvocationResponse {
  const object = (row: Map<string, Value>): string =>
    `{${[...row].map(([key, value]) => `${JSON.stringify(key)}: ${print(value, pythonJsonFloat)}`).join(", ")}}`;
  const end = batch ? "\n" : "";
  switch (accept) {
    case "application/json":
      return respond(accept, `{"predictions": ${pythonList(rows.map(object))}}`);
    case "application/jsonlines":
      return respond(accept, rows.map((row) => `${object(row)}\n`).join(""));
    case "text/csv":
      return respond(accept, rows.map((row) => keys.map((key) => csvCell(print(row.get(key)!, pythonFloat))).join(",")).join("\n") + end);
    case "application/x-recordio-protobuf":
      // The original's writer repeats earlier records inside later ones; clean records are written here.
      return respond(accept, writeFrames(rows.map((row) => writeLabels(new Map([...row].map(([key, value]) => [key, value.numbers]))))));
  }
}

/** As Python's csv.writer quotes. */
const csvCell = (text: string): string => (text.includes(",") ? `"${text}"` : text);
