/** What DescribeAlarmHistory tells: summaries and data as CloudWatch writes them, within its bounds. */
import type { AlarmEvent } from "../../store/store.ts";
import { type Alarm, toMetricAlarm } from "./alarm.ts";

/** Bounds of the model. */
const summaryLength = 255;
const dataLength = 4095;

const verbs = { Create: "created", Update: "updated", Delete: "deleted" } as const;

export function configurationEvent(type: keyof typeof verbs, alarm: Alarm, atMs: number): AlarmEvent {
  const verb = verbs[type];
  const shown = Object.fromEntries(Object.entries(toMetricAlarm(alarm)).map(([name, value]) => [lowerFirst(name), value]));
  const data = firstThatFits([
    { version: "1.0", type, [`${verb}Alarm`]: shown },
    { version: "1.0", type, [`${verb}Alarm`]: { alarmName: alarm.name } },
  ]);
  return { atMs, kind: "ConfigurationUpdate", summary: `Alarm "${alarm.name}" ${verb}`.slice(0, summaryLength), data };
}

export function stateEvent(before: Alarm, after: Alarm, atMs: number): AlarmEvent {
  const [oldState, newState] = [before, after].map(({ state, reason, reasonData }) => ({
    stateValue: state,
    stateReason: reason,
    ...(reasonData !== undefined && { stateReasonData: parsed(reasonData) }),
  }));
  const data = firstThatFits([
    { version: "1.0", oldState, newState },
    { version: "1.0", oldState: { stateValue: before.state, stateReason: before.reason }, newState },
    { version: "1.0", oldState: { stateValue: before.state }, newState: { stateValue: after.state, stateReason: after.reason } },
    { version: "1.0", oldState: { stateValue: before.state }, newState: { stateValue: after.state } },
  ]);
  return { atMs, kind: "StateUpdate", summary: `Alarm updated from ${before.state} to ${after.state}`, data };
}

/** Hostler has nowhere to send most actions: the log has them, and the history says so. */
export function actionEvent(action: string, { updatedMs }: Alarm, atMs: number): AlarmEvent {
  const data = firstThatFits([{ actionState: "Succeeded", stateUpdateTimestamp: updatedMs, notificationResource: action }]);
  return { atMs, kind: "Action", summary: `Logged action ${action}`.slice(0, summaryLength), data };
}

/** The last candidate is small enough whatever it is about. */
function firstThatFits(candidates: readonly object[]): string {
  const texts = candidates.map((candidate) => JSON.stringify(candidate));
  return texts.find((text) => text.length <= dataLength) ?? texts.at(-1)!.slice(0, dataLength);
}

/** SetAlarmState takes any JSON. */
function parsed(reasonData: string): unknown {
  return reasonData === "" ? undefined : JSON.parse(reasonData);
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
