/** What a client claims about the bytes it sends, and the check once they are in. */
import type { Call } from "../../../api/handlers.ts";
import type { ChecksumAlgorithm } from "../../../objects/checksum.ts";
import type { ContentDigest } from "../../../objects/content-digest.ts";
import type { ContentRequest } from "../../../objects/object-store.ts";
import { type ChecksumFields, checksumHeader, givenChecksum, isChecksum, supportedAlgorithm } from "./checksum-fields.ts";
import { s3Errors } from "./s3-errors.ts";

type BodyInput = ChecksumFields & { readonly ContentMD5?: string; readonly ChecksumAlgorithm?: string };

/** The content of a PutObject or UploadPart: its bytes are kept only if they are the ones the client meant. */
export function verifiedContent(call: Call<BodyInput>): ContentRequest & { algorithm?: ChecksumAlgorithm } {
  const md5 = claimedMd5(call.input.ContentMD5);
  const given = givenChecksum(call.input);
  const trailer = trailerAlgorithm(call.headers["x-amz-trailer"]);
  const algorithm = given?.algorithm ?? trailer;
  requireAnnounced(call.input.ChecksumAlgorithm, algorithm);
  if (given && !isChecksum(given.algorithm, given.value)) throw invalidValue(given.algorithm);
  const accept = (digest: ContentDigest): void => {
    if (md5 !== undefined && md5 !== digest.md5) throw s3Errors.badMd5(md5, digest.md5);
    if (!algorithm) return;
    const claimed = given?.value ?? call.trailers()[checksumHeader(algorithm)];
    if (claimed === undefined || !isChecksum(algorithm, claimed)) throw invalidValue(algorithm);
    if (claimed !== digest.checksum?.value) throw s3Errors.badChecksum(algorithm);
  };
  return { body: call.body, algorithm, accept };
}

/** In hex. */
function claimedMd5(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!isChecksum("MD5", header)) throw s3Errors.invalidDigest(header);
  return Buffer.from(header, "base64").toString("hex");
}

/** The checksum that the `x-amz-trailer` header announces. */
function trailerAlgorithm(header: string | undefined): ChecksumAlgorithm | undefined {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  const checksum = names.find((name) => name.startsWith("x-amz-checksum-"));
  return checksum === undefined ? undefined : supportedAlgorithm(checksum.slice("x-amz-checksum-".length));
}

function requireAnnounced(announced: string | undefined, found: ChecksumAlgorithm | undefined): void {
  if (announced === undefined) return;
  const algorithm = supportedAlgorithm(announced);
  if (!found) {
    throw s3Errors.invalidRequest(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  if (algorithm !== found) throw s3Errors.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
}

function invalidValue(algorithm: ChecksumAlgorithm): Error {
  return s3Errors.invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}
