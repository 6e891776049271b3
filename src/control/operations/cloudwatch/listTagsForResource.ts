import type { ListTagsForResourceInput, ListTagsForResourceOutput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { parseAlarmArn, tagKey } from "../../alarms/alarm-tags.ts";

/** The tags of an alarm, by key; none for an alarm that does not exist (seen from the real service). */
export async function listTagsForResource(
  ctx: { store: Pick<Store, "tags"> },
  input: ListTagsForResourceInput,
  caller: Principal,
): Promise<ListTagsForResourceOutput> {
  const { region, name } = parseAlarmArn(input.ResourceARN, caller);
  return { Tags: await ctx.store.tags.of(tagKey(region, caller.accountId, name)) };
}
