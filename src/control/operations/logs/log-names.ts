/** Which group and stream a request is about, and their ARNs. */
import type { Principal } from "../../../api/wire.ts";
import type { LogGroup, LogGroupKey, LogStore } from "../../../store/log-store.ts";
import { endpointOfGroup, type InstanceLogs } from "../../instance-logs.ts";
import { logErrors } from "./log-errors.ts";

export interface GroupChoice {
  logGroupName?: string;
  logGroupIdentifier?: string;
}

/** The group that a request names, by name or by identifier: a name too, or an ARN. It need not exist. */
export function groupKey(caller: Principal, { logGroupName, logGroupIdentifier }: GroupChoice): LogGroupKey {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw logErrors.invalid("You must specify either logGroupName or logGroupIdentifier, and not both.");
  return { region: caller.region, name: logGroupName ?? nameOf(caller, logGroupIdentifier!) };
}

/** The name in an identifier. */
export function nameOf(caller: Principal, identifier: string): string {
  if (!identifier.startsWith("arn:")) return identifier;
  const [, region, account, name] = /^arn:aws[a-z-]*:logs:([^:]*):(\d{12}):log-group:([^:]+)$/.exec(identifier) ?? [];
  if (name === undefined) throw logErrors.invalid(`'${identifier.slice(0, 200)}' is not the ARN of a log group.`);
  if (region !== caller.region || account !== caller.accountId) throw logErrors.noGroup();
  return name;
}

/** The group as it is now; that of an endpoint has all that its instances have printed so far. */
export async function readGroup(
  ctx: { logStore: Pick<LogStore, "findGroup">; instanceLogs: Pick<InstanceLogs, "catchUp"> },
  key: LogGroupKey,
): Promise<LogGroup> {
  const endpoint = endpointOfGroup(key.name);
  if (endpoint !== undefined) await ctx.instanceLogs.catchUp(endpoint);
  const group = await ctx.logStore.findGroup(key);
  if (!group) throw logErrors.noGroup();
  return group;
}

/** What a group no longer shows, although it may not be removed yet. */
export function expiredBeforeMs({ retentionDays }: LogGroup, nowMs: number): number {
  return retentionDays === undefined ? 0 : nowMs - retentionDays * 86_400_000;
}

/** Without the `:*` that the `arn` of a group has at its end. */
export const groupArn = ({ region, accountId }: Principal, name: string): string => `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
