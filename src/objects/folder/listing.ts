/** One page of a bucket: objects in the order of their keys' bytes, with keys below a delimiter folded into common prefixes. */
import type { Kysely } from "kysely";
import type { ListPosition, ListRequest, ObjectInfo, ObjectPage } from "../object-store.ts";
import { keyBytes, keyText, toObjectInfo } from "./rows.ts";
import type { ObjectRow, Tables } from "./schema.ts";

/** Rows read in one go at most. */
const batchRows = 1001;

/**
 * Reads rows in batches from `from` upwards. Inside a folded prefix it does not read on, it jumps: a page of common prefixes costs
 * a query or less for each, however many keys are below them.
 */
export async function listObjects(db: Kysely<Tables>, request: ListRequest): Promise<ObjectPage> {
  const objects: ObjectInfo[] = [];
  const commonPrefixes: string[] = [];
  const end = afterPrefix(keyBytes(request.prefix));
  let from = startOf(request);
  let last: ListPosition | undefined;
  if (request.limit === 0) return { objects, commonPrefixes };
  while (true) {
    const wanted = Math.min(batchRows, request.limit - objects.length - commonPrefixes.length + 1);
    const rows = await rowsBetween(db, request.bucket, from, end, wanted);
    for (const row of rows) {
      const key = keyText(row.key);
      if (last?.kind === "prefix" && key.startsWith(last.prefix)) continue;
      if (objects.length + commonPrefixes.length === request.limit) return { objects, commonPrefixes, next: last };
      const folded = commonPrefixOf(key, request.prefix, request.delimiter);
      if (folded === undefined) objects.push(toObjectInfo(row));
      else commonPrefixes.push(folded);
      last = folded === undefined ? { kind: "key", key } : { kind: "prefix", prefix: folded };
    }
    if (rows.length < wanted) return { objects, commonPrefixes };
    const seen = last?.kind === "prefix" ? afterPrefix(keyBytes(last.prefix)) : afterKey(rows.at(-1)!.key);
    if (!seen) return { objects, commonPrefixes };
    from = seen;
  }
}

/** The part of `key` up to the first delimiter behind the prefix, delimiter included; undefined when there is none. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The smallest byte string above every one that begins with `prefix`; undefined when there is none. */
function afterPrefix(prefix: Uint8Array): Buffer | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, length));
  next[length - 1]!++;
  return next;
}

function afterKey(key: Uint8Array): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}

function startOf(request: ListRequest): Buffer {
  const prefix = keyBytes(request.prefix);
  if (!request.after) return prefix;
  const { after } = request;
  const start = after.kind === "key" ? afterKey(keyBytes(after.key)) : (afterPrefix(keyBytes(after.prefix)) ?? prefix);
  return Buffer.compare(start, prefix) > 0 ? start : prefix;
}

async function rowsBetween(db: Kysely<Tables>, bucket: string, from: Buffer, end: Buffer | undefined, limit: number): Promise<ObjectRow[]> {
  const query = db.selectFrom("object").selectAll().where("bucket", "=", bucket).where("key", ">=", from).orderBy("key").limit(limit);
  return (end ? query.where("key", "<", end) : query).execute();
}
