/** Documents in a table: found by name without regard to case, listed by column, changed by compare-and-swap. */
import type { Kysely, Selectable } from "kysely";
import type { Documents, Kind, ListQuery, Row } from "../store.ts";
import type { Tables } from "./schema.ts";

const columns = { name: "name", createdMs: "created_ms", status: "status" } as const;

export function sqliteDocuments(db: Kysely<Tables>): Documents {
  return {
    find: async <T>(kind: Kind, region: string, name: string) => {
      const found = await db
        .selectFrom("documents")
        .selectAll()
        .where("kind", "=", kind)
        .where("region", "=", region)
        .where("key", "=", name.toLowerCase())
        .executeTakeFirst();
      return found && toRow<T>(found);
    },
    insert: async (row) => {
      const added = await db
        .insertInto("documents")
        .values({
          kind: row.kind,
          region: row.region,
          key: row.name.toLowerCase(),
          name: row.name,
          status: row.status,
          created_ms: row.createdMs,
          modified_ms: row.modifiedMs,
          version: firstVersion(row),
          document: JSON.stringify(row.document),
        })
        .onConflict((conflict) => conflict.columns(["kind", "region", "key"]).doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    replace: async (row) => {
      const changed = await db
        .updateTable("documents")
        .set({ status: row.status, modified_ms: row.modifiedMs, version: row.version + 1, document: JSON.stringify(row.document) })
        .where("kind", "=", row.kind)
        .where("region", "=", row.region)
        .where("key", "=", row.name.toLowerCase())
        .where("version", "=", row.version)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
    remove: async (kind, region, name, version) => {
      const removed = await db
        .deleteFrom("documents")
        .where("kind", "=", kind)
        .where("region", "=", region)
        .where("key", "=", name.toLowerCase())
        .$if(version !== undefined, (query) => query.where("version", "=", version!))
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
    list: (query) => list(db, query),
    all: async <T>(kind: Kind) => {
      const rows = await db.selectFrom("documents").selectAll().where("kind", "=", kind).orderBy("key").execute();
      return rows.map((row) => toRow<T>(row));
    },
  };
}

/** Versions begin at the moment of creation: none of a document is ever one that an earlier document of this name had. */
const firstVersion = ({ createdMs }: { readonly createdMs: number }): number => createdMs * 1000 + 1;

/** Ties in the sort key are broken by name, ascending, so that paging is stable. */
async function list<T>(db: Kysely<Tables>, query: ListQuery): Promise<Row<T>[]> {
  const column = columns[query.sortBy];
  const direction = query.ascending ? "asc" : "desc";
  let rows = db.selectFrom("documents").selectAll().where("kind", "=", query.kind).where("region", "=", query.region);
  if (query.nameContains !== undefined)
    rows = rows.where((where) => where(where.fn("instr", ["key", where.val(query.nameContains!.toLowerCase())]), ">", 0));
  if (query.status !== undefined) rows = rows.where("status", "=", query.status);
  if (query.createdBeforeMs !== undefined) rows = rows.where("created_ms", "<", query.createdBeforeMs);
  if (query.createdAfterMs !== undefined) rows = rows.where("created_ms", ">=", query.createdAfterMs);
  if (query.modifiedBeforeMs !== undefined) rows = rows.where("modified_ms", "<", query.modifiedBeforeMs);
  if (query.modifiedAfterMs !== undefined) rows = rows.where("modified_ms", ">=", query.modifiedAfterMs);
  const after = query.after;
  if (after && column === "name") rows = rows.where("name", query.ascending ? ">" : "<", after.name);
  else if (after) {
    rows = rows.where(({ eb, and, or }) =>
      or([
        eb(column, query.ascending ? ">" : "<", after.value as never),
        and([eb(column, "=", after.value as never), eb("name", ">", after.name)]),
      ]),
    );
  }
  const sorted = column === "name" ? rows.orderBy("name", direction) : rows.orderBy(column, direction).orderBy("name", "asc");
  const found = await sorted.limit(query.limit).execute();
  return found.map((row) => toRow<T>(row));
}

function toRow<T>(row: Selectable<Tables["documents"]>): Row<T> {
  return {
    kind: row.kind as Kind,
    region: row.region,
    name: row.name,
    status: row.status,
    createdMs: row.created_ms,
    modifiedMs: row.modified_ms,
    version: row.version,
    document: JSON.parse(row.document) as T,
  };
}
