/** The last term of a control plane, in one row. */
import type { Kysely } from "kysely";
import type { Terms } from "../store.ts";
import type { Tables } from "./schema.ts";

export function sqliteTerms(db: Kysely<Tables>): Terms {
  return {
    begin: async () => {
      const begun = await db
        .updateTable("terms")
        .set((row) => ({ term: row("term", "+", 1) }))
        .returning("term")
        .executeTakeFirstOrThrow();
      return begun.term;
    },
    current: () => currentTerm(db),
  };
}

export async function currentTerm(db: Kysely<Tables>): Promise<number> {
  return (await db.selectFrom("terms").select("term").executeTakeFirstOrThrow()).term;
}
