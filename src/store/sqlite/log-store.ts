/** The log store in one SQLite file. */
import { Kysely, sql } from "kysely";
import { nodeSqliteDialect } from "../../lib/node-sqlite-dialect.ts";
import { limits } from "../../limits.ts";
import type { LogStore } from "../log-store.ts";
import { addEvents, readEvents, removeDiscarded, removeExpired, removeOldest } from "./log-events.ts";
import { createGroup, createStream, groupId, sqliteLogGroups, sqliteLogStreams } from "./log-groups.ts";
import { type LogTables, prepareLogSchema } from "./log-schema.ts";

/** Opens, and if need be makes, the log store at `path` (`:memory:` for tests), which keeps `maxBytes` of events. */
export async function openSqliteLogStore(path: string, maxBytes: number = limits.logStoreBytes): Promise<LogStore> {
  const db = new Kysely<LogTables>({ dialect: nodeSqliteDialect(path) });
  try {
    await prepareLogSchema(db, path);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let kept = await keptBytes(db);

  /** Removes the oldest until what is kept is within the bound, and some more, so that it need not be done for every line. */
  const makeRoom = async (): Promise<void> => {
    while (kept > maxBytes) {
      const removed = (await removeDiscarded(db)) || (await removeOldest(db, kept - maxBytes + maxBytes / 64));
      if (removed === 0) return;
      kept -= removed;
    }
  };

  return {
    ...sqliteLogGroups(db),
    ...sqliteLogStreams(db),
    append: async (key, stream, events, nowMs) => {
      const added = await db.transaction().execute(async (within) => {
        const id = await groupId(within, key);
        return id === undefined ? undefined : addEvents(within, { groupId: id, stream }, events, nowMs);
      });
      kept += added ?? 0;
      await makeRoom();
      return added !== undefined;
    },
    read: (key, query) => readEvents(db, key, query),
    expire: async (nowMs) => {
      kept -= await removeDiscarded(db);
      kept -= await removeExpired(db, nowMs);
    },
    tails: async () => {
      const rows = await db.selectFrom("tails").selectAll().execute();
      return rows.map(({ file, region, offset, rotated_ms, last_ms }) => ({
        file,
        region,
        offset,
        rotatedMs: rotated_ms,
        lastMs: last_ms,
      }));
    },
    takeUp: async (tail, { group, stream }, events, nowMs) => {
      const { file, region, offset, rotatedMs, lastMs } = tail;
      const added = await db.transaction().execute(async (within) => {
        const row = { file, region, offset, rotated_ms: rotatedMs, last_ms: lastMs };
        await within.replaceInto("tails").values(row).execute();
        if (events.length === 0) return 0;
        const key = { region, name: group };
        if ((await createGroup(within, key, nowMs, "STANDARD")) === "full") return undefined;
        const id = (await groupId(within, key))!;
        if ((await createStream(within, id, stream, nowMs)) === "full") return undefined;
        return addEvents(within, { groupId: id, stream }, events, nowMs);
      });
      kept += added ?? 0;
      await makeRoom();
      return added !== undefined;
    },
    forgetTail: async (file) => {
      await db.deleteFrom("tails").where("file", "=", file).execute();
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Of streams that exist, and of those whose events have yet to go. */
async function keptBytes(db: Kysely<LogTables>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select (select coalesce(sum(bytes), 0) from streams)
    + (select coalesce(sum(bytes), 0) from events where stream_id in (select stream_id from discarded)) as bytes`.execute(db);
  return rows[0]!.bytes;
}
