import type { DeleteLogStreamRequest } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { logErrors } from "./log-errors.ts";
import { readGroup } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** Removes a stream. That of a running instance comes back with the next line it prints. */
export async function deleteLogStream(
  ctx: Pick<LogsPorts, "logStore" | "instanceLogs">,
  input: DeleteLogStreamRequest,
  caller: Principal,
): Promise<void> {
  const key = { region: caller.region, name: input.logGroupName };
  await readGroup(ctx, key);
  if (!(await ctx.logStore.removeStream(key, input.logStreamName))) throw logErrors.noStream();
}
