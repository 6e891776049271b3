/** What an alarm is evaluated from: the datapoints of its metric, or of the expression it compares with its threshold. */
import type { MetricDataQuery } from "../../api/gen/cloudwatch.gen.ts";
import type { Datapoint, EvaluationRange } from "../../core/alarms/alarm-rule.ts";
import { statisticNamed } from "../../core/metrics/statistic.ts";
import type { MetricPeriod, MetricStore } from "../../store/metric-store.ts";
import { cloudwatchErrors } from "../metrics/cloudwatch-errors.ts";
import { metricKey } from "../metrics/metric-key.ts";
import { answerQueries } from "../metrics/metric-queries.ts";
import { type Alarm, returnedQuery, watchedBy } from "./alarm.ts";

export async function readDatapoints(
  metrics: MetricStore,
  { input, region }: Pick<Alarm, "input" | "region">,
  { startMs, endMs }: EvaluationRange,
  now: number,
): Promise<Datapoint[]> {
  const { namespace, metric, dimensions, statistic, period, unit } = watchedBy(input);
  if (statistic === undefined) return expressionPoints(metrics, input.Metrics ?? [], { region, startMs, endMs, nowMs: now });
  const range = { startMs, endMs, periodMs: period * 1000, ...(unit !== undefined && { unit }) };
  return datapointsOf(await metrics.read(metricKey(region, namespace, metric, dimensions), range), statistic);
}

/** Throws CloudWatch's error for queries that can never be evaluated, without reading anything. */
export async function checkExpressions(queries: readonly MetricDataQuery[], now: number): Promise<void> {
  if (!returnedQuery(queries)) throw cloudwatchErrors.invalid("Exactly one element of the metrics list should return data.");
  const empty = { read: async () => [], list: async () => [], record: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  const results = await answerQueries(empty, queries, { region: "", startMs: now - 60_000, endMs: now, nowMs: now });
  if (results.length > 1) throw cloudwatchErrors.invalid("The expression of an alarm must give one time series.");
}

async function expressionPoints(
  metrics: MetricStore,
  queries: readonly MetricDataQuery[],
  range: EvaluationRange & { region: string; nowMs: number },
): Promise<Datapoint[]> {
  const [result] = await answerQueries(metrics, queries, range);
  return (result?.series.points ?? []).map(({ atMs, value }) => ({ atMs, value, sampleCount: undefined }));
}

/** One datapoint a period. Samples of several units are several metrics to the store; the unit with the most samples is the one watched. */
function datapointsOf(periods: readonly MetricPeriod[], statistic: string): Datapoint[] {
  const valueIn = statisticNamed(statistic)!;
  return [...Map.groupBy(periods, ({ atMs }) => atMs).values()]
    .map((units) => units.reduce((most, each) => (each.sampleCount > most.sampleCount ? each : most)))
    .map((period) => ({ atMs: period.atMs, value: valueIn(period), sampleCount: period.sampleCount }))
    .filter(({ value }) => !Number.isNaN(value));
}
