/** The functions of metric math. */
import { MathError } from "./math-syntax.ts";
import { foldSeries, mapSeries, type Point, type TimeSeries, withPoints } from "./time-series.ts";

export type MathValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "series"; readonly series: TimeSeries }
  | { readonly kind: "list"; readonly items: readonly (Scalar | Series)[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "word"; readonly word: string };
type Scalar = Extract<MathValue, { kind: "scalar" }>;
type Series = Extract<MathValue, { kind: "series" }>;

/** Where an expression is evaluated. */
export interface MathScope {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** Period of series that come from no metric. */
  readonly periodMs: number;
  /** The metrics of the request (not its expressions), with their ids. */
  readonly metrics: readonly { readonly id: string; readonly series: TimeSeries }[];
  /** The value of the query called `id`; undefined when there is none. */
  value(id: string): MathValue | undefined;
  /** Counts points that are made; throws when there are too many. */
  spend(points: number): void;
}

export const scalar = (value: number): Scalar => ({ kind: "scalar", value });
export const seriesOf = (series: TimeSeries): Series => ({ kind: "series", series });

interface MathFunction {
  /** Number of arguments. */
  readonly least: number;
  readonly most: number;
  run(args: readonly MathValue[], scope: MathScope): MathValue;
}

/** By name, in capitals. */
export const mathFunctions: Readonly<Record<string, MathFunction>> = {
  AVG: aggregate((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  SUM: aggregate((values) => values.reduce((sum, value) => sum + value, 0)),
  MIN: aggregate((values) => values.reduce((least, value) => Math.min(least, value))),
  MAX: aggregate((values) => values.reduce((most, value) => Math.max(most, value))),
  STDDEV: aggregate(deviation),
  METRIC_COUNT: fixed(1, ([value]) => scalar(value?.kind === "list" ? value.items.length : 1)),
  METRICS: {
    least: 0,
    most: 1,
    run: ([filter], { metrics }) => {
      if (filter && filter.kind !== "text") throw new MathError("METRICS takes a text that ids contain");
      const chosen = metrics.filter(({ id }) => id.includes(filter?.text ?? ""));
      return { kind: "list", items: chosen.map(({ series }) => seriesOf(series)) };
    },
  },
  ABS: each((series) => mapSeries(series, Math.abs)),
  CEIL: each((series) => mapSeries(series, Math.ceil)),
  FLOOR: each((series) => mapSeries(series, Math.floor)),
  LOG: each((series) => mapSeries(series, Math.log)),
  LOG10: each((series) => mapSeries(series, Math.log10)),
  DIFF: each((series) => mapSeries(series, (value, at, points) => value - (points[at - 1]?.value ?? Number.NaN))),
  DIFF_TIME: each((series) => mapSeries(series, (_, at, points) => secondsSinceLast(points, at))),
  RATE: each((series) =>
    mapSeries(series, (value, at, points) => (value - (points[at - 1]?.value ?? Number.NaN)) / secondsSinceLast(points, at)),
  ),
  RUNNING_SUM: each(runningSum),
  PERIOD: fixed(1, ([value]) => scalar(oneSeries("PERIOD", value).periodMs / 1000)),
  DATAPOINT_COUNT: fixed(1, ([value]) => scalar(oneSeries("DATAPOINT_COUNT", value).points.length)),
  FIRST: fixed(1, ([value]) => itemsOf("FIRST", value)[0] ?? scalar(Number.NaN)),
  LAST: fixed(1, ([value]) => itemsOf("LAST", value).at(-1) ?? scalar(Number.NaN)),
  REMOVE_EMPTY: fixed(1, ([value]) => ({
    kind: "list",
    items: itemsOf("REMOVE_EMPTY", value).filter((item) => item.kind === "scalar" || item.series.points.length > 0),
  })),
  TIME_SERIES: fixed(1, ([value], scope) => {
    if (value?.kind !== "scalar") throw new MathError("TIME_SERIES takes a number");
    const points = moments(scope, scope.periodMs).map((atMs) => ({ atMs, value: value.value }));
    return seriesOf(withPoints({ label: "", periodMs: scope.periodMs, points: [] }, points));
  }),
  FILL: fixed(2, ([value, filling], scope) => {
    if (value?.kind === "scalar") return value;
    return overSeries("FILL", value, (series) => filled(series, filling!, scope));
  }),
  IF: { least: 2, most: 3, run: ([condition, then, otherwise]) => choose(condition!, then!, otherwise) },
};

function fixed(count: number, run: MathFunction["run"]): MathFunction {
  return { least: count, most: count, run };
}

/** A function of every series it gets. */
function each(change: (series: TimeSeries) => TimeSeries): MathFunction {
  return fixed(1, ([value]) => overSeries("The function", value, change));
}

/** Many values to one: of a series a number, of several series a series. */
function aggregate(combine: (values: readonly number[]) => number): MathFunction {
  return fixed(1, ([value]) => {
    if (value?.kind === "scalar") return value;
    if (value?.kind === "series") {
      const values = value.series.points.map((point) => point.value);
      return scalar(values.length > 0 ? combine(values) : Number.NaN);
    }
    const items = itemsOf("The function", value);
    const constants = items.flatMap((item) => (item.kind === "scalar" ? [item.value] : []));
    const list = items.flatMap((item) => (item.kind === "series" ? [item.series] : []));
    if (list.length === 0 && constants.length > 0) return scalar(combine(constants));
    return seriesOf(foldSeries(list, constants, combine));
  });
}

/** Of the whole population, as CloudWatch's. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function overSeries(name: string, value: MathValue | undefined, change: (series: TimeSeries) => TimeSeries): MathValue {
  if (value?.kind === "scalar") {
    const one = change({ label: "", periodMs: 1000, points: [{ atMs: 0, value: value.value }] });
    return scalar(one.points[0]?.value ?? Number.NaN);
  }
  if (value?.kind === "series") return seriesOf(change(value.series));
  const items = itemsOf(name, value).map((item) => (item.kind === "series" ? seriesOf(change(item.series)) : item));
  return { kind: "list", items };
}

function itemsOf(name: string, value: MathValue | undefined): readonly (Scalar | Series)[] {
  if (value?.kind === "list") return value.items;
  if (value?.kind === "series" || value?.kind === "scalar") return [value];
  throw new MathError(`${name} takes time series`);
}

function oneSeries(name: string, value: MathValue | undefined): TimeSeries {
  if (value?.kind === "series") return value.series;
  throw new MathError(`${name} takes one time series`);
}

function secondsSinceLast(points: readonly Point[], at: number): number {
  return (points[at]!.atMs - (points[at - 1]?.atMs ?? Number.NaN)) / 1000;
}

function runningSum(series: TimeSeries): TimeSeries {
  let sum = 0;
  return mapSeries(series, (value) => {
    sum += value;
    return sum;
  });
}

/** The beginnings of all periods of the range; the first is the start, rounded down to the minute or, of finer data, to the period. */
function moments({ startMs, endMs, spend }: MathScope, periodMs: number): number[] {
  const step = Math.min(periodMs, 60_000);
  const first = Math.floor(startMs / step) * step;
  const count = Math.max(0, Math.ceil((endMs - first) / periodMs));
  spend(count);
  return Array.from({ length: count }, (_, at) => first + at * periodMs);
}

function filled(series: TimeSeries, filling: MathValue, scope: MathScope): TimeSeries {
  const known = new Map(series.points.map(({ atMs, value }) => [atMs, value]));
  const other = filling.kind === "series" ? new Map(filling.series.points.map(({ atMs, value }) => [atMs, value])) : undefined;
  const word = filling.kind === "word" ? filling.word.toUpperCase() : undefined;
  if (filling.kind === "text" || filling.kind === "list" || (word !== undefined && word !== "REPEAT" && word !== "LINEAR"))
    throw new MathError("FILL takes a number, a time series, REPEAT or LINEAR");
  let next = 0;
  const points = moments(scope, series.periodMs || scope.periodMs).map((atMs) => {
    while (next < series.points.length && series.points[next]!.atMs <= atMs) next++;
    const [before, after] = [series.points[next - 1], series.points[next]];
    const guess =
      filling.kind === "scalar"
        ? filling.value
        : other
          ? other.get(atMs)
          : word === "REPEAT"
            ? before?.value
            : before && after && between(before, after, atMs);
    return { atMs, value: known.get(atMs) ?? guess ?? Number.NaN };
  });
  return withPoints(series, points);
}

function between(before: Point, after: Point, atMs: number): number {
  return before.value + ((after.value - before.value) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}

/** IF: at every moment of the condition the one value or the other; without an "otherwise" there is no point. */
function choose(condition: MathValue, then: MathValue, otherwise: MathValue | undefined): MathValue {
  if (condition.kind === "scalar") {
    const chosen = condition.value ? then : otherwise;
    return chosen ?? scalar(Number.NaN);
  }
  if (condition.kind !== "series") throw new MathError("The condition of IF is a number or one time series");
  const [yes, no] = [valueAt(then), valueAt(otherwise)];
  const points = condition.series.points.map(({ atMs, value }) => ({ atMs, value: (value ? yes(atMs) : no(atMs)) ?? Number.NaN }));
  return seriesOf(withPoints(condition.series, points));
}

function valueAt(value: MathValue | undefined): (atMs: number) => number | undefined {
  if (value === undefined) return () => undefined;
  if (value.kind === "scalar") return () => value.value;
  if (value.kind !== "series") throw new MathError("IF chooses between numbers and single time series");
  const known = new Map(value.series.points.map((point) => [point.atMs, point.value]));
  return (atMs) => known.get(atMs);
}
