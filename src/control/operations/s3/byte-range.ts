/** The `Range` header of a read. */
import type { ByteRange } from "../../../objects/object-store.ts";

/**
 * The bytes a header asks for, within an object of `sizeBytes`; undefined for a header that is to be ignored (several ranges, another
 * unit, nonsense), as RFC 9110 says and S3 does.
 */
export function byteRange(header: string, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/.exec(header);
  if (!match) return undefined;
  const [from, to] = [match[1]!, match[2]!];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const length = Math.min(Number(to), sizeBytes);
    return length === 0 ? "unsatisfiable" : { first: sizeBytes - length, last: sizeBytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= sizeBytes ? "unsatisfiable" : { first, last };
}
