/** S3's errors, in its own words, and what each trouble of the object store is called there. */

import { ApiError } from "../../../api/wire.ts";
import type { ObjectFault } from "../../../objects/object-fault.ts";

type Members = Record<string, unknown>;

const error = (code: string, status: number, message: string, members: Members = {}): ApiError =>
  new ApiError(code, status, message, { members });

export const s3Errors = {
  noSuchBucket: (bucket: string) => error("NoSuchBucket", 404, "The specified bucket does not exist", { BucketName: bucket }),
  bucketNotEmpty: (bucket: string) => error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty", { BucketName: bucket }),
  bucketOwnedByYou: (bucket: string) =>
    error("BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it.", {
      BucketName: bucket,
    }),
  invalidBucketName: (bucket: string) => error("InvalidBucketName", 400, "The specified bucket is not valid.", { BucketName: bucket }),
  tooManyBuckets: (limit: number) => error("TooManyBuckets", 400, `You have attempted to create more buckets than allowed (${limit}).`),
  noSuchKey: (key: string) => error("NoSuchKey", 404, "The specified key does not exist.", { Key: key }),
  keyTooLong: (sizeBytes: number, maxBytes: number) =>
    error("KeyTooLongError", 400, "Your key is too long", { Size: sizeBytes, MaxSizeAllowed: maxBytes }),
  noSuchUpload: (uploadId: string) =>
    error(
      "NoSuchUpload",
      404,
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
      {
        UploadId: uploadId,
      },
    ),
  invalidVersion: (version: string) =>
    error("InvalidArgument", 400, "Invalid version id specified", { ArgumentName: "versionId", ArgumentValue: version }),
  notOwner: () => error("AccessDenied", 403, "Access Denied"),
  preconditionFailed: (condition: string) =>
    error("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", { Condition: condition }),
  notModified: (headers: Record<string, string>) => new ApiError("NotModified", 304, "Not Modified", { headers }),
  invalidRange: (range: string, sizeBytes: number) =>
    new ApiError("InvalidRange", 416, "The requested range is not satisfiable", {
      members: { RangeRequested: range, ActualObjectSize: sizeBytes },
      headers: { "content-range": `bytes */${sizeBytes}` },
    }),
  invalidPartNumber: (number: number, parts: number) =>
    error("InvalidPartNumber", 416, "The requested partnumber is not satisfiable", { ActualPartCount: parts, PartNumberRequested: number }),
  invalidDigest: (value: string) => error("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", { "Content-MD5": value }),
  badMd5: (expected: string, calculated: string) =>
    error("BadDigest", 400, "The Content-MD5 you specified did not match what we received.", {
      ExpectedDigest: expected,
      CalculatedDigest: calculated,
    }),
  badChecksum: (algorithm: string) => error("BadDigest", 400, `The ${algorithm} you specified did not match the calculated checksum.`),
  invalidPart: (uploadId: string, number: number, etag: string) =>
    error(
      "InvalidPart",
      400,
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { UploadId: uploadId, PartNumber: number, ETag: etag },
    ),
  invalidPartOrder: (uploadId: string) =>
    error("InvalidPartOrder", 400, "The list of parts was not in ascending order. Parts must be ordered by part number.", {
      UploadId: uploadId,
    }),
  tooLarge: (maxBytes: number) =>
    error("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", { MaxSizeAllowed: maxBytes }),
  tooMany: (what: string, limit: number) =>
    error("TooManyMultipartUploads", 400, `The limit of ${limit} ${what} is reached: complete or abort some.`),
  metadataTooLarge: (sizeBytes: number, maxBytes: number) =>
    error("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size", {
      Size: sizeBytes,
      MaxSizeAllowed: maxBytes,
    }),
  malformedXml: () =>
    error("MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"),
  invalidArgument: (name: string, value: unknown, message: string) =>
    error("InvalidArgument", 400, message, { ArgumentName: name, ArgumentValue: value }),
  invalidRequest: (message: string) => error("InvalidRequest", 400, message),
  aclNotSupported: () => error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs"),
  notImplemented: (header: string) =>
    error("NotImplemented", 501, "A header you provided implies functionality that is not implemented", { Header: header }),
  storageFull: () =>
    error("InsufficientStorage", 507, "The disk that holds the objects is full. Delete objects or make room, then try again."),
} as const;

/** The error a caller sees for what the store reports. */
export function toS3Error(fault: ObjectFault): ApiError {
  switch (fault.kind) {
    case "noSuchBucket":
      return s3Errors.noSuchBucket(fault.bucket);
    case "bucketNotEmpty":
      return s3Errors.bucketNotEmpty(fault.bucket);
    case "noSuchKey":
      return s3Errors.noSuchKey(fault.key);
    case "noSuchUpload":
      return s3Errors.noSuchUpload(fault.uploadId);
    case "preconditionFailed":
      return s3Errors.preconditionFailed(fault.condition);
    case "tooLarge":
      return s3Errors.tooLarge(fault.maxBytes);
    case "tooMany":
      return fault.what === "buckets" ? s3Errors.tooManyBuckets(fault.limit) : s3Errors.tooMany(fault.what, fault.limit);
    case "invalidPart":
      return s3Errors.invalidPart(fault.uploadId, fault.number, fault.etag);
    case "invalidPartOrder":
      return s3Errors.invalidPartOrder(fault.uploadId);
    case "partTooSmall":
      return new ApiError("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", {
        members: { PartNumber: fault.number, ETag: fault.etag, ProposedSize: fault.sizeBytes, MinSizeAllowed: fault.minBytes },
      });
    case "storageFull":
      return s3Errors.storageFull();
  }
}
