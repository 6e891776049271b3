import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse, RejectedLogEventsInfo } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import { logErrors } from "./log-errors.ts";
import { expiredBeforeMs } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Events further in the future, or older, are left out of a batch whose others are taken. */
const futureMs = 2 * hourMs;
const pastMs = 14 * dayMs;

/** Of every request, since sequence tokens mean nothing any more; older clients send it back. */
const sequenceToken = "49590302938462845";

/** Adds a batch of events to a stream. */
export async function putLogEvents(
  ctx: Pick<LogsPorts, "logStore" | "clock">,
  input: PutLogEventsRequest,
  caller: Principal,
): Promise<PutLogEventsResponse> {
  const { logGroupName: name, logStreamName, logEvents } = input;
  checkBatch(logEvents);
  const now = ctx.clock.now();
  const key = { region: caller.region, name };
  const group = await ctx.logStore.findGroup(key);
  if (!group) throw logErrors.noGroup();
  const tooOld = countBefore(logEvents, now - pastMs);
  const expired = countBefore(logEvents, expiredBeforeMs(group, now));
  const tooNew = logEvents.findIndex(({ timestamp }) => timestamp > now + futureMs);
  const taken = logEvents.slice(Math.max(tooOld, expired), tooNew < 0 ? undefined : tooNew);
  const events = taken.map(({ timestamp, message }) => ({ atMs: timestamp, message }));
  if (!(await ctx.logStore.append(key, logStreamName, events, now))) throw logErrors.noStream();
  const rejectedLogEventsInfo: RejectedLogEventsInfo = {
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
  };
  return { nextSequenceToken: sequenceToken, ...(taken.length < logEvents.length && { rejectedLogEventsInfo }) };
}

function checkBatch(events: readonly InputLogEvent[]): void {
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + limits.logEventOverheadBytes);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest > limits.logEventBytes)
    throw logErrors.invalid(`Log event too large: ${largest} bytes exceeds limit of ${limits.logEventBytes}`);
  const total = sizes.reduce((a, b) => a + b, 0);
  if (total > limits.logBatchBytes) throw logErrors.invalid(`Upload too large: ${total} bytes exceeds limit of ${limits.logBatchBytes}`);
  if (events.some(({ timestamp }, at) => at > 0 && timestamp < events[at - 1]!.timestamp))
    throw logErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
  if (events.at(-1)!.timestamp - events[0]!.timestamp > dayMs)
    throw logErrors.invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}

/** Events are in order, so those before a time are the first ones. */
function countBefore(events: readonly InputLogEvent[], ms: number): number {
  const first = events.findIndex(({ timestamp }) => timestamp >= ms);
  return first < 0 ? events.length : first;
}
