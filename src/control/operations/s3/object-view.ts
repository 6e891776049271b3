/** Which bytes of an object a GetObject or HeadObject is about, and the answer but for the bytes. */

import type { GetObjectRequest, HeadObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ByteRange, ObjectInfo, PartInfo } from "../../../objects/object-store.ts";
import { byteRange } from "./byte-range.ts";
import { checksumFields } from "./checksum-fields.ts";
import { quoted } from "./etags.ts";
import { describeObject } from "./object-properties.ts";
import { readVerdict } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

type ReadInput = GetObjectRequest | HeadObjectRequest;

/** The whole object has no `range`. */
interface View {
  readonly range?: ByteRange;
  readonly part?: PartInfo;
}

/** Decides what is read; throws what the conditions, the range or the part number make of the request. */
export function chooseView(input: ReadInput, info: ObjectInfo, parts: readonly PartInfo[]): View {
  if (input.SSECustomerAlgorithm !== undefined) throw s3Errors.notImplemented("x-amz-server-side-encryption-customer-algorithm");
  const verdict = readVerdict(
    {
      ifMatch: input.IfMatch,
      ifNoneMatch: input.IfNoneMatch,
      ifModifiedSince: input.IfModifiedSince,
      ifUnmodifiedSince: input.IfUnmodifiedSince,
    },
    info,
  );
  if (verdict.kind === "failed") throw s3Errors.preconditionFailed(verdict.condition);
  if (verdict.kind === "notModified") {
    throw s3Errors.notModified({ etag: quoted(info.etag), "last-modified": describeObject(info).LastModified.toUTCString() });
  }
  if (input.PartNumber === undefined) return rangeView(input.Range, info.sizeBytes);
  if (input.Range !== undefined) throw s3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
  return partView(input.PartNumber, info, parts);
}

/** The answer's headers. Checksums are told when asked for, of the whole object or of a part, since nobody could check one of a range. */
export function describeView(call: Call<ReadInput>, info: ObjectInfo, view: View) {
  const { input } = call;
  const { range, part } = view;
  const whole = { first: 0, last: info.sizeBytes - 1 };
  const { first, last } = range ?? whole;
  const checksum = part ? part.checksum : range ? undefined : info.checksum;
  const told = input.ChecksumMode === "ENABLED" && checksum;
  const described = describeObject(info);
  return {
    ...described,
    ContentLength: last - first + 1,
    ContentRange: range && `bytes ${first}-${last}/${info.sizeBytes}`,
    PartsCount: part && info.partCount,
    ...(told ? { ...checksumFields(checksum), ChecksumType: info.checksum?.type } : {}),
    CacheControl: input.ResponseCacheControl ?? described.CacheControl,
    ContentDisposition: input.ResponseContentDisposition ?? described.ContentDisposition,
    ContentEncoding: input.ResponseContentEncoding ?? described.ContentEncoding,
    ContentLanguage: input.ResponseContentLanguage ?? described.ContentLanguage,
    ContentType: input.ResponseContentType ?? described.ContentType,
    Expires: input.ResponseExpires ?? described.Expires,
  };
}

function rangeView(header: string | undefined, sizeBytes: number): View {
  const range = header === undefined ? undefined : byteRange(header, sizeBytes);
  if (range === "unsatisfiable") throw s3Errors.invalidRange(header!, sizeBytes);
  return { range };
}

/** An object that was not uploaded in parts is its own part 1. */
function partView(number: number, info: ObjectInfo, parts: readonly PartInfo[]): View {
  if (info.partCount === undefined) {
    if (number !== 1) throw s3Errors.invalidPartNumber(number, 1);
    return info.sizeBytes === 0 ? {} : { range: { first: 0, last: info.sizeBytes - 1 } };
  }
  const at = parts.findIndex((part) => part.number === number);
  const part = parts[at];
  if (!part) throw s3Errors.invalidPartNumber(number, parts.length);
  const first = parts.slice(0, at).reduce((sum, before) => sum + before.sizeBytes, 0);
  return { part, range: { first, last: first + part.sizeBytes - 1 } };
}
