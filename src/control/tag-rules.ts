/** What tags may be, beyond the shapes of the model (AWS: tag naming limits). */
import type { Tag } from "../api/gen/sagemaker.gen.ts";
import { apiErrors } from "./api-errors.ts";

/** On an endpoint: whether a request that broke off may be sent again to another instance (`core/routes.ts`). */
const idempotentTag = "hostler:idempotent-invocations";

/** Tags of one resource (AWS). */
const tagsPerResource = 50;

/** Throws when a resource that has `present` tags may not be given `added`. */
export function checkTags(added: readonly Tag[], present: readonly Tag[] = []): void {
  const reserved = added.find(({ Key }) => Key.toLowerCase().startsWith("aws:"));
  if (reserved) throw apiErrors.invalid(`The tag key "${reserved.Key}" is reserved: keys must not begin with aws:.`);
  const unclear = added.find(({ Key, Value }) => Key === idempotentTag && Value !== "true" && Value !== "false");
  if (unclear) throw apiErrors.invalid(`The tag ${idempotentTag} must be "true" or "false", not "${unclear.Value}".`);
  const keys = new Set([...present, ...added].map(({ Key }) => Key));
  if (keys.size > tagsPerResource)
    throw apiErrors.invalid(`A resource may have ${tagsPerResource} tags; with these it would have ${keys.size}.`);
}

/** Whether an endpoint with these tags says that its invocations may be sent again. */
export const isIdempotent = (tags: readonly Tag[]): boolean => tags.some(({ Key, Value }) => Key === idempotentTag && Value === "true");
