/**
 * `text/csv` as the XGBoost container reads it: rows split on newline, no header, no label, an empty cell is missing, every row as wide as
 * the first (aws/sagemaker-xgboost-container, `encoder.py`: csv_to_dmatrix).
 */
import { isBlank, parseDecimal } from "./decimal.ts";
import { denseRows, type FeatureRows } from "./feature-rows.ts";
import { Malformed, refuseByteOrderMark } from "./malformed.ts";

const newline = 0x0a;
/** In this order: Python's csv.Sniffer, which the container asks, prefers the comma; the others win only where there is none. */
const delimiters = [",", "\t", ";", " ", "|"].map((text) => text.charCodeAt(0));

export function parseCsv(body: Buffer): FeatureRows {
  refuseByteOrderMark(body);
  let [start, end] = [0, body.length];
  while (start < end && isBlank(body[start]!)) start++;
  while (end > start && isBlank(body[end - 1]!)) end--;
  if (start === end) throw new Malformed("the body holds no rows");

  const delimiter = sniffDelimiter(body, start, end);
  const firstEnd = endOfLine(body, start, end);
  const columns = 1 + countByte(body, delimiter, start, firstEnd);
  const rows = 1 + countByte(body, newline, firstEnd, end);
  // Every cell but the last is followed by a delimiter or newline, so a table larger than this has short rows somewhere.
  if (rows * columns > end - start + 1) throw new Malformed(`not every row has ${columns} cells like the first`);

  const values = new Float32Array(rows * columns);
  let cell = start;
  for (let row = 0; row < rows; row++) {
    const rowEnd = endOfLine(body, cell, end);
    for (let column = 0; column < columns; column++) {
      let cellEnd = cell;
      while (cellEnd < rowEnd && body[cellEnd] !== delimiter) cellEnd++;
      const last = column === columns - 1;
      if (last !== (cellEnd === rowEnd)) {
        if (isBlankLine(body, cell, rowEnd)) throw new Malformed(`row ${row + 1} is an empty line`);
        throw new Malformed(`row ${row + 1} does not have ${columns} ${columns === 1 ? "cell" : "cells"} like the first row`);
      }
      values[row * columns + column] = parseCell(body, cell, cellEnd, row, column);
      cell = cellEnd + 1;
    }
  }
  return denseRows(values, rows, columns);
}

function isBlankLine(body: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlank(body[at]!)) return false;
  return true;
}

function sniffDelimiter(body: Buffer, start: number, end: number): number {
  const sampleEnd = Math.min(endOfLine(body, start, end), start + 512);
  return delimiters.find((delimiter) => hasByte(body, delimiter, start, sampleEnd)) ?? delimiters[0]!;
}

function hasByte(body: Buffer, byte: number, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (body[at] === byte) return true;
  return false;
}

function endOfLine(body: Buffer, start: number, end: number): number {
  const at = body.indexOf(newline, start);
  return at === -1 || at > end ? end : at;
}

function countByte(body: Buffer, byte: number, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (body[at] === byte) count++;
  return count;
}

function parseCell(body: Buffer, start: number, end: number, row: number, column: number): number {
  let from = start;
  while (from < end && isBlank(body[from]!)) from++;
  if (from === end) return Number.NaN; // a lone carriage return counts as empty: Windows line ends are no reason to refuse a row
  const value = parseDecimal(body, from, end);
  if (value !== undefined) return value;
  throw new Malformed(`row ${row + 1}, column ${column + 1}: could not convert ${quote(body, start, end)} to a number`);
}

/** A cell for a message: at most 40 characters of it, with nothing unprintable. */
export function quote(body: Buffer, start: number, end: number): string {
  const text = JSON.stringify(body.toString("latin1", start, Math.min(end, start + 40)).replace(/[^\x20-\x7e]/g, "?"));
  return end - start > 40 ? `${text}...` : text;
}
