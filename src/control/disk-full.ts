/** SQLite's own number for it. */
const sqliteFull = 13;

/** Whether an error of a store or a file says that there is no room left. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return code === "ENOSPC" || code === "EDQUOT" || errcode === sqliteFull;
}
