/** The alarm operations of CloudWatch, wired to what they need. */
import type { Call, Handlers } from "../../../api/handlers.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import type { StatePorts } from "../../alarms/set-state.ts";
import { deleteAlarms } from "./deleteAlarms.ts";
import { describeAlarmHistory } from "./describeAlarmHistory.ts";
import { describeAlarms } from "./describeAlarms.ts";
import { describeAlarmsForMetric } from "./describeAlarmsForMetric.ts";
import { disableAlarmActions } from "./disableAlarmActions.ts";
import { enableAlarmActions } from "./enableAlarmActions.ts";
import { listTagsForResource } from "./listTagsForResource.ts";
import { putMetricAlarm } from "./putMetricAlarm.ts";
import { setAlarmState } from "./setAlarmState.ts";
import { tagResource } from "./tagResource.ts";
import { untagResource } from "./untagResource.ts";

export interface CloudwatchAlarmPorts extends StatePorts {
  readonly store: Pick<Store, "alarms" | "documents" | "tags">;
  readonly clock: Clock;
}

export function cloudwatchAlarmHandlers(ports: CloudwatchAlarmPorts): Handlers {
  const bind =
    <I, O>(operation: (ctx: CloudwatchAlarmPorts, input: I, caller: Principal) => Promise<O>) =>
    (call: Call<I>): Promise<O> =>
      operation(ports, call.input, call.principal);
  return {
    "cloudwatch.PutMetricAlarm": bind(putMetricAlarm),
    "cloudwatch.DescribeAlarms": bind(describeAlarms),
    "cloudwatch.DescribeAlarmsForMetric": bind(describeAlarmsForMetric),
    "cloudwatch.DescribeAlarmHistory": bind(describeAlarmHistory),
    "cloudwatch.SetAlarmState": bind(setAlarmState),
    "cloudwatch.DeleteAlarms": bind(deleteAlarms),
    "cloudwatch.EnableAlarmActions": bind(enableAlarmActions),
    "cloudwatch.DisableAlarmActions": bind(disableAlarmActions),
    "cloudwatch.TagResource": bind(tagResource),
    "cloudwatch.UntagResource": bind(untagResource),
    "cloudwatch.ListTagsForResource": bind(listTagsForResource),
  };
}
