/** The tables of `logs.db`: groups, streams, events, and how far the files of instances are read. */
import { type Generated, type Kysely, sql } from "kysely";
import { StoreVersionError } from "../store.ts";

export interface LogTables {
  groups: {
    id: Generated<number>;
    region: string;
    name: string;
    created_ms: number;
    retention_days: number | null;
    class: string;
  };
  streams: {
    id: Generated<number>;
    group_id: number;
    name: string;
    created_ms: number;
    first_ms: number | null;
    last_ms: number | null;
    ingested_ms: number | null;
    bytes: number;
  };
  events: {
    id: Generated<number>;
    group_id: number;
    stream_id: number;
    at_ms: number;
    ingested_ms: number;
    bytes: number;
    message: string;
  };
  /** Removed streams whose events have yet to go. */
  discarded: { stream_id: number };
  tails: { file: string; region: string; offset: number; rotated_ms: number; last_ms: number };
}

const schemaVersion = 1;

/** Makes the tables in an empty file; refuses a file of another version. */
export async function prepareLogSchema(db: Kysely<LogTables>, path: string): Promise<void> {
  const found = (await sql<{ user_version: number }>`pragma user_version`.execute(db)).rows[0]?.user_version ?? 0;
  // What instances print can be a lot: a sync for each second of it is not worth what a crash of the machine would lose.
  await sql`pragma synchronous = normal`.execute(db);
  if (found === schemaVersion) return;
  if (found !== 0) {
    throw new StoreVersionError(
      `${path} was written by another version of Hostler (its format is ${found}, this one reads ${schemaVersion}). ` +
        "It holds nothing but logs: move it away, and a new one is made.",
    );
  }
  await db.transaction().execute(async (transaction) => {
    for (const statement of statements) await sql.raw(statement).execute(transaction);
  });
}

/** Ids are never used twice, so that a place in a stream (time, id) never means another one later. Both indices hold all that sizing a page needs. */
const statements = [
  `create table groups (id integer primary key autoincrement, region text not null, name text not null, created_ms integer not null,
     retention_days integer, class text not null, unique (region, name)) strict`,
  `create table streams (id integer primary key autoincrement, group_id integer not null, name text not null, created_ms integer not null,
     first_ms integer, last_ms integer, ingested_ms integer, bytes integer not null, unique (group_id, name)) strict`,
  `create table events (id integer primary key autoincrement, group_id integer not null, stream_id integer not null, at_ms integer not null,
     ingested_ms integer not null, bytes integer not null, message text not null) strict`,
  "create index events_of_group on events (group_id, at_ms, id, stream_id, bytes)",
  "create index events_of_stream on events (stream_id, at_ms, id, bytes)",
  "create table discarded (stream_id integer primary key) strict",
  `create table tails (file text primary key, region text not null, offset integer not null, rotated_ms integer not null,
     last_ms integer not null) strict, without rowid`,
  `pragma user_version = ${schemaVersion}`,
];
