/** Tokens of CloudWatch's pages: where the next one begins, bound to the request that gave the token. */
import { createHash } from "node:crypto";
import { cloudwatchErrors } from "./cloudwatch-errors.ts";

/** A token for going on at `next` with the request that `request` stands for. */
export function pageToken(request: unknown, next: string | number): string {
  return Buffer.from(JSON.stringify([fingerprint(request), next])).toString("base64url");
}

/** Where the request goes on; undefined at its beginning. Throws InvalidNextToken for the token of another. */
export function readPageToken(request: unknown, token: string | undefined): string | number | undefined {
  if (token === undefined) return undefined;
  try {
    const [of, next] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as [string, string | number];
    if (of === fingerprint(request) && ["string", "number"].includes(typeof next)) return next;
  } catch {
    // Not a token of ours: the caller hears so below.
  }
  throw cloudwatchErrors.invalidToken();
}

function fingerprint(request: unknown): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64url").slice(0, 16);
}
