/** The store in one SQLite file. */
import { Kysely } from "kysely";
import { nodeSqliteDialect } from "../../lib/node-sqlite-dialect.ts";
import { limits } from "../../limits.ts";
import type { Events, Images, Store, Subnets, Tags } from "../store.ts";
import { sqliteAlarms } from "./alarms.ts";
import { sqliteDocuments } from "./documents.ts";
import { sqliteReceipts } from "./receipts.ts";
import { prepareSchema, type Tables } from "./schema.ts";
import { sqliteTerms } from "./terms.ts";

/** Opens, and if need be makes, the store at `path` (`:memory:` for tests). Throws StoreVersionError for a file of another version. */
export async function openSqliteStore(path: string): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(path) });
  try {
    await prepareSchema(db, path);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    documents: sqliteDocuments(db),
    tags: tagsIn(db),
    images: imagesIn(db),
    subnets: subnetsIn(db),
    events: eventsIn(db),
    alarms: sqliteAlarms(db),
    receipts: sqliteReceipts(db),
    terms: sqliteTerms(db),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

function tagsIn(db: Kysely<Tables>): Tags {
  return {
    of: (arn) =>
      db.selectFrom("tags").select(["key as Key", "value as Value"]).where("arn", "=", arn.toLowerCase()).orderBy("key").execute(),
    put: async (arn, tags) => {
      if (tags.length === 0) return;
      const rows = tags.map(({ Key, Value }) => ({ arn: arn.toLowerCase(), key: Key, value: Value }));
      await db
        .insertInto("tags")
        .values(rows)
        .onConflict((conflict) => conflict.columns(["arn", "key"]).doUpdateSet((row) => ({ value: row.ref("excluded.value") })))
        .execute();
    },
    remove: async (arn, keys) => {
      await db
        .deleteFrom("tags")
        .where("arn", "=", arn.toLowerCase())
        .where("key", "in", [...keys])
        .execute();
    },
    removeAll: async (arn) => {
      await db.deleteFrom("tags").where("arn", "=", arn.toLowerCase()).execute();
    },
  };
}

function imagesIn(db: Kysely<Tables>): Images {
  return {
    list: () => db.selectFrom("images").select(["name", "command", "created_ms as createdMs"]).orderBy("name").execute(),
    put: async ({ name, command, createdMs }) => {
      await db
        .insertInto("images")
        .values({ name, command, created_ms: createdMs })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ command, created_ms: createdMs }))
        .execute();
    },
    remove: async (name) => (await db.deleteFrom("images").where("name", "=", name).executeTakeFirst()).numDeletedRows > 0n,
  };
}

function subnetsIn(db: Kysely<Tables>): Subnets {
  return {
    list: () => db.selectFrom("subnets").selectAll().orderBy("subnet").execute(),
    put: async (subnet, zone) => {
      await db
        .insertInto("subnets")
        .values({ subnet, zone })
        .onConflict((conflict) => conflict.column("subnet").doUpdateSet({ zone }))
        .execute();
    },
  };
}

function eventsIn(db: Kysely<Tables>): Events {
  return {
    add: async (endpointArn, atMs, text) => {
      const arn = endpointArn.toLowerCase();
      await db
        .insertInto("events")
        .values({ arn, at_ms: atMs, text } as never)
        .execute();
      const oldest = db
        .selectFrom("events")
        .select("id")
        .where("arn", "=", arn)
        .orderBy("id", "desc")
        .offset(limits.eventsPerEndpoint)
        .limit(1);
      await db.deleteFrom("events").where("arn", "=", arn).where("id", "<=", oldest).execute();
    },
    of: async (endpointArn, limit) => {
      const rows = await db
        .selectFrom("events")
        .select(["at_ms as atMs", "text"])
        .where("arn", "=", endpointArn.toLowerCase())
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.reverse();
    },
  };
}
