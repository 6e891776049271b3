/** Puts an alarm into a state, whoever says so (evaluation or SetAlarmState): remembers it, calls its actions, wakes who watches. */
import type { AlarmState } from "../../core/alarms/alarm-rule.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import type { AlarmRow, Store } from "../../store/store.ts";
import type { Logger } from "../../telemetry/logger.ts";
import { type Alarm, actionsIn, rowOf } from "./alarm.ts";
import { actionEvent, stateEvent } from "./alarm-history.ts";

export interface StatePorts {
  readonly store: Pick<Store, "alarms" | "documents">;
  readonly log: Pick<Logger, "info">;
  /** Lets the reconciler look at an endpoint soon. */
  wake(region: string, name: string): void;
}

export interface NewState {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

/** False when the alarm has changed since `row` was read: then nothing is done. Actions are called only when the state becomes another one. */
export async function setState(ports: StatePorts, row: AlarmRow<Alarm>, to: NewState, now: number): Promise<boolean> {
  const { reasonData: _, ...before } = row.document;
  const changed = before.state !== to.state;
  const after: Alarm = {
    ...before,
    state: to.state,
    reason: to.reason,
    ...(to.reasonData !== undefined && { reasonData: to.reasonData }),
    updatedMs: now,
    transitionedMs: changed ? now : before.transitionedMs,
  };
  const actions = changed && after.actionsEnabled ? actionsIn(after.state, after) : [];
  const events = changed ? [stateEvent(row.document, after, now), ...actions.map((action) => actionEvent(action, after, now))] : [];
  if (!(await ports.store.alarms.put(rowOf(after, row.version), events))) return false;
  if (!changed) return true;
  ports.log.info({ alarm: after.arn, actions }, `Alarm ${after.name}: ${before.state} → ${after.state}. ${after.reason}`);
  if (after.state === "ALARM") await wakeGuarded(ports, after);
  return true;
}

/** Looks at the endpoints whose update the alarm guards. */
async function wakeGuarded({ store, wake }: StatePorts, { name, region }: Alarm): Promise<void> {
  for (const { document } of await store.documents.all<Endpoint>("endpoint")) {
    const { change } = document;
    if (document.region === region && change?.kind === "update" && change.alarms?.includes(name)) wake(region, document.name);
  }
}
