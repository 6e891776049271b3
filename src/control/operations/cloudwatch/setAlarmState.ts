import type { SetAlarmStateInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Alarm } from "../../alarms/alarm.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";
import { type StatePorts, setState } from "../../alarms/set-state.ts";

/** A swap that keeps losing against evaluations is given up after this many tries. */
const attempts = 10;

/** Puts an alarm into a state, to try out what hangs on it. Its next evaluation puts it back where it belongs (AWS). */
export async function setAlarmState(ctx: StatePorts & { clock: Clock }, input: SetAlarmStateInput, caller: Principal): Promise<void> {
  const { AlarmName: name, StateValue: state, StateReason: reason, StateReasonData: reasonData } = input;
  if (reasonData && !isJson(reasonData)) throw alarmErrors.badJson("StateReasonData");
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [row] = await ctx.store.alarms.find<Alarm>(caller.region, [name]);
    if (!row) throw alarmErrors.notFound();
    if (await setState(ctx, row, { state, reason, reasonData }, ctx.clock.now())) return;
  }
  throw new Error(`The alarm ${name} changed ${attempts} times while its state was to be set.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
