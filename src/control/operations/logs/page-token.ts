/** Tokens of lists and filters: they belong to the query that gave them. */
import { createHash } from "node:crypto";
import { logErrors } from "./log-errors.ts";

/** What of a query must be the same on the next page: everything but token and page size. */
export interface Paged {
  nextToken?: string;
  limit?: number;
}

/** A token for `place`, a list of texts and numbers. */
export function writePageToken(query: Paged, place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([fingerprint(query), ...place])).toString("base64url");
}

/** The place in the token of a query, whose parts have the given types; undefined when it has none. */
export function readPageToken<Place extends readonly (string | number)[]>(query: Paged, types: readonly string[]): Place | undefined {
  if (query.nextToken === undefined) return undefined;
  try {
    const [of, ...place] = JSON.parse(Buffer.from(query.nextToken, "base64url").toString("utf8")) as unknown[];
    const fits =
      place.length === types.length && place.every((part, at) => (types[at] === "any" ? isPart(part) : typeof part === types[at]));
    if (of === fingerprint(query) && fits) return place as unknown as Place;
  } catch {
    // Not a token of ours: the caller hears so below.
  }
  throw logErrors.badToken();
}

const isPart = (part: unknown): boolean => typeof part === "string" || typeof part === "number";

function fingerprint({ nextToken: _token, limit: _limit, ...query }: Paged): string {
  const members = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(members)).digest("base64url").slice(0, 16);
}
