/** The tables of `metrics.db`: what metrics there are, and their minutes. */
import { type Kysely, sql } from "kysely";
import { StoreVersionError } from "../store.ts";

export interface MetricTables {
  series: {
    id: number;
    /** `[namespace, name, [[name, value], …], unit]`, JSON. */
    key: string;
  };
  minutes: { series: number; at_ms: number; aggregate: string };
}

const schemaVersion = 1;

/** Makes the tables in an empty file; refuses a file of another version. */
export async function prepareMetricSchema(db: Kysely<MetricTables>, path: string): Promise<void> {
  const found = (await sql<{ user_version: number }>`pragma user_version`.execute(db)).rows[0]?.user_version ?? 0;
  if (found === schemaVersion) return;
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
