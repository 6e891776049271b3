/** How the checksums of an upload's parts become the one of the object. */
import type { ChecksumAlgorithm, ChecksumType } from "../../../objects/checksum.ts";
import { supportedAlgorithm } from "./checksum-fields.ts";
import { s3Errors } from "./s3-errors.ts";

/** The algorithm and type of an upload from what CreateMultipartUpload was asked; throws for pairs that S3 does not have. */
export function uploadChecksum(
  algorithmName: string | undefined,
  type: ChecksumType | undefined,
): { algorithm: ChecksumAlgorithm; type: ChecksumType } | undefined {
  if (algorithmName === undefined) {
    if (type === undefined) return undefined;
    throw s3Errors.invalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
  }
  const algorithm = supportedAlgorithm(algorithmName);
  const chosen = type ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  const impossible = chosen === "FULL_OBJECT" ? !algorithm.startsWith("CRC") : algorithm === "CRC64NVME";
  if (impossible) {
    throw s3Errors.invalidRequest(`The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  }
  return { algorithm, type: chosen };
}
