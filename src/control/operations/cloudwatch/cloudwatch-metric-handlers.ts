/** The operations of CloudWatch on metrics. */
import type { Handlers } from "../../../api/handlers.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { MetricStore } from "../../../store/metric-store.ts";
import { getMetricData } from "./getMetricData.ts";
import { getMetricStatistics } from "./getMetricStatistics.ts";
import { listMetrics } from "./listMetrics.ts";
import { putMetricData } from "./putMetricData.ts";

export function cloudwatchMetricHandlers(ctx: { metrics: MetricStore; clock: Clock }): Handlers {
  return {
    "cloudwatch.PutMetricData": (call) => putMetricData(ctx, call),
    "cloudwatch.GetMetricData": (call) => getMetricData(ctx, call),
    "cloudwatch.GetMetricStatistics": (call) => getMetricStatistics(ctx, call),
    "cloudwatch.ListMetrics": (call) => listMetrics(ctx, call),
  };
}
