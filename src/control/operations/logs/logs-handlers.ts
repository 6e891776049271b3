/** The operations of CloudWatch Logs, wired to what they need. */
import type { Call, Handlers } from "../../../api/handlers.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { LogStore } from "../../../store/log-store.ts";
import { isDiskFull } from "../../disk-full.ts";
import type { InstanceLogs } from "../../instance-logs.ts";
import { createLogGroup } from "./createLogGroup.ts";
import { createLogStream } from "./createLogStream.ts";
import { deleteLogGroup } from "./deleteLogGroup.ts";
import { deleteLogStream } from "./deleteLogStream.ts";
import { describeLogGroups } from "./describeLogGroups.ts";
import { describeLogStreams } from "./describeLogStreams.ts";
import { filterLogEvents } from "./filterLogEvents.ts";
import { getLogEvents } from "./getLogEvents.ts";
import { logErrors } from "./log-errors.ts";
import { putLogEvents } from "./putLogEvents.ts";
import { putRetentionPolicy } from "./putRetentionPolicy.ts";

export interface LogsPorts {
  readonly logStore: LogStore;
  readonly instanceLogs: Pick<InstanceLogs, "catchUp">;
  readonly clock: Clock;
}

export function logsHandlers(ports: LogsPorts): Handlers {
  const bind =
    <I, O>(operation: (ctx: LogsPorts, input: I, caller: Principal) => Promise<O>) =>
    (call: Call<I>): Promise<O> =>
      operation(ports, call.input, call.principal).catch((error: unknown) => {
        throw isDiskFull(error) ? logErrors.diskFull(error) : error;
      });
  return {
    "logs.CreateLogGroup": bind(createLogGroup),
    "logs.CreateLogStream": bind(createLogStream),
    "logs.PutLogEvents": bind(putLogEvents),
    "logs.DescribeLogGroups": bind(describeLogGroups),
    "logs.DescribeLogStreams": bind(describeLogStreams),
    "logs.GetLogEvents": bind(getLogEvents),
    "logs.FilterLogEvents": bind(filterLogEvents),
    "logs.DeleteLogGroup": bind(deleteLogGroup),
    "logs.DeleteLogStream": bind(deleteLogStream),
    "logs.PutRetentionPolicy": bind(putRetentionPolicy),
  };
}
