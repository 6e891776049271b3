/** Tags of alarms: which alarm an ARN names, and the key its tags are kept under. */
import type { Principal } from "../../api/wire.ts";
import { cloudwatchErrors } from "../metrics/cloudwatch-errors.ts";

/** The alarm of the caller's account that an ARN names. */
export function parseAlarmArn(arn: string, caller: Principal): { region: string; name: string } {
  const [, region, accountId, name] = /^arn:aws[a-z-]*:cloudwatch:([^:]*):(\d{12}):alarm:(.+)$/s.exec(arn) ?? [];
  if (region === undefined || name === undefined || accountId !== caller.accountId)
    throw cloudwatchErrors.invalidValue(`"${arn}" is not the ARN of an alarm of account ${caller.accountId}.`);
  return { region, name };
}

/** Names of alarms that differ in case are two alarms, while the store of tags does not mind the case of ARNs: the name goes in as hex. */
export function tagKey(region: string, accountId: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${Buffer.from(name).toString("hex")}`;
}
