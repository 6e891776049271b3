import type { PutRetentionPolicyRequest } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { logErrors } from "./log-errors.ts";
import type { LogsPorts } from "./logs-handlers.ts";

/** The numbers of days that AWS knows. */
const days: readonly number[] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Says how long a group keeps its events. */
export async function putRetentionPolicy(
  ctx: Pick<LogsPorts, "logStore">,
  input: PutRetentionPolicyRequest,
  caller: Principal,
): Promise<void> {
  const { logGroupName: name, retentionInDays } = input;
  if (!days.includes(retentionInDays))
    throw logErrors.invalid(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${days.join(", ")}]`,
    );
  if (!(await ctx.logStore.setRetention({ region: caller.region, name }, retentionInDays))) throw logErrors.noGroup();
}
