/** Names in listings: `encoding-type=url` lets keys that XML cannot hold travel, and continuation tokens say where a page ended. */

import type { EncodingType, Object as ListedObject } from "../../../api/gen/s3.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import { limits } from "../../../limits.ts";
import type { ListPosition, ObjectInfo } from "../../../objects/object-store.ts";
import { quoted } from "./etags.ts";
import { wholeSeconds } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

/** How to write a key, prefix, delimiter or marker. Slashes stay readable; everything else doubtful is escaped. */
export function nameWriter(encoding: EncodingType | undefined): <Name extends string | undefined>(name: Name) => Name {
  return (name) => (encoding === "url" && name !== undefined ? (encodeURIComponent(name).replaceAll("%2F", "/") as typeof name) : name);
}

/** The size of a page: as asked, but never more than the most S3 gives. */
export function pageSize(name: string, asked: number | undefined): number {
  if (asked !== undefined && asked < 0)
    throw s3Errors.invalidArgument(name, asked, `Argument ${name} must be an integer between 0 and 2147483647`);
  return Math.min(asked ?? limits.objectPage, limits.objectPage);
}

export function toToken(position: ListPosition | undefined): string | undefined {
  if (!position) return undefined;
  return Buffer.from(position.kind === "key" ? `k${position.key}` : `p${position.prefix}`).toString("base64url");
}

export function fromToken(token: string | undefined): ListPosition | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, "base64url").toString();
  if (text.startsWith("k")) return { kind: "key", key: text.slice(1) };
  if (text.startsWith("p")) return { kind: "prefix", prefix: text.slice(1) };
  throw s3Errors.invalidArgument("continuation-token", token, "The continuation token provided is incorrect");
}

export function listEntry(info: ObjectInfo, write: (name: string) => string, owner: Owner | undefined): ListedObject {
  const { checksum, properties } = info;
  return {
    Key: write(info.key),
    LastModified: new Date(wholeSeconds(info.lastModified)),
    ETag: quoted(info.etag),
    ChecksumAlgorithm: checksum && [checksum.algorithm],
    ChecksumType: checksum?.type,
    Size: info.sizeBytes,
    StorageClass: (properties.storageClass ?? "STANDARD") as ListedObject["StorageClass"],
    Owner: owner,
  };
}

export interface Owner {
  readonly ID: string;
  readonly DisplayName: string;
}

/** Everything belongs to the account of the caller. */
export function ownerOf(principal: Principal): Owner {
  return { ID: principal.accountId, DisplayName: principal.accountId };
}
