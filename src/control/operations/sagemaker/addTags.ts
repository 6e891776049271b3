import type { AddTagsInput, AddTagsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { taggedResource } from "../../tagged-resource.ts";

/** Tags of one resource (AWS). */
const tagsPerResource = 50;

/** Adds or overwrites tags, and answers with all of them. */
export async function addTags(
  ctx: { store: Pick<Store, "documents" | "tags"> },
  input: AddTagsInput,
  caller: Principal,
): Promise<AddTagsOutput> {
  const arn = await taggedResource(ctx.store.documents, input.ResourceArn, caller);
  const reserved = input.Tags.find(({ Key }) => Key.toLowerCase().startsWith("aws:"));
  if (reserved) throw apiErrors.invalid(`The tag key "${reserved.Key}" is reserved: keys must not begin with aws:.`);
  const keys = new Set([...(await ctx.store.tags.of(arn)), ...input.Tags].map(({ Key }) => Key));
  if (keys.size > tagsPerResource)
    throw apiErrors.invalid(`A resource may have ${tagsPerResource} tags; with these it would have ${keys.size}.`);
  await ctx.store.tags.put(arn, input.Tags);
  return { Tags: await ctx.store.tags.of(arn) };
}
