import type { CreateLogGroupRequest } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import { logErrors } from "./log-errors.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** Makes an empty group. That of an endpoint may be made before the endpoint, to give it a retention. */
export async function createLogGroup(
  ctx: Pick<LogsPorts, "logStore" | "clock">,
  input: CreateLogGroupRequest,
  caller: Principal,
): Promise<void> {
  const { logGroupName: name, logGroupClass = "STANDARD", kmsKeyId, deletionProtectionEnabled } = input;
  if (name.startsWith("aws/")) throw logErrors.invalid("Log groups starting with AWS/ are reserved for AWS.");
  if (kmsKeyId !== undefined) throw logErrors.unsupported("kmsKeyId");
  if (deletionProtectionEnabled) throw logErrors.unsupported("deletionProtectionEnabled");
  if (logGroupClass === "DELIVERY") throw logErrors.unsupported("logGroupClass DELIVERY");
  const made = await ctx.logStore.createGroup({ region: caller.region, name }, ctx.clock.now(), logGroupClass);
  if (made === "exists") throw logErrors.groupExists();
  if (made === "full") throw logErrors.limit("log groups", limits.logGroups);
}
