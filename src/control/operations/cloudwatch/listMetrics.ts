/** ListMetrics: the metrics that have had data within two weeks. */
import type { ListMetricsInput, ListMetricsOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { MetricKey, MetricStore } from "../../../store/metric-store.ts";
import { pageToken, readPageToken } from "../../metrics/page-token.ts";

/** What `RecentlyActive: PT3H` means. */
const recentMs = 3 * 60 * 60_000;

export async function listMetrics(
  ctx: { metrics: MetricStore; clock: Clock },
  { input, principal }: Call<ListMetricsInput>,
): Promise<ListMetricsOutput> {
  const { NextToken, ...request } = input;
  const after = readPageToken(request, NextToken);
  const found = await ctx.metrics.list({
    region: principal.region,
    namespace: input.Namespace,
    name: input.MetricName,
    dimensions: input.Dimensions?.map(({ Name, Value }) => ({ name: Name, value: Value })),
    activeSinceMs: input.RecentlyActive && ctx.clock.now() - recentMs,
  });
  const sorted = found.map((key) => ({ key, text: orderText(key) })).sort((a, b) => (a.text < b.text ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter(({ text }) => text > String(after));
  const page = rest.slice(0, limits.metrics.listPage);
  return {
    Metrics: page.map(({ key }) => ({
      Namespace: key.namespace,
      MetricName: key.name,
      Dimensions: key.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
    })),
    NextToken: rest.length > page.length ? pageToken(request, page.at(-1)!.text) : undefined,
  };
}

/** Says which of two metrics comes first, also when others have come or gone since the last page. */
function orderText({ namespace, name, dimensions }: MetricKey): string {
  return JSON.stringify([namespace, name, dimensions]);
}
