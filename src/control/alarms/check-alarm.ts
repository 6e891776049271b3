/** What PutMetricAlarm refuses beyond the constraints of the model. */
import type { PutMetricAlarmInput } from "../../api/gen/cloudwatch.gen.ts";
import { comparisons, missingDataTreatments } from "../../core/alarms/alarm-rule.ts";
import { parseStatistic } from "../../core/alarms/statistic.ts";
import { watchedBy } from "./alarm.ts";
import { alarmErrors } from "./alarm-errors.ts";

/** Shorter periods than a minute that exist (AWS: high-resolution alarms). */
const shortPeriods = [10, 20, 30];
const daySeconds = 86_400;

/** Throws what CloudWatch, or Hostler for what it lacks, would refuse. */
export function checkAlarm(input: PutMetricAlarmInput): void {
  refuseUnsupported(input);
  for (const parameter of ["ComparisonOperator", "EvaluationPeriods", "Threshold"] as const)
    if (input[parameter] === undefined) throw alarmErrors.missing(parameter);
  checkForm(input);
  checkWatched(input);
  checkPeriods(input);
  if (!Number.isFinite(input.Threshold)) throw alarmErrors.invalid("The value for parameter Threshold must be a finite number.");
  oneOf("TreatMissingData", input.TreatMissingData, missingDataTreatments);
  oneOf("EvaluateLowSampleCountPercentile", input.EvaluateLowSampleCountPercentile, ["evaluate", "ignore"]);
  const actions = [...(input.OKActions ?? []), ...(input.AlarmActions ?? []), ...(input.InsufficientDataActions ?? [])];
  const bad = actions.find((action) => !/^arn:[^:]+:[^:]+:/.test(action));
  if (bad !== undefined) throw alarmErrors.invalid(`Invalid arn syntax: ${bad}`);
}

function refuseUnsupported(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: operator, Metrics: queries } = input;
  if (input.EvaluationCriteria || input.EvaluationInterval !== undefined)
    throw alarmErrors.unsupported("EvaluationCriteria and EvaluationInterval", "Give MetricName, Statistic, Period and Threshold");
  if (input.ThresholdMetricId !== undefined || (operator && !Object.hasOwn(comparisons, operator)))
    throw alarmErrors.unsupported("anomaly detection", "Give Threshold and one of the four operators that compare with it");
  if (!queries) return;
  if (queries.some(({ Expression }) => Expression !== undefined) || queries.length > 1)
    throw alarmErrors.unsupported("alarms on expressions of several metrics", "Give one element of Metrics with a MetricStat");
}

/** Either a metric by name, or Metrics. */
function checkForm(input: PutMetricAlarmInput): void {
  const named = ["MetricName", "Namespace", "Dimensions", "Period", "Unit", "Statistic", "ExtendedStatistic"] as const;
  if (input.Metrics) {
    const given = named.find((parameter) => input[parameter] !== undefined && input[parameter]?.toString() !== "");
    if (given) throw alarmErrors.exclusive("Metrics", given);
    const [query] = input.Metrics;
    if (!query?.MetricStat) throw alarmErrors.missing("Metrics.member.1.MetricStat");
    if (query.ReturnData === false) throw alarmErrors.invalid("Exactly one element of the metrics list should return data.");
    return;
  }
  if (input.Statistic !== undefined && input.ExtendedStatistic !== undefined) throw alarmErrors.exclusive("Statistic", "ExtendedStatistic");
  if (input.Statistic === undefined && input.ExtendedStatistic === undefined) throw alarmErrors.missing("Statistic");
  if (input.Period === undefined) throw alarmErrors.missing("Period");
}

function checkWatched(input: PutMetricAlarmInput): void {
  const { namespace, metric, statistic, dimensions } = watchedBy(input);
  if (metric === "") throw alarmErrors.missing("MetricName");
  if (namespace === "") throw alarmErrors.missing("Namespace");
  if (!parseStatistic(statistic)) {
    const parameter = input.Metrics ? "Stat" : "ExtendedStatistic";
    throw alarmErrors.invalidValue(parameter, statistic, "a percentile such as p99.9, or SampleCount, Average, Sum, Minimum or Maximum");
  }
  const names = dimensions.map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw alarmErrors.invalid("The parameter Dimensions names a dimension more than once.");
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const { period } = watchedBy(input);
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: datapoints } = input;
  if (!shortPeriods.includes(period) && period % 60 !== 0)
    throw alarmErrors.invalidValue("Period", String(period), `${shortPeriods.join(", ")} or a multiple of 60`);
  if (datapoints !== undefined && datapoints > periods)
    throw alarmErrors.combination("The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  const longest = period >= 3600 ? 7 * daySeconds : daySeconds;
  if (period * periods > longest) {
    const name = longest === daySeconds ? "a day" : "seven days";
    throw alarmErrors.combination(`Metrics cannot be checked across more than ${name} (EvaluationPeriods * Period must be <= ${longest}).`);
  }
}

function oneOf(parameter: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) throw alarmErrors.invalidValue(parameter, value, allowed.join(", "));
}
