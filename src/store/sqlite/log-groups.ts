/** Groups and streams of `logs.db`. */
import { type Kysely, sql } from "kysely";
import { limits } from "../../limits.ts";
import type { Creation, LogGroup, LogGroupKey, LogStore, LogStream, LogStreamQuery } from "../log-store.ts";
import type { LogTables } from "./log-schema.ts";

type Groups = Pick<LogStore, "findGroup" | "createGroup" | "listGroups" | "setRetention" | "removeGroup">;
type Streams = Pick<LogStore, "findStream" | "createStream" | "listStreams" | "removeStream">;

/** The id of a group; undefined when there is none. */
export async function groupId(db: Kysely<LogTables>, { region, name }: LogGroupKey): Promise<number | undefined> {
  return (await db.selectFrom("groups").select("id").where("region", "=", region).where("name", "=", name).executeTakeFirst())?.id;
}

export function sqliteLogGroups(db: Kysely<LogTables>): Groups {
  const groups = (region: string) =>
    db
      .selectFrom("groups as g")
      .where("region", "=", region)
      .select(["name", "created_ms as createdMs", "class as groupClass"])
      .select((row) => [
        row.ref("retention_days").as("retentionDays"),
        row.selectFrom("streams").whereRef("group_id", "=", "g.id").select(sql<number | null>`sum(bytes)`.as("sum")).as("storedBytes"),
      ]);
  const present = (row: {
    name: string;
    createdMs: number;
    groupClass: string;
    retentionDays: number | null;
    storedBytes: number | null;
  }): LogGroup => ({
    ...row,
    retentionDays: row.retentionDays ?? undefined,
    storedBytes: row.storedBytes ?? 0,
  });
  return {
    findGroup: async ({ region, name }) => {
      const found = await groups(region).where("name", "=", name).executeTakeFirst();
      return found && present(found);
    },
    createGroup: (key, createdMs, groupClass) => createGroup(db, key, createdMs, groupClass),
    listGroups: async (region, { prefix, contains, after, limit }) => {
      let found = groups(region).orderBy("name").limit(limit);
      if (prefix !== undefined) found = found.where(startsWith("name", prefix));
      if (contains !== undefined) found = found.where(sql<boolean>`instr(lower(name), ${contains.toLowerCase()}) > 0`);
      if (after !== undefined) found = found.where("name", ">", after);
      return (await found.execute()).map(present);
    },
    setRetention: async ({ region, name }, days) => {
      const changed = db.updateTable("groups").set({ retention_days: days }).where("region", "=", region).where("name", "=", name);
      return (await changed.executeTakeFirst()).numUpdatedRows > 0n;
    },
    removeGroup: (key) =>
      db.transaction().execute(async (within) => {
        const id = await groupId(within, key);
        if (id === undefined) return false;
        await sql`insert into discarded select id from streams where group_id = ${id}`.execute(within);
        await within.deleteFrom("streams").where("group_id", "=", id).execute();
        await within.deleteFrom("groups").where("id", "=", id).execute();
        return true;
      }),
  };
}

/** Makes a group unless it exists or there are too many. */
export async function createGroup(db: Kysely<LogTables>, key: LogGroupKey, createdMs: number, groupClass: string): Promise<Creation> {
  if ((await groupId(db, key)) !== undefined) return "exists";
  const { count } = await db.selectFrom("groups").select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow();
  if (count >= limits.logGroups) return "full";
  const row = { region: key.region, name: key.name, created_ms: createdMs, class: groupClass, retention_days: null };
  const added = await db
    .insertInto("groups")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? "created" : "exists";
}

/** Makes a stream of a group unless it exists or there are too many. */
export async function createStream(db: Kysely<LogTables>, group_id: number, name: string, createdMs: number): Promise<Creation> {
  const mine = db.selectFrom("streams").where("group_id", "=", group_id);
  if (await mine.where("name", "=", name).select("id").executeTakeFirst()) return "exists";
  const { count } = await mine.select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow();
  if (count >= limits.logStreamsPerGroup) return "full";
  const row = { group_id, name, created_ms: createdMs, bytes: 0, first_ms: null, last_ms: null, ingested_ms: null };
  const added = await db
    .insertInto("streams")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? "created" : "exists";
}

export function sqliteLogStreams(db: Kysely<LogTables>): Streams {
  return {
    findStream: async (key, name) => {
      const found = await streamsOf(db, key).where("name", "=", name).executeTakeFirst();
      return found && toStream(found);
    },
    createStream: async (key, name, createdMs) => {
      const id = await groupId(db, key);
      if (id === undefined) throw new Error(`Log group ${key.name} is gone; the caller looks first.`);
      return createStream(db, id, name, createdMs);
    },
    listStreams: (key, query) => listStreams(db, key, query),
    removeStream: (key, name) =>
      db.transaction().execute(async (within) => {
        const id = await groupId(within, key);
        const removed = within
          .deleteFrom("streams")
          .where("group_id", "=", id ?? -1)
          .where("name", "=", name)
          .returning("id");
        const stream = await removed.executeTakeFirst();
        if (stream) await within.insertInto("discarded").values({ stream_id: stream.id }).execute();
        return stream !== undefined;
      }),
  };
}

/** Streams without events sort as if their last one were at 0. */
async function listStreams(db: Kysely<LogTables>, key: LogGroupKey, query: LogStreamQuery): Promise<LogStream[]> {
  const { prefix, sortBy, descending, after, limit } = query;
  const last = sql<number>`coalesce(last_ms, 0)`;
  const direction = descending ? "desc" : "asc";
  const beyond = sql.raw(descending ? "<" : ">");
  let found = streamsOf(db, key).limit(limit);
  if (prefix !== undefined) found = found.where(startsWith("name", prefix));
  if (after && sortBy === "name") found = found.where("name", descending ? "<" : ">", after.name);
  else if (after) found = found.where(sql<boolean>`(${last}, name) ${beyond} (${after.value}, ${after.name})`);
  if (sortBy === "lastMs") found = found.orderBy(last, direction);
  return (await found.orderBy("name", direction).execute()).map(toStream);
}

function streamsOf(db: Kysely<LogTables>, { region, name }: LogGroupKey) {
  const group = db.selectFrom("groups").select("id").where("region", "=", region).where("groups.name", "=", name);
  return db.selectFrom("streams").selectAll().where("group_id", "=", group);
}

function toStream(row: {
  name: string;
  created_ms: number;
  first_ms: number | null;
  last_ms: number | null;
  ingested_ms: number | null;
}): LogStream {
  return {
    name: row.name,
    createdMs: row.created_ms,
    firstMs: row.first_ms ?? undefined,
    lastMs: row.last_ms ?? undefined,
    lastIngestedMs: row.ingested_ms ?? undefined,
  };
}

/** Unlike `like`, minds the case and knows no wildcards. */
export function startsWith(column: string, prefix: string) {
  return sql<boolean>`substr(${sql.ref(column)}, 1, length(${prefix})) = ${prefix}`;
}
