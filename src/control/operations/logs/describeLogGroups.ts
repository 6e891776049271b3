import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse, LogGroupClass } from "../../../api/gen/logs.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { LogGroup } from "../../../store/log-store.ts";
import { logErrors } from "./log-errors.ts";
import { groupArn, nameOf } from "./log-names.ts";
import type { LogsPorts } from "./logs-handlers.ts";
import { readPageToken, writePageToken } from "./page-token.ts";

/** The groups of a region in the order of their names, 50 a page. */
export async function describeLogGroups(
  ctx: Pick<LogsPorts, "logStore">,
  input: DescribeLogGroupsRequest,
  caller: Principal,
): Promise<DescribeLogGroupsResponse> {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: contains, logGroupClass, logGroupIdentifiers, limit = 50 } = input;
  if (input.includeLinkedAccounts) throw logErrors.unsupported("includeLinkedAccounts");
  if (input.accountIdentifiers?.length) throw logErrors.unsupported("accountIdentifiers");
  if (prefix !== undefined && contains !== undefined)
    throw logErrors.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  if (logGroupIdentifiers) {
    if (prefix !== undefined || contains !== undefined || logGroupClass !== undefined)
      throw logErrors.invalid("logGroupIdentifiers can only be combined with limit and nextToken.");
    const names = [...new Set(logGroupIdentifiers.map((each) => nameOf(caller, each)))].sort();
    const found = await Promise.all(names.map((name) => ctx.logStore.findGroup({ region: caller.region, name })));
    return { logGroups: found.filter((group) => group !== undefined).map((group) => describe(caller, group)) };
  }
  const [after] = readPageToken<[string]>(input, ["string"]) ?? [];
  const found = await ctx.logStore.listGroups(caller.region, { prefix, contains, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    logGroups: page.filter(({ groupClass }) => groupClass === (logGroupClass ?? groupClass)).map((group) => describe(caller, group)),
    ...(found.length > limit && { nextToken: writePageToken(input, [page.at(-1)!.name]) }),
  };
}

function describe(caller: Principal, { name, createdMs, retentionDays, groupClass, storedBytes }: LogGroup) {
  const logGroupArn = groupArn(caller, name);
  return {
    logGroupName: name,
    creationTime: createdMs,
    ...(retentionDays !== undefined && { retentionInDays: retentionDays }),
    metricFilterCount: 0,
    arn: `${logGroupArn}:*`,
    storedBytes,
    logGroupClass: groupClass as LogGroupClass,
    logGroupArn,
    deletionProtectionEnabled: false,
  };
}
