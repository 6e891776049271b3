import type { TagResourceInput, TagResourceOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { alarmErrors } from "../../alarms/alarm-errors.ts";
import { parseAlarmArn, tagKey } from "../../alarms/alarm-tags.ts";
import { checkTags } from "../../tag-rules.ts";

/** Adds or overwrites tags of an alarm. */
export async function tagResource(
  ctx: { store: Pick<Store, "alarms" | "tags"> },
  input: TagResourceInput,
  caller: Principal,
): Promise<TagResourceOutput> {
  const { alarms, tags } = ctx.store;
  const { region, name } = parseAlarmArn(input.ResourceARN, caller);
  if ((await alarms.find(region, [name])).length === 0) throw alarmErrors.resourceNotFound(input.ResourceARN);
  const key = tagKey(region, caller.accountId, name);
  checkTags(input.Tags, await tags.of(key));
  await tags.put(key, input.Tags);
  return {};
}
