/** Alarms and what happened to them: found by name, state or metric, changed by compare-and-swap together with their history. */
import type { Kysely, Selectable } from "kysely";
import { limits } from "../../limits.ts";
import type { AlarmEvent, AlarmHistoryQuery, AlarmQuery, AlarmRow, Alarms } from "../store.ts";
import type { Tables } from "./schema.ts";

export function sqliteAlarms(db: Kysely<Tables>): Alarms {
  return {
    find: async <T>(region: string, names: readonly string[]) => {
      if (names.length === 0) return [];
      const found = await db
        .selectFrom("alarms")
        .selectAll()
        .where("region", "=", region)
        .where("name", "in", [...new Set(names)])
        .orderBy("name")
        .execute();
      return found.map((row) => toRow<T>(row));
    },
    list: <T>(query: AlarmQuery) => list<T>(db, query),
    all: async <T>() => (await db.selectFrom("alarms").selectAll().orderBy("region").orderBy("name").execute()).map((row) => toRow<T>(row)),
    count: async (region) => {
      const counted = await db
        .selectFrom("alarms")
        .select((select) => select.fn.countAll<number>().as("count"))
        .where("region", "=", region)
        .executeTakeFirstOrThrow();
      return counted.count;
    },
    put: (row, events) =>
      db.transaction().execute(async (transaction) => {
        const written = row.version === 0 ? await insert(transaction, row, events) : await replace(transaction, row);
        if (written) await addEvents(transaction, row.region, row.name, events);
        return written;
      }),
    remove: (region, name, events) =>
      db.transaction().execute(async (transaction) => {
        const gone = await transaction.deleteFrom("alarms").where("region", "=", region).where("name", "=", name).executeTakeFirst();
        if (gone.numDeletedRows === 0n) return false;
        await addEvents(transaction, region, name, events);
        return true;
      }),
    history: (query) => history(db, query),
  };
}

/** Versions begin at the moment of creation: none of an alarm is ever one that an earlier alarm of this name had. */
const firstVersion = (events: readonly AlarmEvent[]): number => Math.max(0, ...events.map(({ atMs }) => atMs)) * 1000 + 1;

async function insert<T>(db: Kysely<Tables>, row: AlarmRow<T>, events: readonly AlarmEvent[]): Promise<boolean> {
  const { region, name, state, namespace, metric } = row;
  const added = await db
    .insertInto("alarms")
    .values({ region, name, state, namespace, metric, version: firstVersion(events), document: JSON.stringify(row.document) })
    .onConflict((conflict) => conflict.columns(["region", "name"]).doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function replace<T>(db: Kysely<Tables>, row: AlarmRow<T>): Promise<boolean> {
  const { state, namespace, metric, version } = row;
  const changed = await db
    .updateTable("alarms")
    .set({ state, namespace, metric, version: version + 1, document: JSON.stringify(row.document) })
    .where("region", "=", row.region)
    .where("name", "=", row.name)
    .where("version", "=", version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

async function list<T>(db: Kysely<Tables>, query: AlarmQuery): Promise<AlarmRow<T>[]> {
  const { namePrefix, state, metric, after } = query;
  let rows = db.selectFrom("alarms").selectAll().where("region", "=", query.region);
  if (namePrefix !== undefined) rows = rows.where((where) => where(where.fn("instr", ["name", where.val(namePrefix)]), "=", 1));
  if (state !== undefined) rows = rows.where("state", "=", state);
  if (metric !== undefined) rows = rows.where("namespace", "=", metric.namespace).where("metric", "=", metric.name);
  if (after !== undefined) rows = rows.where("name", ">", after);
  return (await rows.orderBy("name").limit(query.limit).execute()).map((row) => toRow<T>(row));
}

/** The history is bounded by age and by number over all alarms, so that names which come and go leave nothing behind. */
async function addEvents(db: Kysely<Tables>, region: string, name: string, events: readonly AlarmEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ atMs, kind, summary, data }) => ({ region, name, at_ms: atMs, kind, summary, data }));
  const { insertId = 0n } = await db
    .insertInto("alarm_events")
    .values(rows as never)
    .executeTakeFirst();
  const newestMs = Math.max(...events.map(({ atMs }) => atMs));
  await db
    .deleteFrom("alarm_events")
    .where("at_ms", "<", newestMs - limits.alarmEventMs)
    .execute();
  await db
    .deleteFrom("alarm_events")
    .where("id", "<=", Number(insertId) - limits.alarmEvents)
    .execute();
}

async function history(db: Kysely<Tables>, query: AlarmHistoryQuery): Promise<(AlarmEvent & { id: number; name: string })[]> {
  let rows = db
    .selectFrom("alarm_events")
    .select(["id", "name", "at_ms as atMs", "kind", "summary", "data"])
    .where("region", "=", query.region);
  if (query.name !== undefined) rows = rows.where("name", "=", query.name);
  if (query.kind !== undefined) rows = rows.where("kind", "=", query.kind);
  if (query.fromMs !== undefined) rows = rows.where("at_ms", ">=", query.fromMs);
  if (query.toMs !== undefined) rows = rows.where("at_ms", "<=", query.toMs);
  if (query.after !== undefined) rows = rows.where("id", query.ascending ? ">" : "<", query.after);
  return rows
    .orderBy("id", query.ascending ? "asc" : "desc")
    .limit(query.limit)
    .execute();
}

function toRow<T>({ document, ...row }: Selectable<Tables["alarms"]>): AlarmRow<T> {
  return { ...row, document: JSON.parse(document) as T };
}
