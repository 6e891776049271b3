/** GetMetricData: many metrics and expressions over them, in pages of points. */
import type { GetMetricDataInput, GetMetricDataOutput, MetricDataResult } from "../../../api/gen/cloudwatch.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { MetricStore } from "../../../store/metric-store.ts";
import { cloudwatchErrors } from "../../metrics/cloudwatch-errors.ts";
import { answerQueries, type QueryResult } from "../../metrics/metric-queries.ts";
import { pageToken, readPageToken } from "../../metrics/page-token.ts";

export async function getMetricData(
  ctx: { metrics: MetricStore; clock: Clock },
  { input, principal: { region } }: Call<GetMetricDataInput>,
): Promise<GetMetricDataOutput> {
  const { NextToken, MaxDatapoints: _, ...request } = input;
  const startMs = input.StartTime.getTime();
  const endMs = input.EndTime.getTime();
  if (startMs >= endMs) throw cloudwatchErrors.queryTimeOrder();
  const most = pointsOfPage(input.MaxDatapoints);
  const skip = Number(readPageToken(request, NextToken) ?? 0);
  const results = await answerQueries(ctx.metrics, input.MetricDataQueries, { region, startMs, endMs, nowMs: ctx.clock.now() });
  const page = pageOf(results, { skip, most, ascending: input.ScanBy === "TimestampAscending" });
  return {
    MetricDataResults: page.results,
    Messages: [],
    NextToken: page.more ? pageToken(request, skip + most) : undefined,
  };
}

function pointsOfPage(asked: number | undefined): number {
  if (asked === undefined) return limits.metrics.dataPoints;
  if (asked >= 1 && asked <= limits.metrics.dataPoints) return asked;
  throw cloudwatchErrors.invalid(
    `The value ${asked} for parameter MaxDatapoints is invalid. It must be between 1 and ${limits.metrics.dataPoints}.`,
  );
}

/**
 * The points from `skip` on, counted over all results in their order; a result without points counts as one, so that it has its page.
 * A result that goes on in the next page is partial.
 */
function pageOf(
  results: readonly QueryResult[],
  { skip, most, ascending }: { skip: number; most: number; ascending: boolean },
): { results: MetricDataResult[]; more: boolean } {
  const page: MetricDataResult[] = [];
  let at = 0;
  for (const { id, series, messages } of results) {
    const points = ascending ? series.points : series.points.toReversed();
    const size = Math.max(1, points.length);
    const from = Math.max(0, skip - at);
    const to = Math.min(size, skip + most - at);
    at += size;
    if (from >= to) continue;
    const part = points.slice(from, to);
    page.push({
      Id: id,
      Label: series.label,
      Timestamps: part.map(({ atMs }) => new Date(atMs)),
      Values: part.map(({ value }) => value),
      StatusCode: to < size ? "PartialData" : "Complete",
      Messages: messages.length > 0 ? messages.map(({ code, value }) => ({ Code: code, Value: value })) : undefined,
    });
  }
  return { results: page, more: at > skip + most };
}
