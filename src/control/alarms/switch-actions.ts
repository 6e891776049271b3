/** Lets alarms call their actions, or not. Names that do not exist are passed over. */
import type { Clock } from "../../lib/clock.ts";
import type { Store } from "../../store/store.ts";
import { configurationEvent } from "./alarm-history.ts";
import { changeAlarm } from "./change-alarm.ts";

export async function switchActions(
  ctx: { store: Pick<Store, "alarms">; clock: Clock },
  region: string,
  names: readonly string[],
  actionsEnabled: boolean,
): Promise<void> {
  for (const name of new Set(names)) {
    await changeAlarm(ctx.store.alarms, region, name, (before) => {
      if (!before || before.actionsEnabled === actionsEnabled) return undefined;
      const alarm = { ...before, actionsEnabled };
      return { alarm, events: [configurationEvent("Update", alarm, ctx.clock.now())] };
    });
  }
}
