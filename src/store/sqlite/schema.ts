/** The tables, and the number that says which version of them a file holds. */
import { type Kysely, sql } from "kysely";
import { StoreVersionError } from "../store.ts";

export interface Tables {
  documents: {
    kind: string;
    region: string;
    /** Lower-case name: what is unique. */
    key: string;
    name: string;
    status: string;
    created_ms: number;
    modified_ms: number;
    version: number;
    document: string;
  };
  tags: { arn: string; key: string; value: string };
  images: { name: string; command: string; created_ms: number };
  subnets: { subnet: string; zone: string };
  events: { id: number; arn: string; at_ms: number; text: string };
}

const schemaVersion = 1;

/** Makes the tables in an empty file; refuses a file of another version. */
export async function prepareSchema(db: Kysely<Tables>, path: string): Promise<void> {
  const found = (await sql<{ user_version: number }>`pragma user_version`.execute(db)).rows[0]?.user_version ?? 0;
  if (found === schemaVersion) return;
  if (found !== 0) {
    throw new StoreVersionError(
      `${path} was written by another version of Hostler (its format is ${found}, this one reads ${schemaVersion}). ` +
        "Use that version, or give this one another folder with --data.",
    );
  }
  const statements = [
    `create table documents (kind text not null, region text not null, key text not null, name text not null, status text not null,
       created_ms integer not null, modified_ms integer not null, version integer not null, document text not null,
       primary key (kind, region, key)) without rowid`,
    "create index documents_by_creation on documents (kind, region, created_ms, name)",
    "create table tags (arn text not null, key text not null, value text not null, primary key (arn, key)) without rowid",
    "create table images (name text primary key, command text not null, created_ms integer not null)",
    "create table subnets (subnet text primary key, zone text not null)",
    "create table events (id integer primary key, arn text not null, at_ms integer not null, text text not null)",
    "create index events_by_arn on events (arn, id)",
    `pragma user_version = ${schemaVersion}`,
  ];
  await db.transaction().execute(async (transaction) => {
    for (const statement of statements) await sql.raw(statement).execute(transaction);
  });
}
