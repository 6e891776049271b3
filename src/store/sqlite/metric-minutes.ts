/** Minutes of metrics in the file: written many at a time, read and removed metric by metric. */
import { type Kysely, sql } from "kysely";
import { type Aggregate, decodeAggregate, encodeAggregate, merge } from "../../core/metrics/aggregate.ts";
import type { Cell } from "../../core/metrics/time-slots.ts";
import type { MetricTables } from "./metric-schema.ts";
import type { Series } from "./metric-series.ts";

type Database = Kysely<MetricTables>;

/** Every series of the file, with the last minute it has. */
export function loadSeries(db: Database): Promise<{ id: number; key: string; lastMs: number | null }[]> {
  return db
    .selectFrom("series")
    .select(["id", "key"])
    .select((from) =>
      from
        .selectFrom("minutes")
        .select((minutes) => minutes.fn.max("at_ms").as("last"))
        .whereRef("minutes.series", "=", "series.id")
        .as("lastMs"),
    )
    .execute() as Promise<{ id: number; key: string; lastMs: number | null }[]>;
}

/** Gives rows to series that have none. */
export async function addSeries(db: Database, cells: readonly Cell<Series>[]): Promise<void> {
  const fresh = new Map(cells.filter(({ series }) => series.id === undefined).map(({ series }) => [series.text, series]));
  if (fresh.size === 0) return;
  const rows = [...fresh.keys()].map((key) => ({ key }) as MetricTables["series"]);
  for (const { id, key } of await db.insertInto("series").values(rows).returning(["id", "key"]).execute()) fresh.get(key)!.id = id;
}

/** Writes minutes in one transaction. Some may be in the file already (late samples, a restart within the minute): they are added to. */
export async function addMinutes(db: Database, cells: readonly Cell<Series>[]): Promise<void> {
  const rows = cells.map(({ series, atMs, aggregate }) => ({ series: series.id!, at_ms: atMs, aggregate: encodeAggregate(aggregate) }));
  await db.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto("minutes")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning(["series", "at_ms"])
      .execute();
    if (added.length === rows.length) return;
    const written = new Set(added.map(({ series, at_ms }) => `${series} ${at_ms}`));
    for (const { series, atMs, aggregate } of cells) {
      if (!written.has(`${series.id} ${atMs}`)) await addToMinute(transaction, series.id!, atMs, aggregate);
    }
  });
}

async function addToMinute(db: Database, series: number, atMs: number, aggregate: Aggregate): Promise<void> {
  const found = await db
    .selectFrom("minutes")
    .select("aggregate")
    .where("series", "=", series)
    .where("at_ms", "=", atMs)
    .executeTakeFirstOrThrow();
  const both = decodeAggregate(found.aggregate);
  merge(both, aggregate);
  await db
    .updateTable("minutes")
    .set({ aggregate: encodeAggregate(both) })
    .where("series", "=", series)
    .where("at_ms", "=", atMs)
    .execute();
}

/** Up to `most` minutes of a series, oldest first. */
export async function readMinutes(
  db: Database,
  series: number,
  range: { startMs: number; endMs: number; most: number },
): Promise<{ atMs: number; aggregate: Aggregate }[]> {
  const rows = await db
    .selectFrom("minutes")
    .select(["at_ms", "aggregate"])
    .where("series", "=", series)
    .where("at_ms", ">=", range.startMs)
    .where("at_ms", "<", range.endMs)
    .orderBy("at_ms")
    .limit(range.most)
    .execute();
  return rows.map(({ at_ms, aggregate }) => ({ atMs: at_ms, aggregate: decodeAggregate(aggregate) }));
}

/** Removes the minutes of a series before a moment. */
export async function removeMinutes(db: Database, series: number, beforeMs: number): Promise<void> {
  await db.deleteFrom("minutes").where("series", "=", series).where("at_ms", "<", beforeMs).execute();
}

export async function usedBytes(db: Database): Promise<number> {
  const { rows } = await sql<{ used: number }>`select (page_count - freelist_count) * page_size as used
    from pragma_page_count, pragma_freelist_count, pragma_page_size`.execute(db);
  return rows[0]?.used ?? 0;
}
