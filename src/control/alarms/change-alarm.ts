/** Replaces an alarm's record by compare-and-swap, trying again when somebody else was quicker. */
import type { AlarmEvent, Alarms } from "../../store/store.ts";
import { type Alarm, rowOf } from "./alarm.ts";

/** A swap that keeps losing against others is given up after this many tries. */
const attempts = 10;

export interface AlarmChange {
  readonly alarm: Alarm;
  readonly events: readonly AlarmEvent[];
}

/** Stores what `change` makes of the alarm (undefined: there is none yet); does nothing when it makes nothing. */
export async function changeAlarm(
  alarms: Alarms,
  region: string,
  name: string,
  change: (alarm: Alarm | undefined) => AlarmChange | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [row] = await alarms.find<Alarm>(region, [name]);
    const changed = change(row?.document);
    if (!changed || (await alarms.put(rowOf(changed.alarm, row?.version ?? 0), changed.events))) return;
  }
  throw new Error(`The alarm ${name} changed ${attempts} times while it was to be changed.`);
}
