/** The members for checksums, of which every shape of S3 has one per algorithm. */
import { type Checksum, type ChecksumAlgorithm, checksumAlgorithms, checksumBytes } from "../../../objects/checksum.ts";
import { s3Errors } from "./s3-errors.ts";

/** The members of the model; the XXHASH family has no implementation here. */
export type ChecksumFields = {
  [Name in ChecksumAlgorithm as `Checksum${Name}`]?: string;
};

interface AllChecksumFields extends ChecksumFields {
  readonly ChecksumXXHASH64?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH128?: string;
}

/** The one checksum a structure carries. */
export function givenChecksum(fields: AllChecksumFields): Omit<Checksum, "type"> | undefined {
  for (const name of ["ChecksumXXHASH64", "ChecksumXXHASH3", "ChecksumXXHASH128"] as const) {
    if (fields[name] !== undefined) throw s3Errors.notImplemented(checksumHeader(name.slice("Checksum".length)));
  }
  const given = checksumAlgorithms.flatMap((algorithm) => {
    const value = fields[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (given.length > 1)
    throw s3Errors.invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  return given[0];
}

export function checksumFields(checksum: Omit<Checksum, "type"> | undefined): ChecksumFields {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {};
}

export function checksumHeader(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm by its name on the wire. */
export function supportedAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((each) => each === name.toUpperCase());
  if (!algorithm) throw s3Errors.notImplemented(checksumHeader(name));
  return algorithm;
}

/** True for base64 of the right length. */
export function isChecksum(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, "base64");
  return bytes.length === checksumBytes(algorithm) && bytes.toString("base64") === value;
}
