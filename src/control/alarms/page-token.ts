/** Tokens of the pages of alarm listings: where to go on, bound to the query that gave them. */
import { createHash } from "node:crypto";
import { alarmErrors } from "./alarm-errors.ts";

/** Stands for a query, so that its tokens are of no use to another. */
export function fingerprint(query: unknown): string {
  return createHash("sha256").update(JSON.stringify(query)).digest("base64url").slice(0, 16);
}

export function pageToken(query: string, after: string | number): string {
  return Buffer.from(JSON.stringify([query, after])).toString("base64url");
}

export function readPageToken(token: string, query: string, type: "string" | "number"): string | number {
  try {
    const [of, after] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as [string, string | number];
    if (of === query && typeof after === type) return after;
  } catch {
    // Not a token of ours: the caller hears so below.
  }
  throw alarmErrors.invalidToken();
}
