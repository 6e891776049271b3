/** The tables of `metrics.db`: what metrics there are, and their minutes. */
import { type Kysely, sql } from "kysely";
import { StoreVersionError } from "../store.ts";

export interface MetricTables {
  series: {
    id: number;
    /** `[region, namespace, name, [[name, value], …], unit]`, JSON. */
    key: string;
  };
  minutes: { series: number; at_ms: number; aggregate: string };
}

const schemaVersion = 2;

/**
 * Makes the tables in an empty file; refuses a file of another version. Before version 2 a metric had no region: those of such a file become
 * metrics of the default region, where nearly all of them are from.
 */
export async function prepareMetricSchema(db: Kysely<MetricTables>, path: string, defaultRegion: string): Promise<void> {
  const found = (await sql<{ user_version: number }>`pragma user_version`.execute(db)).rows[0]?.user_version ?? 0;
  if (found === schemaVersion) return;
  if (found === 1) return giveRegion(db, defaultRegion);
  if (found !== 0) {
    throw new StoreVersionError(
      `${path} was written by another version of Hostler (its format is ${found}, this one reads ${schemaVersion}). ` +
        "It holds nothing but the history of metrics: move it away, and a new one is made.",
    );
  }
  await db.transaction().execute(async (transaction) => {
    await sql`create table series (id integer primary key, key text not null unique)`.execute(transaction);
    await sql`create table minutes (series integer not null, at_ms integer not null, aggregate text not null,
      primary key (series, at_ms)) without rowid`.execute(transaction);
    await sql.raw(`pragma user_version = ${schemaVersion}`).execute(transaction);
  });
}

async function giveRegion(db: Kysely<MetricTables>, region: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`update series set key = ${`[${JSON.stringify(region)},`} || substr(key, 2)`.execute(transaction);
    await sql.raw(`pragma user_version = ${schemaVersion}`).execute(transaction);
  });
}
