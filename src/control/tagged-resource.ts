/** The resource that a tag operation names by its ARN. */
import type { Principal } from "../api/wire.ts";
import type { Documents } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";
import { arnOf, parseArn } from "./arns.ts";

/** The ARN in our spelling, when its resource exists. */
export async function taggedResource(documents: Documents, arn: string, caller: Principal): Promise<string> {
  const resource = parseArn(arn);
  if (!resource || resource.accountId !== caller.accountId) {
    throw apiErrors.invalid(`"${arn}" is not the ARN of a model, endpoint configuration or endpoint of account ${caller.accountId}.`);
  }
  const { kind, region, name } = resource;
  if (!(await documents.find(kind, region, name))) throw apiErrors.notFound(kind, arn);
  return arnOf(resource, kind, name);
}
