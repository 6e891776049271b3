/** What Hostler remembers of an alarm, and how CloudWatch shows it. */
import type { Dimension, MetricAlarm, PutMetricAlarmInput, StandardUnit } from "../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../api/wire.ts";
import type { AlarmRule, AlarmState, Comparison, MissingData } from "../../core/alarms/alarm-rule.ts";
import { parseStatistic } from "../../core/alarms/statistic.ts";
import type { MetricKey } from "../../store/metric-store.ts";
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

/** The metric and statistic that an alarm watches, from whichever of the two forms of PutMetricAlarm. */
export interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly unit: StandardUnit | undefined;
}

export function watchedBy(input: Alarm["input"]): Watched {
  const query = input.Metrics?.[0]?.MetricStat;
  if (query) {
    const { Metric, Period, Stat, Unit } = query;
    return {
      namespace: Metric.Namespace ?? "",
      metric: Metric.MetricName ?? "",
      dimensions: Metric.Dimensions ?? [],
      statistic: Stat,
      period: Period,
      unit: Unit,
    };
  }
  return {
    namespace: input.Namespace ?? "",
    metric: input.MetricName ?? "",
    dimensions: input.Dimensions ?? [],
    statistic: input.Statistic ?? input.ExtendedStatistic ?? "",
    period: input.Period ?? 0,
    unit: input.Unit,
  };
}

export function metricKeyOf({ namespace, metric, dimensions }: Watched): MetricKey {
  const sorted = dimensions.map(({ Name, Value }) => ({ name: Name, value: Value })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { namespace, name: metric, dimensions: sorted };
}

/** What to evaluate. The input has been checked, so nothing of it is missing. */
export function ruleOf(input: Alarm["input"]): AlarmRule {
  const { statistic, period, unit } = watchedBy(input);
  return {
    statistic: parseStatistic(statistic)!,
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
