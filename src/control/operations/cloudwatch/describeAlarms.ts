import type { DescribeAlarmsInput, DescribeAlarmsOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Alarms, Store } from "../../../store/store.ts";
import { type Alarm, toMetricAlarm } from "../../alarms/alarm.ts";
import { cloudwatchErrors } from "../../metrics/cloudwatch-errors.ts";
import { pageToken, readPageToken } from "../../metrics/page-token.ts";

/** A page, when nothing is said of its size (AWS). */
const pageSize = 50;
/** Alarms read at once while looking for those that a filter of ours wants. */
const batch = 500;

/** Lists alarms by name. There are no composite alarms here: who asks for those, or for their parents and children, hears of none. */
export async function describeAlarms(
  ctx: { store: Pick<Store, "alarms"> },
  input: DescribeAlarmsInput,
  caller: Principal,
): Promise<DescribeAlarmsOutput> {
  const { NextToken, MaxRecords = pageSize, ...filters } = input;
  if (input.AlarmNames && input.AlarmNamePrefix !== undefined) throw cloudwatchErrors.exclusive("AlarmNames", "AlarmNamePrefix");
  const composite =
    (input.AlarmTypes?.length && !input.AlarmTypes.includes("MetricAlarm")) || input.ChildrenOfAlarmName || input.ParentsOfAlarmName;
  if (composite) return { CompositeAlarms: [], MetricAlarms: [] };
  const query = ["alarms", caller.region, filters];
  const after = readPageToken(query, NextToken)?.toString();
  const found = await wantedAlarms(ctx.store.alarms, caller.region, input, after, MaxRecords + 1);
  const page = found.slice(0, MaxRecords);
  return {
    CompositeAlarms: [],
    MetricAlarms: page.map(toMetricAlarm),
    ...(found.length > page.length && { NextToken: pageToken(query, page.at(-1)!.name) }),
  };
}

/** Up to `count` alarms behind the name `after`. */
async function wantedAlarms(
  alarms: Alarms,
  region: string,
  input: DescribeAlarmsInput,
  after: string | undefined,
  count: number,
): Promise<Alarm[]> {
  const { AlarmNames: names, AlarmNamePrefix: namePrefix, StateValue: state } = input;
  const wanted = (alarm: Alarm): boolean => (state === undefined || alarm.state === state) && hasAction(alarm, input.ActionPrefix);
  if (names?.length) {
    const named = (await alarms.find<Alarm>(region, names)).map(({ document }) => document);
    return named.filter((alarm) => wanted(alarm) && (after === undefined || alarm.name > after)).slice(0, count);
  }
  const found: Alarm[] = [];
  for (let last = after; ; ) {
    const rows = await alarms.list<Alarm>({ region, namePrefix, state, after: last, limit: batch });
    found.push(...rows.map(({ document }) => document).filter(wanted));
    last = rows.at(-1)?.name;
    if (rows.length < batch || found.length >= count) return found.slice(0, count);
  }
}

function hasAction({ input }: Alarm, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  return [input.OKActions, input.AlarmActions, input.InsufficientDataActions].some((actions) =>
    actions?.some((action) => action.startsWith(prefix)),
  );
}
