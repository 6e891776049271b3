import type { DeleteLogGroupRequest } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { endpointOfGroup } from "../../instance-logs.ts";
import { logErrors } from "./log-errors.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** Removes a group with its streams. That of an endpoint comes back with the next line that an instance prints. */
export async function deleteLogGroup(
  ctx: Pick<LogsPorts, "logStore" | "instanceLogs">,
  input: DeleteLogGroupRequest,
  caller: Principal,
): Promise<void> {
  // What was printed until now is part of what is removed, and must not come back.
  const endpoint = endpointOfGroup(input.logGroupName);
  if (endpoint !== undefined) await ctx.instanceLogs.catchUp(endpoint);
  if (!(await ctx.logStore.removeGroup({ region: caller.region, name: input.logGroupName }))) throw logErrors.noGroup();
}
