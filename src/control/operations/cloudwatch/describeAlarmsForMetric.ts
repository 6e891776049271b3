import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import type { Store } from "../../../store/store.ts";
import { type Alarm, metricKeyOf, toMetricAlarm, watchedBy } from "../../alarms/alarm.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";

/** The alarms on one metric; its dimensions must be exactly those given. */
export async function describeAlarmsForMetric(
  ctx: { store: Pick<Store, "alarms"> },
  input: DescribeAlarmsForMetricInput,
  caller: Principal,
): Promise<DescribeAlarmsForMetricOutput> {
  const { Namespace: namespace, MetricName: name, Dimensions = [], Statistic, ExtendedStatistic, Period, Unit } = input;
  if (Statistic !== undefined && ExtendedStatistic !== undefined) throw alarmErrors.exclusive("Statistic", "ExtendedStatistic");
  const statistic = Statistic ?? ExtendedStatistic;
  const rows = await ctx.store.alarms.list<Alarm>({ region: caller.region, metric: { namespace, name }, limit: limits.alarms });
  const dimensionsOf = (dimensions: typeof Dimensions): string =>
    JSON.stringify(metricKeyOf({ namespace, metric: name, dimensions, statistic: "", period: 0, unit: undefined }).dimensions);
  const wanted = dimensionsOf(Dimensions);
  const found = rows.filter(({ document }) => {
    const watched = watchedBy(document.input);
    return (
      dimensionsOf([...watched.dimensions]) === wanted &&
      (statistic === undefined || watched.statistic === statistic) &&
      (Period === undefined || watched.period === Period) &&
      (Unit === undefined || watched.unit === Unit)
    );
  });
  return { MetricAlarms: found.map(({ document }) => toMetricAlarm(document)) };
}
