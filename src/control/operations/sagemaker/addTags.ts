import type { AddTagsInput, AddTagsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { checkTags } from "../../tag-rules.ts";
import { taggedResource } from "../../tagged-resource.ts";

/** Adds or overwrites tags, and answers with all of them. Some tags of an endpoint say how it is to be routed. */
export async function addTags(
  ctx: { store: Pick<Store, "documents" | "tags">; wake: (region: string, name: string) => void },
  input: AddTagsInput,
  caller: Principal,
): Promise<AddTagsOutput> {
  const { arn, kind, region, name } = await taggedResource(ctx.store.documents, input.ResourceArn, caller);
  checkTags(input.Tags, await ctx.store.tags.of(arn));
  await ctx.store.tags.put(arn, input.Tags);
  if (kind === "endpoint") ctx.wake(region, name);
  return { Tags: await ctx.store.tags.of(arn) };
}
