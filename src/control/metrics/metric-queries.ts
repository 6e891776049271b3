/** Answers metric queries: reads the metrics of the store, and evaluates the expressions over them. GetMetricData and alarms share it. */
import type { MetricDataQuery } from "../../api/gen/cloudwatch.gen.ts";
import { ExpressionError, evaluateQueries, type MathQuery } from "../../core/metrics/metric-math.ts";
import { statisticNamed } from "../../core/metrics/statistic.ts";
import type { TimeSeries } from "../../core/metrics/time-series.ts";
import { limits } from "../../limits.ts";
import type { MetricPeriod, MetricStore } from "../../store/metric-store.ts";
import { cloudwatchErrors } from "./cloudwatch-errors.ts";
import { metricKey } from "./metric-key.ts";
import { metricLabel } from "./metric-labels.ts";
import { firstPeriod } from "./metric-period.ts";
import { checkPoints, checkQueries } from "./query-rules.ts";

export interface QueryRange {
  readonly region: string;
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly nowMs: number;
}

export interface QueryResult {
  readonly id: string;
  readonly series: TimeSeries;
  readonly messages: readonly { readonly code: string; readonly value: string }[];
}

/** The results of all queries whose data is asked for, in their order; an expression may have several. Throws ValidationErrors. */
export async function answerQueries(metrics: MetricStore, queries: readonly MetricDataQuery[], asked: QueryRange): Promise<QueryResult[]> {
  checkQueries(queries);
  // Nothing is older or newer than what may be recorded, so nothing else need be looked for.
  const oldestMs = Math.max(asked.startMs, asked.nowMs - limits.metrics.minutesMs);
  const range = { ...asked, endMs: Math.min(asked.endMs, asked.nowMs + limits.metrics.futureMs) };
  checkPoints(queries, Math.max(0, range.endMs - oldestMs));
  const math: MathQuery[] = [];
  const messages = new Map<string, QueryResult["messages"]>();
  for (const query of queries) {
    if (query.Expression !== undefined) {
      math.push({ id: query.Id, expression: query.Expression, periodMs: query.Period && query.Period * 1000 });
      continue;
    }
    const { series, units } = await readMetric(metrics, query, queries, { ...range, oldestMs });
    math.push({ id: query.Id, series });
    if (units.length > 1) messages.set(query.Id, [{ code: "MultipleUnits", value: `Multiple units returned: '[${units.join(", ")}]'` }]);
  }
  const wanted = queries.filter(({ ReturnData }) => ReturnData !== false);
  const results = evaluated(math, new Set(wanted.map(({ Id }) => Id)), range);
  return wanted.flatMap((query) => {
    const found = results.get(query.Id) ?? [];
    return found.map((series) => ({
      id: query.Id,
      series: { ...series, label: query.Label ?? (query.Expression !== undefined && found.length === 1 ? query.Id : series.label) },
      messages: messages.get(query.Id) ?? [],
    }));
  });
}

function evaluated(math: readonly MathQuery[], wanted: ReadonlySet<string>, range: QueryRange): Map<string, readonly TimeSeries[]> {
  try {
    return evaluateQueries(math, wanted, { ...range, mostPoints: limits.metrics.mathPoints });
  } catch (error) {
    if (error instanceof ExpressionError) throw cloudwatchErrors.invalid(`Error in expression '${error.id}': ${error.message}.`);
    throw error;
  }
}

/** One metric. Where no unit is asked for and there are several, the first of them is answered, as CloudWatch does. */
async function readMetric(
  metrics: MetricStore,
  query: MetricDataQuery,
  all: readonly MetricDataQuery[],
  { region, startMs, endMs, oldestMs }: QueryRange & { oldestMs: number },
): Promise<{ series: TimeSeries; units: string[] }> {
  const { Metric, Period, Stat, Unit } = query.MetricStat!;
  const periodMs = Period * 1000;
  const originMs = firstPeriod(startMs, periodMs);
  const key = metricKey(region, Metric.Namespace!, Metric.MetricName!, Metric.Dimensions);
  const periods = await metrics.read(key, { startMs: Math.max(originMs, oldestMs), endMs, periodMs, originMs, unit: Unit });
  const units = [...new Set(periods.map(({ unit }) => unit))].sort();
  const points = pointsOf(
    periods.filter(({ unit }) => unit === units[0]),
    Stat,
  );
  return { series: { label: metricLabel(query, all), periodMs, points }, units };
}

function pointsOf(periods: readonly MetricPeriod[], name: string): TimeSeries["points"] {
  const statistic = statisticNamed(name)!;
  return periods.map((period) => ({ atMs: period.atMs, value: statistic(period) })).filter(({ value }) => Number.isFinite(value));
}
