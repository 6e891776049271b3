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
  receipts: { arn: string; id: string; started_ms: number; open: number; document: string };
  alarms: {
    region: string;
    name: string;
    state: string;
    namespace: string;
    metric: string;
    version: number;
    document: string;
  };
  terms: { id: number; term: number };
  alarm_events: { id: number; region: string; name: string; at_ms: number; kind: string; summary: string; data: string };
}

/** What each version added to the one before. A file is brought up to the last one; what is here never changes, only more is added. */
const versions: readonly (readonly string[])[] = [
  [
    `create table documents (kind text not null, region text not null, key text not null, name text not null, status text not null,
       created_ms integer not null, modified_ms integer not null, version integer not null, document text not null,
       primary key (kind, region, key)) without rowid`,
    "create index documents_by_creation on documents (kind, region, created_ms, name)",
    "create table tags (arn text not null, key text not null, value text not null, primary key (arn, key)) without rowid",
    "create table images (name text primary key, command text not null, created_ms integer not null)",
    "create table subnets (subnet text primary key, zone text not null)",
    "create table events (id integer primary key, arn text not null, at_ms integer not null, text text not null)",
    "create index events_by_arn on events (arn, id)",
  ],
  [
    `create table alarms (region text not null, name text not null, state text not null, namespace text not null, metric text not null,
       version integer not null, document text not null, primary key (region, name)) without rowid`,
    "create index alarms_by_metric on alarms (region, namespace, metric, name)",
    `create table alarm_events (id integer primary key autoincrement, region text not null, name text not null, at_ms integer not null,
       kind text not null, summary text not null, data text not null)`,
    "create index alarm_events_by_name on alarm_events (region, name, id)",
    "create index alarm_events_by_time on alarm_events (at_ms)",
  ],
  [
    `create table receipts (arn text not null, id text not null, started_ms integer not null, open integer not null,
       document text not null, primary key (arn, id)) without rowid`,
    "create index receipts_by_start on receipts (arn, started_ms)",
    "create index receipts_by_age on receipts (started_ms)",
    "create index receipts_open on receipts (started_ms) where open = 1",
  ],
  ["create table terms (id integer primary key check (id = 1), term integer not null)", "insert into terms values (1, 0)"],
];

/** Makes the tables in an empty file, and those an older file lacks; refuses a file of a newer version. */
export async function prepareSchema(db: Kysely<Tables>, path: string): Promise<void> {
  const found = (await sql<{ user_version: number }>`pragma user_version`.execute(db)).rows[0]?.user_version ?? 0;
  if (found === versions.length) return;
  if (found > versions.length) {
    throw new StoreVersionError(
      `${path} was written by a newer version of Hostler (its format is ${found}, this one reads up to ${versions.length}). ` +
        "Use that version, or give this one another folder with --data.",
    );
  }
  await db.transaction().execute(async (transaction) => {
    for (const statement of versions.slice(found).flat()) await sql.raw(statement).execute(transaction);
    await sql.raw(`pragma user_version = ${versions.length}`).execute(transaction);
  });
}
