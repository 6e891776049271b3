/** Changes an endpoint's record under the rules of which call is allowed in which state (AWS: endpoint status values). */
import type { Principal } from "../api/wire.ts";
import type { Endpoint } from "../core/endpoint.ts";
import type { Documents } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";
import { arnOf } from "./arns.ts";

/** A swap that keeps losing against others is given up after this many tries. */
const attempts = 10;

/** The endpoint, or AWS's error. */
export async function findEndpoint(documents: Documents, caller: Principal, name: string): Promise<Endpoint> {
  const row = await documents.find<Endpoint>("endpoint", caller.region, name);
  if (!row) throw apiErrors.notFound("endpoint", arnOf(caller, "endpoint", name));
  return row.document;
}

/**
 * Replaces the record by what `change` makes of it. Refuses while another change is in progress, and when it is `Failed` unless
 * `evenFailed` (only DeleteEndpoint is allowed then).
 */
export async function changeEndpoint(
  documents: Documents,
  caller: Principal,
  name: string,
  change: (endpoint: Endpoint) => Endpoint,
  evenFailed = false,
): Promise<Endpoint> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = await documents.find<Endpoint>("endpoint", caller.region, name);
    if (!row) throw apiErrors.notFound("endpoint", arnOf(caller, "endpoint", name));
    const { document } = row;
    if (document.status === "Failed" && !evenFailed) throw apiErrors.failedEndpoint(document.arn);
    if (document.status !== "InService" && document.status !== "Failed") throw apiErrors.inProgress(document.arn);
    const changed = change(document);
    const { status, modifiedMs } = changed;
    if (await documents.replace<Endpoint>({ ...row, status, modifiedMs, document: changed })) return changed;
  }
  throw apiErrors.inProgress(arnOf(caller, "endpoint", name));
}
