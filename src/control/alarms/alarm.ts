/** What Hostler remembers of an alarm, and how CloudWatch shows it. */
import type { Dimension, MetricAlarm, MetricDataQuery, PutMetricAlarmInput, StandardUnit } from "../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../api/wire.ts";
import type { AlarmRule, AlarmState, Comparison, MissingData } from "../../core/alarms/alarm-rule.ts";
import type { AlarmRow } from "../../store/store.ts";

export interface Alarm {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  /** As PutMetricAlarm gave it, checked; tags are kept with all other tags. */
  readonly input: Omit<PutMetricAlarmInput, "Tags">;
  readonly actionsEnabled: boolean;
  readonly configuredMs: number;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
  /** When the state was last set, and when it last became another one. */
  readonly updatedMs: number;
  readonly transitionedMs: number;
}

export function alarmArn({ region, accountId }: Pick<Principal, "region" | "accountId">, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** The metric and statistic that an alarm watches, from whichever of the two forms of PutMetricAlarm; an expression is of no metric. */
export interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: string | undefined;
  /** Seconds. */
  readonly period: number;
  readonly unit: StandardUnit | undefined;
}

export function watchedBy(input: Alarm["input"]): Watched {
  const queries = input.Metrics;
  const only = queries?.length === 1 ? queries[0]?.MetricStat : undefined;
  if (only) {
    const { Metric, Period, Stat, Unit } = only;
    return {
      namespace: Metric.Namespace ?? "",
      metric: Metric.MetricName ?? "",
      dimensions: Metric.Dimensions ?? [],
      statistic: Stat,
      period: Period,
      unit: Unit,
    };
  }
  if (queries) return { namespace: "", metric: "", dimensions: [], statistic: undefined, period: periodOf(queries), unit: undefined };
  return {
    namespace: input.Namespace ?? "",
    metric: input.MetricName ?? "",
    dimensions: input.Dimensions ?? [],
    statistic: input.Statistic ?? input.ExtendedStatistic,
    period: input.Period ?? 0,
    unit: input.Unit,
  };
}

/** The one query of Metrics whose result is compared with the threshold. */
export function returnedQuery(queries: readonly MetricDataQuery[]): MetricDataQuery | undefined {
  const returned = queries.filter(({ ReturnData }) => ReturnData !== false);
  return returned.length === 1 ? returned[0] : undefined;
}

/** An expression has the longest period of its metrics, unless it names one. */
function periodOf(queries: readonly MetricDataQuery[]): number {
  const returned = returnedQuery(queries);
  return returned?.MetricStat?.Period ?? returned?.Period ?? Math.max(0, ...queries.map(({ MetricStat }) => MetricStat?.Period ?? 0));
}

/** What to evaluate. The input has been checked, so nothing of it is missing. */
export function ruleOf(input: Alarm["input"]): AlarmRule {
  const { statistic, period, unit } = watchedBy(input);
  return {
    statistic,
    comparison: input.ComparisonOperator as Comparison,
    threshold: input.Threshold!,
    periodMs: period * 1000,
    evaluationPeriods: input.EvaluationPeriods!,
    datapointsToAlarm: input.DatapointsToAlarm,
    missingData: (input.TreatMissingData as MissingData | undefined) ?? "missing",
    unit,
    ignoreLowSamples: input.EvaluateLowSampleCountPercentile === "ignore",
  };
}

export function rowOf(alarm: Alarm, version: number): AlarmRow<Alarm> {
  const { namespace, metric } = watchedBy(alarm.input);
  return { region: alarm.region, name: alarm.name, state: alarm.state, namespace, metric, version, document: alarm };
}

/** An alarm as DescribeAlarms shows it: lists are shown empty, everything else is left out when it was not given. */
export function toMetricAlarm(alarm: Alarm): MetricAlarm {
  const { input, reasonData } = alarm;
  const { ActionsEnabled: _, OKActions = [], AlarmActions = [], InsufficientDataActions = [], ...given } = input;
  return {
    ...given,
    Dimensions: input.Dimensions ?? [],
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredMs),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions,
    AlarmActions,
    InsufficientDataActions,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(reasonData !== undefined && { StateReasonData: reasonData }),
    StateUpdatedTimestamp: new Date(alarm.updatedMs),
    StateTransitionedTimestamp: new Date(alarm.transitionedMs),
  };
}

/** ARNs of what the alarm calls for in the state. */
export function actionsIn(state: AlarmState, { input }: Alarm): readonly string[] {
  const actions = { OK: input.OKActions, ALARM: input.AlarmActions, INSUFFICIENT_DATA: input.InsufficientDataActions }[state];
  return actions ?? [];
}
