/** What the queries of one GetMetricData, or of one alarm, must be like. */
import type { MetricDataQuery, MetricStat } from "../../api/gen/cloudwatch.gen.ts";
import { isTrimmed, statisticNamed } from "../../core/metrics/statistic.ts";
import { limits } from "../../limits.ts";
import { cloudwatchErrors } from "./cloudwatch-errors.ts";
import { isPeriod } from "./metric-period.ts";

const { invalid } = cloudwatchErrors;
const mostQueries = 500;

/** Throws a ValidationError for queries that cannot be answered. */
export function checkQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length === 0) throw invalid("The parameter MetricDataQueries must have at least one query.");
  if (queries.length > mostQueries) throw invalid(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  const ids = new Set<string>();
  queries.forEach((query, at) => {
    const where = `MetricDataQueries.member.${at + 1}`;
    if (!/^[a-z]\w*$/.test(query.Id))
      throw invalid(
        `The value ${query.Id} for parameter ${where}.Id must begin with a lower-case letter and have only letters, digits and underscores.`,
      );
    if (ids.has(query.Id)) throw invalid(`The values for parameter Id in MetricDataQueries must be unique; ${query.Id} is not.`);
    ids.add(query.Id);
    if ((query.MetricStat === undefined) === (query.Expression === undefined))
      throw invalid(`The parameter ${where} must have either MetricStat or Expression.`);
    if (query.MetricStat) checkMetricStat(query.MetricStat, `${where}.MetricStat`);
    if (query.Period !== undefined && !isPeriod(query.Period)) throw badPeriod(query.Period, where);
    if (query.Expression !== undefined) checkExpression(query.Id, query.Expression);
  });
}

/** Throws unless the statistic is one that can be given. */
export function checkStatistic(name: string, where: string): void {
  if (statisticNamed(name)) return;
  if (isTrimmed(name)) throw invalid(`Hostler does not support the statistic ${name}. Use a percentile such as p90, or Average.`);
  throw invalid(`The value ${name} for parameter ${where} is not supported.`);
}

function checkMetricStat({ Metric, Period, Stat }: MetricStat, where: string): void {
  if (Metric.Namespace === undefined) throw invalid(`The parameter ${where}.Metric.Namespace is required.`);
  if (Metric.MetricName === undefined) throw invalid(`The parameter ${where}.Metric.MetricName is required.`);
  if (!isPeriod(Period)) throw badPeriod(Period, where);
  checkStatistic(Stat, `${where}.Stat`);
}

function badPeriod(period: number, where: string): Error {
  return invalid(`The value ${period} for parameter ${where}.Period is invalid. It must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

/** Languages of CloudWatch that Hostler has no reader for. */
function checkExpression(id: string, expression: string): void {
  const other = /^\s*(?:(SELECT)\b|(SEARCH|ANOMALY_DETECTION_BAND|INSIGHT_RULE_METRIC|DB_PERF_INSIGHTS)\s*\()/i.exec(expression);
  if (other)
    throw invalid(
      `Error in expression '${id}': Hostler does not support ${(other[1] ?? other[2])!.toUpperCase()}. Name metrics one by one.`,
    );
}

/** Points the queries may ask for over a range, in all. */
export function checkPoints(queries: readonly MetricDataQuery[], rangeMs: number): void {
  const asked = queries.reduce((sum, { MetricStat }) => sum + (MetricStat ? Math.ceil(rangeMs / (MetricStat.Period * 1000)) : 0), 0);
  if (asked > limits.metrics.queryPoints)
    throw invalid(
      `The request asks for up to ${asked} datapoints, which exceeds the limit of ${limits.metrics.queryPoints}. Ask for fewer metrics, a longer Period or a shorter time.`,
    );
}
