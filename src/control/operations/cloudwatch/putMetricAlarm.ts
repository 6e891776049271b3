import type { PutMetricAlarmInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { Store } from "../../../store/store.ts";
import { type Alarm, alarmArn } from "../../alarms/alarm.ts";
import { checkExpressions } from "../../alarms/alarm-datapoints.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";
import { configurationEvent } from "../../alarms/alarm-history.ts";
import { tagKey } from "../../alarms/alarm-tags.ts";
import { changeAlarm } from "../../alarms/change-alarm.ts";
import { checkAlarm } from "../../alarms/check-alarm.ts";
import { checkTags } from "../../tag-rules.ts";

/** Makes an alarm, or overwrites all of one but its state and its tags (AWS). Its next evaluation puts it into the state it belongs in. */
export async function putMetricAlarm(
  ctx: { store: Pick<Store, "alarms" | "tags">; clock: Clock },
  { Tags = [], ...input }: PutMetricAlarmInput,
  caller: Principal,
): Promise<void> {
  checkAlarm(input);
  checkTags(Tags);
  if (input.Metrics) await checkExpressions(input.Metrics, ctx.clock.now());
  const { AlarmName: name, ActionsEnabled: actionsEnabled = true } = input;
  const { alarms, tags } = ctx.store;
  const now = ctx.clock.now();
  const full = (await alarms.count(caller.region)) >= limits.alarms;
  let isNew = false;
  await changeAlarm(alarms, caller.region, name, (before) => {
    isNew = before === undefined;
    if (isNew && full) throw alarmErrors.tooMany(limits.alarms);
    const alarm: Alarm = before ? { ...before, input, actionsEnabled, configuredMs: now } : newAlarm(input, caller, now);
    return { alarm, events: [configurationEvent(before ? "Update" : "Create", alarm, now)] };
  });
  if (isNew) await tags.put(tagKey(caller.region, caller.accountId, name), Tags);
}

function newAlarm(input: Alarm["input"], caller: Principal, now: number): Alarm {
  return {
    name: input.AlarmName,
    region: caller.region,
    arn: alarmArn(caller, input.AlarmName),
    input,
    actionsEnabled: input.ActionsEnabled ?? true,
    configuredMs: now,
    state: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
    updatedMs: now,
    transitionedMs: now,
  };
}
