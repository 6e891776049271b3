/** GetMetricStatistics: one metric, period by period. */
import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput, StandardUnit } from "../../../api/gen/cloudwatch.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import { statisticNamed } from "../../../core/metrics/statistic.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { MetricPeriod, MetricStore } from "../../../store/metric-store.ts";
import { cloudwatchErrors } from "../../metrics/cloudwatch-errors.ts";
import { metricKey } from "../../metrics/metric-key.ts";
import { firstPeriod, isPeriod } from "../../metrics/metric-period.ts";
import { checkStatistic } from "../../metrics/query-rules.ts";

export async function getMetricStatistics(
  ctx: { metrics: MetricStore; clock: Clock },
  { input, principal }: Call<GetMetricStatisticsInput>,
): Promise<GetMetricStatisticsOutput> {
  const { Namespace, MetricName, Dimensions, Statistics = [], ExtendedStatistics = [] } = input;
  const startMs = input.StartTime.getTime();
  const endMs = input.EndTime.getTime();
  const periodMs = input.Period * 1000;
  check(input, startMs, endMs);
  const originMs = firstPeriod(startMs, periodMs);
  const oldestMs = ctx.clock.now() - limits.metrics.minutesMs;
  const range = { startMs: Math.max(originMs, oldestMs), endMs, periodMs, originMs, unit: input.Unit };
  const periods = await ctx.metrics.read(metricKey(principal.region, Namespace, MetricName, Dimensions), range);
  return { Label: MetricName, Datapoints: periods.flatMap((period) => datapoint(period, Statistics, ExtendedStatistics)) };
}

function check(input: GetMetricStatisticsInput, startMs: number, endMs: number): void {
  const { Period, Statistics, ExtendedStatistics } = input;
  if (!isPeriod(Period))
    throw cloudwatchErrors.invalidValue(
      `The value ${Period} for parameter Period is invalid. It must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  if (startMs >= endMs) throw cloudwatchErrors.timeOrder();
  if (Statistics && ExtendedStatistics) throw cloudwatchErrors.exclusive("Statistics", "ExtendedStatistics");
  if (!Statistics && !ExtendedStatistics) throw cloudwatchErrors.missing("You must specify either Statistics or ExtendedStatistics.");
  for (const name of ExtendedStatistics ?? []) checkStatistic(name, "ExtendedStatistics");
  const points = Math.ceil((endMs - startMs) / (Period * 1000));
  if (points > limits.metrics.statisticPoints) throw cloudwatchErrors.tooManyPoints(points, limits.metrics.statisticPoints);
}

/** None when nothing of what is asked for is known, as percentiles over statistic sets. */
function datapoint(period: MetricPeriod, names: readonly (keyof Datapoint)[], extended: readonly string[]): Datapoint[] {
  const valuesOf = (wanted: readonly string[]): [string, number][] =>
    wanted.map((name): [string, number] => [name, statisticNamed(name)!(period)]).filter(([, value]) => Number.isFinite(value));
  const known = valuesOf(names);
  const percentiles = valuesOf(extended);
  if (known.length + percentiles.length === 0) return [];
  const point: Datapoint = { Timestamp: new Date(period.atMs), Unit: period.unit as StandardUnit, ...Object.fromEntries(known) };
  return [percentiles.length > 0 ? { ...point, ExtendedStatistics: Object.fromEntries(percentiles) } : point];
}
