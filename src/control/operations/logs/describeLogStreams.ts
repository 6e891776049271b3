import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse, LogStream as Shown } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { LogStream } from "../../../store/log-store.ts";
import { logErrors } from "./log-errors.ts";
import { groupArn, groupKey, readGroup } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";
import { readPageToken, writePageToken } from "./page-token.ts";

/** The streams of a group by name or by their last event, 50 a page. */
export async function describeLogStreams(
  ctx: Pick<LogsPorts, "logStore" | "instanceLogs">,
  input: DescribeLogStreamsRequest,
  caller: Principal,
): Promise<DescribeLogStreamsResponse> {
  const { logStreamNamePrefix: prefix, orderBy = "LogStreamName", descending = false, limit = 50 } = input;
  const byTime = orderBy === "LastEventTime";
  if (byTime && prefix !== undefined) throw logErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const key = groupKey(caller, input);
  const [value, name] = readPageToken<[string | number, string]>(input, ["any", "string"]) ?? [];
  await readGroup(ctx, key);
  const after = value === undefined || name === undefined ? undefined : { value, name };
  const found = await ctx.logStore.listStreams(key, { prefix, sortBy: byTime ? "lastMs" : "name", descending, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    logStreams: page.map((stream) => describe(groupArn(caller, key.name), stream)),
    ...(found.length > limit && last && { nextToken: writePageToken(input, [byTime ? (last.lastMs ?? 0) : last.name, last.name]) }),
  };
}

function describe(group: string, { name, createdMs, firstMs, lastMs, lastIngestedMs }: LogStream): Shown {
  return {
    logStreamName: name,
    creationTime: createdMs,
    ...(firstMs !== undefined && { firstEventTimestamp: firstMs }),
    ...(lastMs !== undefined && { lastEventTimestamp: lastMs }),
    ...(lastIngestedMs !== undefined && { lastIngestionTime: lastIngestedMs }),
    arn: `${group}:log-stream:${name}`,
    storedBytes: 0, // as on AWS since 2019; the group has the number
  };
}
