import type { UntagResourceInput, UntagResourceOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";
import { parseAlarmArn, tagKey } from "../../alarms/alarm-tags.ts";

/** Takes tags from an alarm; keys that it does not have are passed over. */
export async function untagResource(
  ctx: { store: Pick<Store, "alarms" | "tags"> },
  input: UntagResourceInput,
  caller: Principal,
): Promise<UntagResourceOutput> {
  const { region, name } = parseAlarmArn(input.ResourceARN, caller);
  if ((await ctx.store.alarms.find(region, [name])).length === 0) throw alarmErrors.resourceNotFound(input.ResourceARN);
  if (input.TagKeys.length > 0) await ctx.store.tags.remove(tagKey(region, caller.accountId, name), input.TagKeys);
  return {};
}
