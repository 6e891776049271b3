import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput, Dimension } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import type { Store } from "../../../store/store.ts";
import { type Alarm, toMetricAlarm, watchedBy } from "../../alarms/alarm.ts";
import { cloudwatchErrors } from "../../metrics/cloudwatch-errors.ts";
import { metricKey } from "../../metrics/metric-key.ts";

/** The alarms on one metric; its dimensions must be exactly those given. */
export async function describeAlarmsForMetric(
  ctx: { store: Pick<Store, "alarms"> },
  input: DescribeAlarmsForMetricInput,
  caller: Principal,
): Promise<DescribeAlarmsForMetricOutput> {
  const { Namespace: namespace, MetricName: name, Dimensions = [], Statistic, ExtendedStatistic, Period, Unit } = input;
  if (Statistic !== undefined && ExtendedStatistic !== undefined) throw cloudwatchErrors.exclusive("Statistic", "ExtendedStatistic");
  const statistic = Statistic ?? ExtendedStatistic;
  const rows = await ctx.store.alarms.list<Alarm>({ region: caller.region, metric: { namespace, name }, limit: limits.alarms });
  const keyOf = (dimensions: readonly Dimension[]): string => JSON.stringify(metricKey(caller.region, namespace, name, dimensions));
  const wanted = keyOf(Dimensions);
  const found = rows.filter(({ document }) => {
    const watched = watchedBy(document.input);
    return (
      keyOf(watched.dimensions) === wanted &&
      (statistic === undefined || watched.statistic === statistic) &&
      (Period === undefined || watched.period === Period) &&
      (Unit === undefined || watched.unit === Unit)
    );
  });
  return { MetricAlarms: found.map(({ document }) => toMetricAlarm(document)) };
}
