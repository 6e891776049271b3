/** What a writer says about an object in headers, and the same said back to readers. */

import type { ServerSideEncryption, StorageClass } from "../../../api/gen/s3.gen.ts";
import { limits } from "../../../limits.ts";
import type { ObjectInfo, ObjectProperties } from "../../../objects/object-store.ts";
import { quoted } from "./etags.ts";
import { wholeSeconds } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

/** The members that PutObject, CopyObject and CreateMultipartUpload share. */
export interface WriteInput {
  readonly ACL?: string;
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentType?: string;
  readonly Expires?: Date;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWriteACP?: string;
  readonly Metadata?: { readonly [key: string]: string };
  readonly ServerSideEncryption?: string;
  readonly SSECustomerAlgorithm?: string;
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly StorageClass?: string;
  readonly Tagging?: string;
  readonly WebsiteRedirectLocation?: string;
  readonly ObjectLockMode?: string;
  readonly ObjectLockLegalHoldStatus?: string;
}

const mostTags = 10;

/** The properties a request gives an object. What Hostler cannot honour is refused, never dropped in silence. */
export function toProperties(input: WriteInput): ObjectProperties {
  requireSupported(input);
  return {
    contentType: input.ContentType,
    contentEncoding: withoutChunking(input.ContentEncoding),
    contentDisposition: input.ContentDisposition,
    contentLanguage: input.ContentLanguage,
    cacheControl: input.CacheControl,
    expires: input.Expires?.toISOString(),
    storageClass: input.StorageClass,
    websiteRedirectLocation: input.WebsiteRedirectLocation,
    encryption: encryptionOf(input),
    tagging: checkedTagging(input.Tagging),
    metadata: checkedMetadata(input.Metadata),
  };
}

/** The headers that describe an object, the same for GetObject and HeadObject. */
export function describeObject(info: ObjectInfo) {
  const { properties } = info;
  const tags = new URLSearchParams(properties.tagging ?? "").size;
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(wholeSeconds(info.lastModified)),
    ETag: quoted(info.etag),
    CacheControl: properties.cacheControl,
    ContentDisposition: properties.contentDisposition,
    ContentEncoding: properties.contentEncoding,
    ContentLanguage: properties.contentLanguage,
    ContentType: properties.contentType ?? "binary/octet-stream",
    Expires: properties.expires === undefined ? undefined : new Date(properties.expires),
    WebsiteRedirectLocation: properties.websiteRedirectLocation,
    Metadata: properties.metadata,
    // S3 leaves the header out for STANDARD.
    StorageClass: properties.storageClass === "STANDARD" ? undefined : (properties.storageClass as StorageClass | undefined),
    TagCount: tags > 0 ? tags : undefined,
    ...describeEncryption(properties),
  };
}

/** Says back the encryption a writer asked for. It is not done: whoever needs it encrypts the disk below the object folder. */
export function describeEncryption(properties: ObjectProperties) {
  return {
    ServerSideEncryption: properties.encryption?.kind as ServerSideEncryption | undefined,
    SSEKMSKeyId: properties.encryption?.kmsKeyId,
    BucketKeyEnabled: properties.encryption?.bucketKey,
  };
}

export function encryptionOf(input: WriteInput): ObjectProperties["encryption"] {
  if (input.ServerSideEncryption === undefined) return undefined;
  return { kind: input.ServerSideEncryption, kmsKeyId: input.SSEKMSKeyId, bucketKey: input.BucketKeyEnabled };
}

export function checkedTagging(tagging: string | undefined): string | undefined {
  if (tagging === undefined) return undefined;
  const count = new URLSearchParams(tagging).size;
  if (count > mostTags) throw s3Errors.invalidArgument("x-amz-tagging", tagging, `Object tags cannot be greater than ${mostTags}`);
  return tagging;
}

/** Refuses headers whose meaning would be lost. ACLs that say "only the owner" are what holds anyway. */
export function requireSupported(input: WriteInput): void {
  const acl = input.ACL === undefined || input.ACL === "private" || input.ACL === "bucket-owner-full-control";
  if (!acl || input.GrantFullControl || input.GrantRead || input.GrantReadACP || input.GrantWriteACP) throw s3Errors.aclNotSupported();
  if (input.SSECustomerAlgorithm !== undefined) throw s3Errors.notImplemented("x-amz-server-side-encryption-customer-algorithm");
  if (input.ObjectLockMode !== undefined || input.ObjectLockLegalHoldStatus === "ON") {
    throw s3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
  }
}

/** `aws-chunked` describes the transfer, not the object. */
function withoutChunking(encoding: string | undefined): string | undefined {
  const left = (encoding ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "" && each !== "aws-chunked");
  return left.length > 0 ? left.join(",") : undefined;
}

function checkedMetadata(metadata: WriteInput["Metadata"]): ObjectProperties["metadata"] {
  if (!metadata) return undefined;
  const sizeBytes = Object.entries(metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (sizeBytes > limits.objectMetadataBytes) throw s3Errors.metadataTooLarge(sizeBytes, limits.objectMetadataBytes);
  return metadata;
}
