import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput, HistoryItemType } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { pageToken, readPageToken } from "../../metrics/page-token.ts";

/** A page, when nothing is said of its size (AWS). */
const pageSize = 100;

/** What happened to an alarm or to all, the newest first unless asked otherwise. An alarm that is deleted keeps its history. */
export async function describeAlarmHistory(
  ctx: { store: Pick<Store, "alarms"> },
  input: DescribeAlarmHistoryInput,
  caller: Principal,
): Promise<DescribeAlarmHistoryOutput> {
  const { NextToken, MaxRecords = pageSize, ...filters } = input;
  const composite = input.AlarmTypes?.length && !input.AlarmTypes.includes("MetricAlarm");
  if (composite || input.AlarmContributorId !== undefined) return { AlarmHistoryItems: [] };
  const query = ["history", caller.region, filters];
  const after = readPageToken(query, NextToken);
  const found = await ctx.store.alarms.history({
    region: caller.region,
    name: input.AlarmName,
    kind: input.HistoryItemType,
    fromMs: input.StartDate?.getTime(),
    toMs: input.EndDate?.getTime(),
    ascending: input.ScanBy === "TimestampAscending",
    after: after === undefined ? undefined : Number(after),
    limit: MaxRecords + 1,
  });
  const page = found.slice(0, MaxRecords);
  return {
    AlarmHistoryItems: page.map(({ name, kind, atMs, summary, data }) => ({
      AlarmName: name,
      AlarmType: "MetricAlarm",
      Timestamp: new Date(atMs),
      HistoryItemType: kind as HistoryItemType,
      HistorySummary: summary,
      HistoryData: data,
    })),
    ...(found.length > page.length && { NextToken: pageToken(query, page.at(-1)!.id) }),
  };
}
