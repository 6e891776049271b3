import type { FilteredLogEvent, FilterLogEventsRequest, FilterLogEventsResponse } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { fits, parseFilterPattern } from "../../../core/logs/filter-pattern.ts";
import { limits } from "../../../limits.ts";
import type { LogEvent, LogPlace } from "../../../store/log-store.ts";
import { logErrors } from "./log-errors.ts";
import { expiredBeforeMs, groupKey, readGroup } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";
import { readPageToken, writePageToken } from "./page-token.ts";

/** Events read from the store at once. */
const readAtOnce = 1_000;

/** Events of a group that fit a pattern, all streams mixed by time. A page may be empty and still have a token: no token says the end. */
export async function filterLogEvents(
  ctx: Pick<LogsPorts, "logStore" | "instanceLogs" | "clock">,
  input: FilterLogEventsRequest,
  caller: Principal,
): Promise<FilterLogEventsResponse> {
  const { logStreamNames, logStreamNamePrefix, startTime = 0, endTime, filterPattern = "", limit = 10_000 } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined)
    throw logErrors.invalid("logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
  const pattern = parseFilterPattern(filterPattern);
  if (pattern.kind === "refused") throw logErrors.invalid(pattern.why);
  const key = groupKey(caller, input);
  const [atMs, id] = readPageToken<[number, number]>(input, ["number", "number"]) ?? [];
  const group = await readGroup(ctx, key);
  for (const name of logStreamNames ?? []) if (!(await ctx.logStore.findStream(key, name))) throw logErrors.noStream();

  let after: LogPlace | undefined = atMs === undefined || id === undefined ? undefined : { atMs, id };
  const found: LogEvent[] = [];
  let more = true;
  let foundBytes = 0;
  let seenBytes = 0;
  const isFull = (): boolean => found.length === limit || foundBytes > limits.logBatchBytes;
  for (let seen = 0; more && !isFull() && seen < limits.logFilterEvents && seenBytes < limits.logFilterBytes; ) {
    const piece = await ctx.logStore.read(key, {
      streams: logStreamNames,
      streamPrefix: logStreamNamePrefix,
      fromMs: Math.max(startTime, expiredBeforeMs(group, ctx.clock.now())),
      untilMs: endTime === undefined ? undefined : endTime + 1, // inclusive here, unlike GetLogEvents
      after,
      take: "oldest",
      limit: readAtOnce,
      maxBytes: limits.logBatchBytes,
    });
    ({ more } = piece);
    for (const event of piece.events) {
      if (isFull()) {
        more = true;
        break;
      }
      after = event;
      seen++;
      seenBytes += Buffer.byteLength(event.message);
      if (!fits(pattern, event.message)) continue;
      found.push(event);
      foundBytes += Buffer.byteLength(event.message);
    }
  }
  return {
    events: found.map(present),
    searchedLogStreams: [], // empty on AWS too, since 2020
    ...(more && after && { nextToken: writePageToken(input, [after.atMs, after.id]) }),
  };
}

function present({ id, stream, atMs, ingestedMs, message }: LogEvent): FilteredLogEvent {
  return { logStreamName: stream, timestamp: atMs, message, ingestionTime: ingestedMs, eventId: String(id).padStart(56, "0") };
}
