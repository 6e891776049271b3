/** Kysely on Node's own SQLite: one connection per file, durable when a statement returns, transactions one after another. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from "kysely";

/** A writer in another process is waited for this long; the wait blocks this process, so it is short. */
const busyTimeoutMs = 5_000;

/** Prepared statements kept for reuse; Kysely makes few different texts, but `in` lists of every length exist. */
const preparedStatements = 256;

/**
 * A Kysely dialect for the SQLite file at `path` (`:memory:` for a database without a file).
 * Statements run synchronously inside Kysely's promises. Kysely hands the one connection to one user at a time, so work outside
 * a transaction never lands inside it; a transaction must therefore await nothing but its own statements.
 */
export function nodeSqliteDialect(path: string): SqliteDialect {
  return new NodeSqliteDialect({ database: async () => new ConnectedDatabase(openDatabase(path)) });
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  // WAL lets readers of other processes go on while one writes; FULL syncs the log at every commit, so what was acknowledged stays.
  database.exec("pragma journal_mode = wal; pragma synchronous = full;");
  return database;
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

/** Takes the write lock when a transaction begins: taking it at the first write fails at once if another process wrote since. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** SQLite has rolled back by itself after some errors (a full disk); the error that matters is the one before. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: Error) => {
      if (!error.message.includes("no transaction is active")) throw error;
    });
  }
}

class ConnectedDatabase implements SqliteDatabase {
  readonly #database: DatabaseSync;
  /** Least recently used first. */
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#prepared.get(sql) ?? toSqliteStatement(this.#database.prepare(sql));
    this.#prepared.delete(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > preparedStatements) this.#prepared.delete(this.#prepared.keys().next().value!);
    return statement;
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }
}

function toSqliteStatement(statement: StatementSync): SqliteStatement {
  const bind = (parameters: readonly unknown[]): SQLInputValue[] => parameters.map(toSqlite);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}

/** SQLite has no booleans, and node:sqlite refuses `undefined`. */
function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return value === undefined ? null : (value as SQLInputValue);
}
