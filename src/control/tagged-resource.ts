/** The resource that a tag operation names by its ARN. */
import type { Principal } from "../api/wire.ts";
import type { Documents, Kind } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";
import { arnOf, parseArn } from "./arns.ts";

export interface TaggedResource {
  /** In our spelling. */
  readonly arn: string;
  readonly kind: Kind;
  readonly region: string;
  readonly name: string;
}

/** What the ARN names, when it exists. */
export async function taggedResource(documents: Documents, arn: string, caller: Principal): Promise<TaggedResource> {
  const resource = parseArn(arn);
  if (!resource || resource.accountId !== caller.accountId) {
    throw apiErrors.invalid(`"${arn}" is not the ARN of a model, endpoint configuration or endpoint of account ${caller.accountId}.`);
  }
  const { kind, region, name } = resource;
  if (!(await documents.find(kind, region, name))) throw apiErrors.notFound(kind, arn);
  return { arn: arnOf(resource, kind, name), kind, region, name };
}
