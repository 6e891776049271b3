/** `text/csv` both ways: RFC 4180 cells, commas only, no header. What a cell means is decided by the tensor it goes to. */

/** The rows of a body. A trailing newline ends the last row; an empty line is a row of one empty cell. */
export function csvRows(text: string): string[][] {
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (body.trim() === "") return [];
  if (body.includes('"')) return quotedRows(body);
  return body.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line).split(","));
}

/** One cell at a time: quotes may hold commas, newlines and doubled quotes. No regular expression: on hostile text it overflows its stack. */
function quotedRows(body: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= body.length; at++) {
    const quoteEnd = body[at] === '"' ? closingQuote(body, at) : -1;
    const end = cellEnd(body, Math.max(at, quoteEnd));
    row.push(quoteEnd === -1 ? body.slice(at, end).replace(/\r$/, "") : body.slice(at + 1, quoteEnd).replaceAll('""', '"'));
    if (body[end] !== ",") {
      rows.push(row);
      row = [];
    }
    at = end;
  }
  return rows;
}

/** The quote that ends the cell opened at `open`; -1 when there is none, and the quote is a character like others. */
function closingQuote(body: string, open: number): number {
  let at = body.indexOf('"', open + 1);
  while (at !== -1 && body[at + 1] === '"') at = body.indexOf('"', at + 2);
  return at;
}

function cellEnd(body: string, from: number): number {
  let at = from;
  while (at < body.length && body[at] !== "," && body[at] !== "\n") at++;
  return at;
}

/** One line without its newline. */
export function csvLine(cells: readonly unknown[]): string {
  return cells
    .map((cell) => (typeof cell === "string" && /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell)))
    .join(",");
}
