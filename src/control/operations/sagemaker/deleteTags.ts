import type { DeleteTagsInput, DeleteTagsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { taggedResource } from "../../tagged-resource.ts";

/** Removes tags; keys that are not there are ignored. */
export async function deleteTags(
  ctx: { store: Pick<Store, "documents" | "tags">; wake: (region: string, name: string) => void },
  input: DeleteTagsInput,
  caller: Principal,
): Promise<DeleteTagsOutput> {
  const { arn, kind, region, name } = await taggedResource(ctx.store.documents, input.ResourceArn, caller);
  await ctx.store.tags.remove(arn, input.TagKeys);
  if (kind === "endpoint") ctx.wake(region, name);
  return {};
}
