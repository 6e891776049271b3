/** How S3 requests name a bucket (path or host), and the parts of S3 that Hostler says no to. */
import { queryKeys } from "./rest-routes.ts";
import { ApiError, type WireRequest } from "./wire.ts";

/** Sub-resources of the real S3 that have no operation here; answered as such, not as a listing of the bucket. */
const unserved = new Set(
  "accelerate acl analytics attributes cors encryption intelligent-tiering inventory legal-hold lifecycle logging metadataTable metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent versioning versions website".split(
    " ",
  ),
);

/** The path with the bucket in front, whichever way the client addressed it. `hostNames` are the names this server goes by. */
export function bucketPath(request: WireRequest, hostNames: readonly string[]): string {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  const name = hostNames.find((each) => host.endsWith(`.${each}`));
  const bucket = name ? host.slice(0, -name.length - 1) : /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(host)?.[1];
  return bucket ? `/${bucket}${request.path}` : request.path;
}

/** Why no operation of S3 fits the request. */
export function noS3Operation(request: WireRequest): ApiError {
  return (
    unservedSubresource(request) ?? new ApiError("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
  );
}

/** The error for a request about a sub-resource Hostler does not have. */
export function unservedSubresource(request: WireRequest): ApiError | undefined {
  const name = [...queryKeys(request.query).keys()].find((key) => unserved.has(key));
  if (!name) return undefined;
  return new ApiError(
    "NotImplemented",
    501,
    `A header or query you provided implies functionality that is not implemented: Hostler's S3 has no ?${name}.`,
  );
}
