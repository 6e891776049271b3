/** One process per folder: only then may leftovers be swept. SQLite holds the lock, so the system frees it when the process dies. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const busyErrors = new Set([5, 6]); // SQLITE_BUSY, SQLITE_LOCKED

/** Another process has the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/** Takes the folder until the result is disposed or this process ends. Throws FolderInUseError when another process has it. */
export function lockFolder(dir: string): Disposable {
  const lock = new DatabaseSync(join(dir, "lock.sqlite"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (!busyErrors.has((error as { errcode?: number }).errcode ?? 0)) throw error;
    throw new FolderInUseError(`The folder ${dir} is in use by another process. Stop it, or choose another folder.`, { cause: error });
  }
  return { [Symbol.dispose]: () => lock.close() };
}
