/** How many instances this host may run over all endpoints: what AWS calls a quota, answered at request time in its words. */
import type { Endpoint } from "../core/endpoint.ts";
import { limits } from "../limits.ts";
import type { Documents } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";

/** Throws ResourceLimitExceeded when `delta` more instances would be too many. */
export async function checkInstanceQuota(documents: Documents, delta: number): Promise<void> {
  if (delta <= 0) return;
  const endpoints = await documents.all<Endpoint>("endpoint");
  const used = endpoints
    .filter(({ document }) => document.status !== "Failed")
    .flatMap(({ document }) => Object.values(document.desired))
    .reduce((sum, { count }) => sum + count, 0);
  if (used + delta > limits.instancesPerHost) throw apiErrors.resourceLimit(limits.instancesPerHost, used, delta);
}

export function totalCount(desired: Endpoint["desired"]): number {
  return Object.values(desired).reduce((sum, { count }) => sum + count, 0);
}
