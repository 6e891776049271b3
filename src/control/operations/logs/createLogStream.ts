import type { CreateLogStreamRequest } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import { logErrors } from "./log-errors.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** Makes an empty stream of a group. */
export async function createLogStream(
  ctx: Pick<LogsPorts, "logStore" | "clock">,
  input: CreateLogStreamRequest,
  caller: Principal,
): Promise<void> {
  const key = { region: caller.region, name: input.logGroupName };
  if (!(await ctx.logStore.findGroup(key))) throw logErrors.noGroup();
  const made = await ctx.logStore.createStream(key, input.logStreamName, ctx.clock.now());
  if (made === "exists") throw logErrors.streamExists();
  if (made === "full") throw logErrors.limit("log streams of a group", limits.logStreamsPerGroup);
}
