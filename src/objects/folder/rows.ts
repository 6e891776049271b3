/** Rows of the index and what they mean outside, both ways. */
import type { ObjectInfo, ObjectProperties, PartInfo, UploadInfo } from "../object-store.ts";
import type { ObjectRow, PieceRow, UploadRow } from "./schema.ts";

export function keyBytes(key: string): Buffer {
  return Buffer.from(key, "utf8");
}

export function keyText(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("utf8");
}

export function toObjectInfo(row: Omit<ObjectRow, "bucket" | "content_id">): ObjectInfo {
  const properties = JSON.parse(row.properties) as ObjectProperties;
  return {
    key: keyText(row.key),
    sizeBytes: row.size_bytes,
    etag: row.etag,
    sha256: row.sha256,
    lastModified: row.modified_at,
    contentType: properties.contentType,
    metadata: properties.metadata ?? {},
    properties,
    checksum: fromJson(row.checksum),
    partCount: row.part_count || undefined,
  };
}

export function toUploadInfo(row: UploadRow): UploadInfo {
  return {
    id: row.id,
    bucket: row.bucket,
    key: keyText(row.key),
    startedAt: row.started_at,
    properties: JSON.parse(row.properties) as ObjectProperties,
    checksum: fromJson(row.checksum),
  };
}

export function toPartInfo(row: Omit<PieceRow, "content_id" | "file_id">): PartInfo {
  return { number: row.number, sizeBytes: row.size_bytes, etag: row.etag, lastModified: row.modified_at, checksum: fromJson(row.checksum) };
}

export function toJson(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

function fromJson<T>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T);
}
