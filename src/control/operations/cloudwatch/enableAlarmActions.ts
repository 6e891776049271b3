import type { EnableAlarmActionsInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import { switchActions } from "../../alarms/switch-actions.ts";

/** Lets alarms call their actions again. */
export async function enableAlarmActions(
  ctx: { store: Pick<Store, "alarms">; clock: Clock },
  input: EnableAlarmActionsInput,
  caller: Principal,
): Promise<void> {
  await switchActions(ctx, caller.region, input.AlarmNames, true);
}
