/** Columns for people: padded, headed, never cut. */
import { styleText } from "node:util";

/** The lines of a table. Columns in which no row has anything are left out. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const shown = head.map((_, column) => column).filter((column) => rows.some((row) => row[column]));
  const widths = shown.map((column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    shown
      .map((column, index) => (row[column] ?? "").padEnd(widths[index]!))
      .join("  ")
      .trimEnd();
  return [dim(line(head)), ...rows.map(line)];
}

/** Quieter on a terminal; unchanged anywhere else. */
export const dim = (text: string): string => styleText("dim", text, { stream: process.stdout });
