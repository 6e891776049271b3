import type { GetLogEventsRequest, GetLogEventsResponse } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import { nextTokens, readEventToken } from "./event-token.ts";
import { logErrors } from "./log-errors.ts";
import { expiredBeforeMs, groupKey, readGroup } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** Events of one stream, oldest first: the latest unless `startFromHead` or a token says otherwise. */
export async function getLogEvents(
  ctx: Pick<LogsPorts, "logStore" | "instanceLogs" | "clock">,
  input: GetLogEventsRequest,
  caller: Principal,
): Promise<GetLogEventsResponse> {
  const { logStreamName, startTime = 0, endTime, limit = 10_000, startFromHead = false, nextToken } = input;
  const key = groupKey(caller, input);
  const token = nextToken === undefined ? undefined : readEventToken(nextToken);
  const group = await readGroup(ctx, key);
  if (!(await ctx.logStore.findStream(key, logStreamName))) throw logErrors.noStream();
  const { events } = await ctx.logStore.read(key, {
    streams: [logStreamName],
    fromMs: Math.max(startTime, expiredBeforeMs(group, ctx.clock.now())),
    untilMs: endTime,
    after: token?.direction === "forward" ? token.place : undefined,
    before: token?.direction === "backward" ? token.place : undefined,
    take: (token ? token.direction === "forward" : startFromHead) ? "oldest" : "newest",
    limit,
    maxBytes: limits.logBatchBytes,
  });
  const { forward, backward } = nextTokens(token, events);
  return {
    events: events.map(({ atMs, message, ingestedMs }) => ({ timestamp: atMs, message, ingestionTime: ingestedMs })),
    nextForwardToken: forward,
    nextBackwardToken: backward,
  };
}
