import type { DeleteAlarmsInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import type { Alarm } from "../../alarms/alarm.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";
import { configurationEvent } from "../../alarms/alarm-history.ts";
import { tagKey } from "../../alarms/alarm-tags.ts";

/** Deletes the alarms that exist; an error only when none of them does. An update that one of them guards goes on without it. */
export async function deleteAlarms(
  ctx: { store: Pick<Store, "alarms" | "tags">; clock: Clock },
  input: DeleteAlarmsInput,
  caller: Principal,
): Promise<void> {
  const { alarms, tags } = ctx.store;
  const rows = await alarms.find<Alarm>(caller.region, input.AlarmNames);
  if (rows.length === 0 && input.AlarmNames.length > 0) throw alarmErrors.notFound();
  for (const { name, document } of rows) {
    await alarms.remove(caller.region, name, [configurationEvent("Delete", document, ctx.clock.now())]);
    await tags.removeAll(tagKey(caller.region, caller.accountId, name));
  }
}
