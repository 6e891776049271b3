/** Which parts an upload becomes an object of, or why not. */
import { createHash } from "node:crypto";
import { type Checksum, compositeChecksum } from "../checksum.ts";
import { ObjectStoreError } from "../object-fault.ts";
import type { CompleteRequest, UploadInfo } from "../object-store.ts";

interface StoredPart {
  readonly number: number;
  readonly etag: string;
  readonly size_bytes: number;
  readonly checksum: string | null;
}

/** The stored parts in the order the client lists them; throws what is wrong with the list. */
export function chooseParts<Part extends StoredPart>(stored: readonly Part[], request: CompleteRequest, minPartBytes: number): Part[] {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const uploadId = request.upload.id;
  for (let i = 1; i < request.parts.length; i++) {
    if (request.parts[i]!.number <= request.parts[i - 1]!.number) throw new ObjectStoreError({ kind: "invalidPartOrder", uploadId });
  }
  const chosen = request.parts.map((wanted) => {
    const part = byNumber.get(wanted.number);
    const checksumFits = wanted.checksumValue === undefined || (part && checksumValue(part) === wanted.checksumValue);
    if (!part || part.etag !== wanted.etag || !checksumFits)
      throw new ObjectStoreError({ kind: "invalidPart", uploadId, number: wanted.number, etag: wanted.etag });
    return part;
  });
  for (const part of chosen.slice(0, -1)) {
    if (part.size_bytes >= minPartBytes) continue;
    throw new ObjectStoreError({
      kind: "partTooSmall",
      number: part.number,
      etag: part.etag,
      sizeBytes: part.size_bytes,
      minBytes: minPartBytes,
    });
  }
  return chosen;
}

/** The ETag S3 gives an object made of parts: the MD5 of their MD5s, and how many there are. */
export function multipartEtag(parts: readonly { readonly etag: string }[]): string {
  const md5 = createHash("md5");
  for (const part of parts) md5.update(Buffer.from(part.etag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}

/** The object's checksum of the type the upload was begun with; `whole` is that of the full content. */
export function completedChecksum(
  upload: UploadInfo["checksum"],
  parts: readonly StoredPart[],
  whole: string | undefined,
): Checksum | undefined {
  if (!upload) return undefined;
  const { algorithm, type } = upload;
  const value =
    type === "COMPOSITE"
      ? compositeChecksum(
          algorithm,
          parts.map((part) => checksumValue(part) ?? ""),
        )
      : (whole ?? "");
  return { algorithm, type, value };
}

function checksumValue(part: StoredPart): string | undefined {
  return part.checksum === null ? undefined : (JSON.parse(part.checksum) as { value: string }).value;
}
