/** Receipts in a table, the oldest making room for new ones. */
import type { Kysely } from "kysely";
import { limits } from "../../limits.ts";
import type { Receipts } from "../store.ts";
import type { Tables } from "./schema.ts";
import { currentTerm } from "./terms.ts";

export function sqliteReceipts(db: Kysely<Tables>): Receipts {
  return {
    put: ({ endpointArn, id, startedMs, open, term, document }) =>
      db.transaction().execute(async (transaction) => {
        if ((await currentTerm(transaction)) > term) return false;
        const arn = endpointArn.toLowerCase();
        const change = { open: open ? 1 : 0, document: JSON.stringify(document) };
        const replaced = await transaction
          .updateTable("receipts")
          .set(change)
          .where("arn", "=", arn)
          .where("id", "=", id)
          .executeTakeFirst();
        if (replaced.numUpdatedRows > 0n) return true;
        await transaction
          .insertInto("receipts")
          .values({ arn, id, started_ms: startedMs, ...change })
          .execute();
        await makeRoom(transaction, arn);
        return true;
      }),
    open: async <T>() => {
      const rows = await db.selectFrom("receipts").select("document").where("open", "=", 1).orderBy("started_ms").execute();
      return rows.map(({ document }) => JSON.parse(document) as T);
    },
    of: async <T>(endpointArn: string, limit: number) => {
      const rows = await db
        .selectFrom("receipts")
        .select("document")
        .where("arn", "=", endpointArn.toLowerCase())
        .orderBy("started_ms", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ document }) => JSON.parse(document) as T);
    },
    find: async <T>(endpointArn: string, id: string) => {
      const row = await db
        .selectFrom("receipts")
        .select("document")
        .where("arn", "=", endpointArn.toLowerCase())
        .where("id", "=", id)
        .executeTakeFirst();
      return row && (JSON.parse(row.document) as T);
    },
  };
}

async function makeRoom(db: Kysely<Tables>, arn: string): Promise<void> {
  const beyond = (offset: number) => db.selectFrom("receipts").select("started_ms").orderBy("started_ms", "desc").offset(offset).limit(1);
  await db
    .deleteFrom("receipts")
    .where("arn", "=", arn)
    .where("started_ms", "<=", beyond(limits.receiptsPerEndpoint).where("arn", "=", arn))
    .execute();
  await db.deleteFrom("receipts").where("started_ms", "<=", beyond(limits.receipts)).execute();
}
