/** Labels CloudWatch gives to results that ask for none: the metric's name, and what tells it from the others of the request. */
import type { MetricDataQuery } from "../../api/gen/cloudwatch.gen.ts";

/** `Invocations`, `Invocations Sum`, `Invocations Sum 60`: statistic and period are named where they differ within the request. */
export function metricLabel(query: MetricDataQuery, all: readonly MetricDataQuery[]): string {
  if (query.Label !== undefined) return query.Label;
  const { Metric, Stat, Period } = query.MetricStat!;
  const differ = <T>(values: readonly T[]): boolean => new Set(values).size > 1;
  const stats = all.flatMap(({ MetricStat }) => MetricStat ?? []);
  const parts = [Metric.MetricName ?? query.Id];
  if (differ(stats.map((each) => each.Stat))) parts.push(Stat);
  if (differ(stats.map((each) => each.Period))) parts.push(String(Period));
  return parts.join(" ");
}
