/**
 * Objectives: how a stored base score becomes a margin, and a margin a prediction (dmlc/xgboost `src/objective/*`, `src/common/math.h`).
 * All steps in float32. Margins then equal the library's bit for bit as long as the base margin does: the library takes logarithms from
 * the C library of its machine, which differs from the exactly rounded one for about one base score in 400.
 */
import type { LibraryVersion } from "./booster.ts";

export interface Objective {
  /** `library` is the version that predicts. */
  baseMargin(score: number, library: LibraryVersion): number;
  /** Predictions of all rows; `groups` margins each. */
  transform(margins: Float32Array, groups: number): Float32Array;
  /** Whether predictions are class numbers, which an ensemble votes on instead of averaging. */
  readonly votes?: true;
}

const { fround } = Math;
const same = (score: number): number => score;
const logit = (score: number): number => -fround(Math.log(fround(fround(1 / score) - 1)));
const log = (score: number): number => fround(Math.log(score));
const exp = (margin: number): number => fround(Math.exp(margin));

/** The library keeps the exponent below 88.7 so that float32 does not overflow, and adds 1e-16 to the divisor. */
function sigmoid(margin: number): number {
  const divisor = fround(fround(exp(Math.min(-margin, fround(88.7))) + 1) + fround(1e-16));
  return fround(1 / divisor);
}

const each =
  (step: (margin: number) => number) =>
  (margins: Float32Array): Float32Array =>
    margins.map(step);

const untouched = (margins: Float32Array): Float32Array => margins;

/** Per row: subtract the greatest, exponentiate in float32, sum in double, divide by the sum rounded to float32. */
function softmax(margins: Float32Array, groups: number): Float32Array {
  const out = new Float32Array(margins.length);
  for (let row = 0; row < margins.length; row += groups) {
    let greatest = margins[row]!;
    for (let group = 1; group < groups; group++) greatest = Math.max(greatest, margins[row + group]!);
    let sum = 0;
    for (let group = row; group < row + groups; group++) {
      out[group] = exp(fround(margins[group]! - greatest));
      sum += out[group]!;
    }
    const divisor = fround(sum);
    for (let group = row; group < row + groups; group++) out[group] = out[group]! / divisor;
  }
  return out;
}

/** The index of the first greatest margin of each row, as a float. */
function argmax(margins: Float32Array, groups: number): Float32Array {
  return Float32Array.from({ length: margins.length / groups }, (_, row) => {
    let best = 0;
    for (let group = 1; group < groups; group++) if (margins[row * groups + group]! > margins[row * groups + best]!) best = group;
    return best;
  });
}

const identity: Objective = { baseMargin: same, transform: untouched };
const logistic: Objective = { baseMargin: logit, transform: each(sigmoid) };
const exponential: Objective = { baseMargin: log, transform: each(exp) };

const objectives: Readonly<Record<string, Objective>> = {
  "reg:squarederror": identity,
  "reg:linear": identity, // the name of reg:squarederror before 0.83
  "reg:squaredlogerror": identity,
  "reg:absoluteerror": identity,
  "reg:pseudohubererror": identity,
  "reg:quantileerror": identity,
  "rank:pairwise": identity,
  "rank:ndcg": identity,
  "rank:map": identity,
  "binary:logistic": logistic,
  "reg:logistic": logistic,
  // A probability was asked for in 1.0 to 1.2, a margin ever since.
  "binary:logitraw": { baseMargin: (score, { major, minor }) => (major === 1 && minor < 3 ? logit(score) : score), transform: untouched },
  "binary:hinge": { baseMargin: same, transform: each((margin) => (margin > 0 ? 1 : 0)), votes: true },
  "count:poisson": exponential,
  "reg:gamma": exponential,
  "reg:tweedie": exponential,
  "survival:cox": exponential,
  "survival:aft": exponential,
  "multi:softmax": { baseMargin: same, transform: argmax, votes: true },
  "multi:softprob": { baseMargin: same, transform: softmax },
};

export const objectiveNames = Object.keys(objectives);

/** The objective of that name, undefined when it is not one of the table. */
export function objectiveNamed(name: string): Objective | undefined {
  return Object.hasOwn(objectives, name) ? objectives[name] : undefined;
}
