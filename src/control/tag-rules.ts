/** What tags may be, beyond the shapes of the model (AWS: tag naming limits). */
import type { Tag } from "../api/gen/sagemaker.gen.ts";
import { apiErrors } from "./api-errors.ts";

/** Tags of one resource (AWS). */
const tagsPerResource = 50;

/** Throws when a resource that has `present` tags may not be given `added`. */
export function checkTags(added: readonly Tag[], present: readonly Tag[] = []): void {
  const reserved = added.find(({ Key }) => Key.toLowerCase().startsWith("aws:"));
  if (reserved) throw apiErrors.invalid(`The tag key "${reserved.Key}" is reserved: keys must not begin with aws:.`);
  const keys = new Set([...present, ...added].map(({ Key }) => Key));
  if (keys.size > tagsPerResource)
    throw apiErrors.invalid(`A resource may have ${tagsPerResource} tags; with these it would have ${keys.size}.`);
}
