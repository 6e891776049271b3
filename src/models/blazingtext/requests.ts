/** What BlazingText's container takes (developer guide, `blazingtext.md`), and what is refused of it. */
import { limits } from "../../limits.ts";
import { type JsonValue, parseJson, parseJsonLines } from "../codecs/lenient-json.ts";
import { Malformed } from "../codecs/malformed.ts";
import { Refusal } from "../refusal.ts";

export type BodyType = "application/json" | "application/jsonlines";

/** A text to classify, or a word. */
export interface Question {
  readonly text: string;
  /** How many labels are wanted. */
  readonly k: number;
}

/** The answer always has the type of the request: the original ignores an Accept that differs. */
export function bodyType(contentType: string | undefined, offered: readonly BodyType[]): BodyType {
  const type = (contentType ?? "application/json").split(";")[0]!.trim().toLowerCase();
  const known = offered.find((one) => one === type);
  if (known !== undefined) return known;
  throw new Refusal(415, `The content type ${JSON.stringify(type.slice(0, 100))} is not supported: send ${offered.join(" or ")}.`);
}

/** `{"instances": ["a text", …], "configuration": {"k": 2}}`. */
export function jsonQuestions(body: Buffer): Question[] {
  if (body.length === 0) throw new Malformed("it is empty");
  const document = parseJson(body);
  const instances = document instanceof Map ? document.get("instances") : undefined;
  if (!Array.isArray(instances) || instances.length === 0) throw new Malformed('expected {"instances": ["…"]} with at least one text');
  const configuration = document instanceof Map ? document.get("configuration") : undefined;
  const k = wantedLabels(configuration instanceof Map ? configuration.get("k") : undefined);
  return instances.map((text, index) => ({ text: textOf(text, `instance ${index + 1}`), k }));
}

/** `{"source": "a text", "k": 2}` a line; blank lines do not count. */
export function jsonLineQuestions(body: Buffer): Question[] {
  const questions: Question[] = [];
  for (const { line, document } of parseJsonLines(body)) {
    const source = document instanceof Map ? document.get("source") : undefined;
    if (!(document instanceof Map) || source === undefined) throw new Malformed(`line ${line} is not {"source": "…"}`);
    questions.push({ text: textOf(source, `line ${line}`), k: wantedLabels(document.get("k")) });
  }
  if (questions.length === 0) throw new Malformed('expected {"source": "…"} on at least one line');
  return questions;
}

function textOf(value: JsonValue | undefined, where: string): string {
  if (typeof value === "string") return value;
  throw new Malformed(`${where} is not a text`);
}

function wantedLabels(k: JsonValue | undefined): number {
  if (k === undefined || k === null) return 1;
  if (typeof k === "number" && Number.isInteger(k) && k >= 1) return k;
  throw new Malformed("k is not a whole number from 1 on");
}

/** So many numbers would not fit into an answer. */
export function checkAnswerSize(questions: readonly Question[], numbersOf: (question: Question) => number): void {
  const numbers = questions.reduce((sum, question) => sum + numbersOf(question), 0);
  if (numbers > limits.predictionValues) throw new Malformed(`the answer would have ${numbers} numbers; send fewer texts in one request`);
}
