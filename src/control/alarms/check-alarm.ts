/** What PutMetricAlarm refuses beyond the constraints of the model. */
import type { PutMetricAlarmInput } from "../../api/gen/cloudwatch.gen.ts";
import { comparisons, missingDataTreatments } from "../../core/alarms/alarm-rule.ts";
import { statisticNamed } from "../../core/metrics/statistic.ts";
import { cloudwatchErrors } from "../metrics/cloudwatch-errors.ts";
import { watchedBy } from "./alarm.ts";
import { alarmErrors } from "./alarm-errors.ts";

/** Shorter periods than a minute that exist (AWS: high-resolution alarms). */
const shortPeriods = [10, 20, 30];
const daySeconds = 86_400;
/** Metrics, and expressions, of one alarm (AWS). */
const mostQueries = 10;

/** Throws what CloudWatch, or Hostler for what it lacks, would refuse. */
export function checkAlarm(input: PutMetricAlarmInput): void {
  refuseUnsupported(input);
  for (const parameter of ["ComparisonOperator", "EvaluationPeriods", "Threshold"] as const)
    if (input[parameter] === undefined) throw missing(parameter);
  checkForm(input);
  checkWatched(input);
  checkPeriods(input);
  if (!Number.isFinite(input.Threshold)) throw cloudwatchErrors.invalidValue("The value for parameter Threshold must be a finite number.");
  oneOf("TreatMissingData", input.TreatMissingData, missingDataTreatments);
  oneOf("EvaluateLowSampleCountPercentile", input.EvaluateLowSampleCountPercentile, ["evaluate", "ignore"]);
  const actions = [...(input.OKActions ?? []), ...(input.AlarmActions ?? []), ...(input.InsufficientDataActions ?? [])];
  const bad = actions.find((action) => !/^arn:[^:]+:[^:]+:/.test(action));
  if (bad !== undefined) throw cloudwatchErrors.invalidValue(`Invalid arn syntax: ${bad}`);
}

const missing = (parameter: string) => cloudwatchErrors.missing(`The parameter ${parameter} is required.`);

function refuseUnsupported(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: operator } = input;
  if (input.EvaluationCriteria || input.EvaluationInterval !== undefined)
    throw alarmErrors.unsupported("EvaluationCriteria and EvaluationInterval", "Give MetricName, Statistic, Period and Threshold");
  if (input.ThresholdMetricId !== undefined || (operator && !Object.hasOwn(comparisons, operator)))
    throw alarmErrors.unsupported("anomaly detection", "Give Threshold and one of the four operators that compare with it");
}

/** Either a metric by name, or Metrics. */
function checkForm(input: PutMetricAlarmInput): void {
  const named = ["MetricName", "Namespace", "Dimensions", "Period", "Unit", "Statistic", "ExtendedStatistic"] as const;
  if (input.Metrics) {
    const given = named.find((parameter) => input[parameter] !== undefined && input[parameter]?.toString() !== "");
    if (given) throw cloudwatchErrors.exclusive("Metrics", given);
    const expressions = input.Metrics.filter(({ Expression }) => Expression !== undefined).length;
    if (expressions > mostQueries || input.Metrics.length - expressions > mostQueries)
      throw cloudwatchErrors.invalidValue(`The parameter Metrics may hold ${mostQueries} metrics and ${mostQueries} expressions.`);
    return;
  }
  if (input.Statistic !== undefined && input.ExtendedStatistic !== undefined)
    throw cloudwatchErrors.exclusive("Statistic", "ExtendedStatistic");
  if (input.Statistic === undefined && input.ExtendedStatistic === undefined) throw missing("Statistic");
  if (input.Period === undefined) throw missing("Period");
}

function checkWatched(input: PutMetricAlarmInput): void {
  const { namespace, metric, statistic, dimensions } = watchedBy(input);
  if (statistic === undefined) return;
  if (metric === "") throw missing("MetricName");
  if (namespace === "") throw missing("Namespace");
  if (!statisticNamed(statistic)) {
    const parameter = input.Metrics ? "Stat" : "ExtendedStatistic";
    throw alarmErrors.invalidValue(parameter, statistic, "a percentile such as p99.9, or SampleCount, Average, Sum, Minimum or Maximum");
  }
  const names = dimensions.map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw cloudwatchErrors.invalidValue("The parameter Dimensions names a dimension more than once.");
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const { period } = watchedBy(input);
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: datapoints } = input;
  if (!shortPeriods.includes(period) && period % 60 !== 0)
    throw alarmErrors.invalidValue("Period", String(period), `${shortPeriods.join(", ")} or a multiple of 60`);
  if (datapoints !== undefined && datapoints > periods)
    throw cloudwatchErrors.invalidCombination("The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  const longest = period >= 3600 ? 7 * daySeconds : daySeconds;
  if (period * periods > longest) {
    const name = longest === daySeconds ? "a day" : "seven days";
    throw cloudwatchErrors.invalidCombination(
      `Metrics cannot be checked across more than ${name} (EvaluationPeriods * Period must be <= ${longest}).`,
    );
  }
}

function oneOf(parameter: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) throw alarmErrors.invalidValue(parameter, value, allowed.join(", "));
}
