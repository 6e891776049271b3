/** What a LightGBM objective makes of the sums of leaves (microsoft/LightGBM `src/objective/*.hpp`, `ConvertOutput`), in float64. */
import { Malformed } from "../codecs/malformed.ts";

export interface Objective {
  readonly name: string;
  readonly classifies: boolean;
  /** Changes the sums in place; `outputs` numbers for each row. */
  convert(sums: Float64Array, outputs: number): void;
}

const { exp } = Math;

const each =
  (step: (sum: number) => number) =>
  (sums: Float64Array): void => {
    for (let index = 0; index < sums.length; index++) sums[index] = step(sums[index]!);
  };

const untouched = (): void => {};
const logistic = (steepness: number) => each((sum) => 1 / (1 + exp(-steepness * sum)));

/** `Common::Softmax`: the greatest is subtracted first. */
function softmax(sums: Float64Array, outputs: number): void {
  for (let at = 0; at < sums.length; at += outputs) {
    let greatest = sums[at]!;
    for (let index = at + 1; index < at + outputs; index++) if (sums[index]! > greatest) greatest = sums[index]!;
    let total = 0;
    for (let index = at; index < at + outputs; index++) {
      sums[index] = exp(sums[index]! - greatest);
      total += sums[index]!;
    }
    for (let index = at; index < at + outputs; index++) sums[index]! /= total;
  }
}

const squares = each((sum) => Math.sign(sum) * sum * sum);

type Convert = Objective["convert"];
type Make = (parameters: ReadonlyMap<string, string>) => Convert;

const regression: Make = (parameters) => (parameters.has("sqrt") ? squares : untouched);
const exponential: Make = () => each(exp);

const makers: Readonly<Record<string, Make>> = {
  binary: (parameters) => logistic(steepnessOf(parameters)),
  multiclass: () => softmax,
  multiclassova: (parameters) => logistic(steepnessOf(parameters)),
  regression,
  regression_l1: regression,
  huber: regression,
  fair: regression,
  quantile: regression,
  mape: regression,
  poisson: exponential,
  gamma: exponential,
  tweedie: exponential,
  cross_entropy: () => logistic(1),
  cross_entropy_lambda: () => each((sum) => Math.log1p(exp(sum))),
  lambdarank: () => untouched,
  rank_xendcg: () => untouched,
};

function steepnessOf(parameters: ReadonlyMap<string, string>): number {
  const value = Number(parameters.get("sigmoid") ?? 1);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Malformed(`its objective has the sigmoid ${value}`);
}

/** `text` as in the file: a name, then `key:value` or bare words. Without one, or with `custom`, sums are predictions. */
export function objectiveOf(text: string | undefined): Objective {
  const [name = "", ...rest] = (text ?? "custom").split(" ").filter((part) => part !== "");
  if (name === "custom") return { name, classifies: false, convert: untouched };
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!make)
    throw new Malformed(`its objective is ${JSON.stringify(name.slice(0, 60))}; these are served: ${Object.keys(makers).join(", ")}`);
  const parameters = new Map(rest.map((part) => part.split(":", 2) as [string, string]));
  return { name, classifies: /^(?:binary|multiclass|multiclassova)$/.test(name), convert: make(parameters) };
}
