import type { ListTagsInput, ListTagsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { taggedResource } from "../../tagged-resource.ts";

/** All tags of a resource: it has 50 at most and a page has at least 50, so there is never a second page. */
export async function listTags(
  ctx: { store: Pick<Store, "documents" | "tags"> },
  input: ListTagsInput,
  caller: Principal,
): Promise<ListTagsOutput> {
  const { arn } = await taggedResource(ctx.store.documents, input.ResourceArn, caller);
  return { Tags: await ctx.store.tags.of(arn) };
}
