/** The List operations: sort, filter and page as AWS does (10 a page by default, 100 at most, newest first, tokens bound to their query). */
import { createHash } from "node:crypto";
import type { Principal } from "../api/wire.ts";
import type { Documents, Kind, ListQuery, Row } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";

export interface ListInput {
  SortBy?: string;
  SortOrder?: string;
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
  CreationTimeBefore?: Date;
  CreationTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  StatusEquals?: string;
}

const sortColumns = { Name: "name", CreationTime: "createdMs", Status: "status" } as const;

/** One page of rows, and the token of the next; no token on the last. */
export async function listPage<T>(
  documents: Documents,
  kind: Kind,
  caller: Principal,
  input: ListInput,
): Promise<{ rows: Row<T>[]; NextToken?: string }> {
  const { NextToken, MaxResults = 10, ...filters } = input;
  const sortBy = sortColumns[(input.SortBy ?? "CreationTime") as keyof typeof sortColumns];
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([kind, caller.region, filters]))
    .digest("base64url")
    .slice(0, 16);
  const query: ListQuery = {
    kind,
    region: caller.region,
    sortBy,
    ascending: input.SortOrder === "Ascending",
    nameContains: input.NameContains,
    createdBeforeMs: input.CreationTimeBefore?.getTime(),
    createdAfterMs: input.CreationTimeAfter?.getTime(),
    modifiedBeforeMs: input.LastModifiedTimeBefore?.getTime(),
    modifiedAfterMs: input.LastModifiedTimeAfter?.getTime(),
    status: input.StatusEquals,
    after: NextToken === undefined ? undefined : readToken(NextToken, fingerprint),
    limit: MaxResults + 1,
  };
  const found = await documents.list<T>(query);
  const rows = found.slice(0, MaxResults);
  const last = rows.at(-1);
  if (found.length <= MaxResults || !last) return { rows };
  const token = Buffer.from(JSON.stringify([fingerprint, last[sortBy], last.name])).toString("base64url");
  return { rows, NextToken: token };
}

function readToken(token: string, fingerprint: string): { value: string | number; name: string } {
  try {
    const [of, value, name] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as [string, string | number, string];
    if (of === fingerprint && ["string", "number"].includes(typeof value) && typeof name === "string") return { value, name };
  } catch {
    // Not a token of ours: the caller hears so below.
  }
  throw apiErrors.invalidToken();
}
