/** Events of `logs.db`: added, read by time, and removed when they are too old or too many. */
import { type Kysely, sql } from "kysely";
import { limits } from "../../limits.ts";
import type { LogEvent, LogEventQuery, LogGroupKey, NewLogEvent } from "../log-store.ts";
import { groupId, startsWith } from "./log-groups.ts";
import type { LogTables } from "./log-schema.ts";

/** Rows of one insert, and ids of one `in`: few enough for SQLite's number of parameters. */
const rowsAtOnce = 500;

type Db = Kysely<LogTables>;

/** Adds events to a stream, within a transaction, and gives their size; undefined when there is no such stream. */
export async function addEvents(
  db: Db,
  to: { readonly groupId: number; readonly stream: string },
  events: readonly NewLogEvent[],
  nowMs: number,
): Promise<number | undefined> {
  const stream = await db
    .selectFrom("streams")
    .selectAll()
    .where("group_id", "=", to.groupId)
    .where("name", "=", to.stream)
    .executeTakeFirst();
  if (!stream) return undefined;
  const rows = events.map(({ atMs, message }) => ({
    group_id: to.groupId,
    stream_id: stream.id,
    at_ms: atMs,
    ingested_ms: nowMs,
    bytes: Buffer.byteLength(message) + limits.logEventOverheadBytes,
    message,
  }));
  if (rows.length === 0) return 0;
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await db
      .insertInto("events")
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
  }
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const times = rows.map(({ at_ms }) => at_ms);
  const first = times.reduce((a, b) => Math.min(a, b), stream.first_ms ?? Number.POSITIVE_INFINITY);
  const last = times.reduce((a, b) => Math.max(a, b), stream.last_ms ?? 0);
  await db
    .updateTable("streams")
    .set({ first_ms: first, last_ms: last, ingested_ms: nowMs, bytes: stream.bytes + bytes })
    .where("id", "=", stream.id)
    .execute();
  return bytes;
}

/** One page. Sizes are read first, from an index alone, so that a page of large messages is never read for nothing. */
export async function readEvents(db: Db, key: LogGroupKey, query: LogEventQuery): Promise<{ events: LogEvent[]; more: boolean }> {
  const { limit, maxBytes, take } = query;
  const group = await groupId(db, key);
  if (group === undefined) return { events: [], more: false };
  const names = await streamNames(db, group, query);
  const order = sql.raw(take === "oldest" ? "at_ms, id" : "at_ms desc, id desc");
  // "+" keeps SQLite from merging the streams one by one, which would sort all their events for each page.
  const where =
    names.size === 1
      ? sql`stream_id = ${[...names.keys()][0]}`
      : sql`group_id = ${group} and +stream_id in (select value from json_each(${JSON.stringify([...names.keys()])}))`;
  const sized = await sql<{ id: number; bytes: number }>`
    select id, bytes from events where ${where} and ${range(query)} order by ${order} limit ${limit + 1}`.execute(db);
  const ids: number[] = [];
  let bytes = 0;
  for (const row of sized.rows) {
    bytes += row.bytes;
    if (ids.length === limit || (ids.length > 0 && bytes > maxBytes)) break;
    ids.push(row.id);
  }
  const found = await eventsById(db, ids, names);
  return { events: found, more: ids.length < sized.rows.length };
}

/** By id; a page without streams is empty. */
async function streamNames(db: Db, group: number, { streams, streamPrefix }: LogEventQuery): Promise<Map<number, string>> {
  let found = db.selectFrom("streams").select(["id", "name"]).where("group_id", "=", group);
  if (streams) found = found.where("name", "in", [...streams]);
  if (streamPrefix !== undefined) found = found.where(startsWith("name", streamPrefix));
  return new Map((await found.execute()).map(({ id, name }) => [id, name]));
}

function range({ fromMs, untilMs, after, before }: LogEventQuery) {
  return sql.join(
    [
      sql`at_ms >= ${Math.max(fromMs ?? 0, after?.atMs ?? 0)}`,
      ...(untilMs === undefined ? [] : [sql`at_ms < ${untilMs}`]),
      ...(after ? [sql`(at_ms, id) > (${after.atMs}, ${after.id})`] : []),
      ...(before ? [sql`(at_ms, id) < (${before.atMs}, ${before.id})`] : []),
    ],
    sql` and `,
  );
}

async function eventsById(db: Db, ids: readonly number[], names: ReadonlyMap<number, string>): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const rows = await db
      .selectFrom("events")
      .selectAll()
      .where("id", "in", ids.slice(at, at + rowsAtOnce))
      .execute();
    for (const { id, stream_id, at_ms, ingested_ms, message } of rows)
      events.push({ id, stream: names.get(stream_id)!, atMs: at_ms, ingestedMs: ingested_ms, message });
  }
  return events.sort((a, b) => a.atMs - b.atMs || a.id - b.id);
}

/** Removes some events of removed streams, and gives their size. */
export async function removeDiscarded(db: Db): Promise<number> {
  const stream = await db.selectFrom("discarded").select("stream_id").limit(1).executeTakeFirst();
  if (!stream) return 0;
  const removed = await removeSome(db, sql`stream_id = ${stream.stream_id}`);
  if (removed === 0) await db.deleteFrom("discarded").where("stream_id", "=", stream.stream_id).execute();
  return removed;
}

/** Removes some events that are older than their group keeps them, and gives their size. */
export async function removeExpired(db: Db, nowMs: number): Promise<number> {
  const groups = await db.selectFrom("groups").select(["id", "retention_days"]).where("retention_days", "is not", null).execute();
  let bytes = 0;
  for (const { id, retention_days } of groups)
    bytes += await removeSome(db, sql`group_id = ${id} and at_ms < ${nowMs - retention_days! * 86_400_000}`);
  return bytes;
}

/** Removes the oldest events of the largest stream, about `wantedBytes` of them, and gives their size. */
export async function removeOldest(db: Db, wantedBytes: number): Promise<number> {
  const largest = await db.selectFrom("streams").select("id").orderBy("bytes", "desc").limit(1).executeTakeFirst();
  return largest ? removeSome(db, sql`stream_id = ${largest.id}`, wantedBytes) : 0;
}

async function removeSome(db: Db, where: ReturnType<typeof sql>, wantedBytes = Number.POSITIVE_INFINITY): Promise<number> {
  const oldest = await sql<{ id: number; stream_id: number; bytes: number }>`
    select id, stream_id, bytes from events where ${where} order by at_ms, id limit ${limits.logRemovals}`.execute(db);
  let removed = 0;
  const rows = oldest.rows.filter(({ bytes }) => {
    const goes = removed < wantedBytes;
    if (goes) removed += bytes;
    return goes;
  });
  if (rows.length === 0) return 0;
  await db.transaction().execute(async (within) => {
    await sql`delete from events where id in (select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`.execute(within);
    for (const [stream, gone] of Map.groupBy(rows, ({ stream_id }) => stream_id)) {
      const bytes = gone.reduce((sum, row) => sum + row.bytes, 0);
      await sql`update streams set bytes = bytes - ${bytes}, first_ms = (select min(at_ms) from events where stream_id = ${stream})
        where id = ${stream}`.execute(within);
    }
  });
  return removed;
}
