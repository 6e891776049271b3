import type { DisableAlarmActionsInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import { switchActions } from "../../alarms/switch-actions.ts";

/** Keeps alarms from calling their actions; their states go on changing. */
export async function disableAlarmActions(
  ctx: { store: Pick<Store, "alarms">; clock: Clock },
  input: DisableAlarmActionsInput,
  caller: Principal,
): Promise<void> {
  await switchActions(ctx, caller.region, input.AlarmNames, false);
}
