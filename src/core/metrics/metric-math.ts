/** Metric math: evaluates an expression over the series of other queries. */
import { type MathScope, type MathValue, mathFunctions, scalar, seriesOf } from "./math-functions.ts";
import { type Expression, MathError, type Operator, parseExpression } from "./math-syntax.ts";
import { mapSeries, type TimeSeries, zipSeries } from "./time-series.ts";

/** Expressions that use expressions that use expressions, this many at most. */
const deepest = 20;

const truth = (value: boolean): number => (value ? 1 : 0);

const operators: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => truth(left === right),
  "!=": (left, right) => truth(left !== right),
  "<": (left, right) => truth(left < right),
  "<=": (left, right) => truth(left <= right),
  ">": (left, right) => truth(left > right),
  ">=": (left, right) => truth(left >= right),
  AND: (left, right) => truth(left !== 0 && right !== 0),
  OR: (left, right) => truth(left !== 0 || right !== 0),
};

/** One query of a request: a metric that has been read, or an expression over others. */
export type MathQuery =
  | { readonly id: string; readonly series: TimeSeries }
  | { readonly id: string; readonly expression: string; readonly periodMs?: number };

export interface MathRange {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** Points all expressions together may make. */
  readonly mostPoints: number;
}

/** What goes wrong with one expression, with its id. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly id: string;

  constructor(id: string, message: string) {
    super(message);
    this.id = id;
  }
}

/** The series of every query that is asked for; an expression may have several. Throws an ExpressionError. */
export function evaluateQueries(
  queries: readonly MathQuery[],
  wanted: ReadonlySet<string>,
  range: MathRange,
): Map<string, readonly TimeSeries[]> {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const metrics = queries.flatMap((query) => ("series" in query ? [{ id: query.id, series: query.series }] : []));
  const periods = metrics.map(({ series }) => series.periodMs);
  const values = new Map<string, MathValue>();
  const open = new Set<string>();
  let left = range.mostPoints;
  const resultOf = (id: string): MathValue | undefined => {
    const query = byId.get(id);
    if (!query) return undefined;
    if ("series" in query) return seriesOf(query.series);
    const known = values.get(id);
    if (known) return known;
    if (open.has(id)) throw new MathError(`${id} depends on itself`);
    if (open.size >= deepest) throw new MathError(`Expressions that use expressions go deeper than ${deepest} levels`);
    open.add(id);
    const scope: MathScope = {
      ...range,
      periodMs: query.periodMs ?? Math.max(60_000, ...periods),
      metrics,
      value: resultOf,
      spend: (points) => {
        left -= points;
        if (left < 0) throw new MathError("The expressions of this request make too many points. Ask for longer periods or a shorter time");
      },
    };
    const value = evaluate(parseExpression(query.expression), scope);
    open.delete(id);
    values.set(id, value);
    return value;
  };
  const results = new Map<string, readonly TimeSeries[]>();
  for (const id of wanted) {
    try {
      results.set(id, toSeries(resultOf(id)));
    } catch (error) {
      if (error instanceof MathError) throw new ExpressionError(id, error.message);
      throw error;
    }
  }
  return results;
}

function toSeries(value: MathValue | undefined): readonly TimeSeries[] {
  if (value?.kind === "series") return [value.series];
  if (value?.kind !== "list") throw new MathError("The expression must give a time series or several, and gives a single number or a text");
  return value.items.map((item) => {
    if (item.kind === "scalar") throw new MathError("The expression must give time series, and gives a number among them");
    return item.series;
  });
}

function evaluate(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case "number":
      return scalar(expression.value);
    case "text":
    case "word":
      return expression;
    case "id": {
      const value = scope.value(expression.id);
      if (!value) throw new MathError(`There is no query with the id ${expression.id}`);
      return value;
    }
    case "list": {
      const values = expression.items.map((item) => evaluate(item, scope));
      const items = values.flatMap<MathValue>((value) => (value.kind === "list" ? value.items : [value]));
      return { kind: "list", items: items.filter(isItem) };
    }
    case "negative":
      return combine("*", scalar(-1), evaluate(expression.of, scope), scope);
    case "chain": {
      let value = evaluate(expression.first, scope);
      for (const { operator, operand } of expression.rest) value = combine(operator, value, evaluate(operand, scope), scope);
      return value;
    }
    case "call": {
      const { name, args } = expression;
      const called = Object.hasOwn(mathFunctions, name) ? mathFunctions[name] : undefined;
      if (!called) throw new MathError(`Hostler does not support the function ${name.slice(0, 50)}`);
      if (args.length < called.least || args.length > called.most) throw new MathError(`${name} does not take ${args.length} arguments`);
      const given = args.map((arg) => evaluate(arg, scope));
      scope.spend(given.reduce((sum, value) => sum + pointsOf(value), 0));
      return called.run(given, scope);
    }
  }
}

function isItem(value: MathValue): value is Extract<MathValue, { kind: "scalar" | "series" }> {
  if (value.kind === "scalar" || value.kind === "series") return true;
  throw new MathError("A list holds time series and numbers");
}

function combine(operator: Operator, left: MathValue, right: MathValue, scope: MathScope): MathValue {
  const apply = operators[operator];
  scope.spend(pointsOf(left) + pointsOf(right));
  if (left.kind === "list" || right.kind === "list") return combineLists(operator, left, right, scope);
  if (left.kind === "scalar" && right.kind === "scalar") return scalar(apply(left.value, right.value));
  if (left.kind === "series" && right.kind === "scalar") return seriesOf(mapSeries(left.series, (value) => apply(value, right.value)));
  if (left.kind === "scalar" && right.kind === "series") return seriesOf(mapSeries(right.series, (value) => apply(left.value, value)));
  if (left.kind === "series" && right.kind === "series") return seriesOf(zipSeries(left.series, right.series, apply));
  throw new MathError(`Unsupported operand types for ${operator}`);
}

/** A list and a single value go together one by one; two lists have to be equally long. */
function combineLists(operator: Operator, left: MathValue, right: MathValue, scope: MathScope): MathValue {
  const length = left.kind === "list" ? left.items.length : right.kind === "list" ? right.items.length : 0;
  if (left.kind === "list" && right.kind === "list" && left.items.length !== right.items.length)
    throw new MathError(`The two lists around ${operator} differ in length`);
  const itemOf = (value: MathValue, at: number): MathValue => (value.kind === "list" ? value.items[at]! : value);
  const items = Array.from({ length }, (_, at) => combine(operator, itemOf(left, at), itemOf(right, at), scope));
  return { kind: "list", items: items.filter(isItem) };
}

function pointsOf(value: MathValue): number {
  if (value.kind === "series") return value.series.points.length;
  if (value.kind !== "list") return 1;
  return value.items.reduce((sum, item) => sum + pointsOf(item), 0);
}
