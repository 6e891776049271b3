/**
 * `text/csv` as `pandas.read_csv(header=None)` reads it: commas, quoted cells, blank lines skipped, short rows filled up with missing cells,
 * the words that pandas takes for missing. Cells are float64.
 */
import { limits } from "../../limits.ts";
import { quote } from "./csv.ts";
import { parseDecimal } from "./decimal.ts";
import { Malformed } from "./malformed.ts";

export interface CsvTable {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; NaN for a missing cell, and in columns of text. */
  readonly values: Float64Array;
  /** The cells of a column of text, row by row; undefined where one is missing. */
  readonly texts: ReadonlyMap<number, readonly (string | undefined)[]>;
}

const [comma, newline, carriageReturn, quotation, space, tab] = [0x2c, 0x0a, 0x0d, 0x22, 0x20, 0x09];

/** pandas `STR_NA_VALUES`, without those that are numbers to us already (nan in any case). */
const missing = new Set("|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|None|n/a|null".split("|"));
const missingTexts = new Set([...missing, "nan", "NaN", "-nan", "-NaN"]);
/** What pandas takes for a boolean, where a whole column is of such. */
export const pandasTruths: Readonly<Record<string, number>> = { True: 1, TRUE: 1, true: 1, False: 0, FALSE: 0, false: 0 };

/** The first row says how wide the table is: no less than `least` and no more than `most`. `isText` says which columns hold texts. */
export interface CsvShape {
  readonly least: number;
  readonly most: number;
  isText(column: number): boolean;
}

export function parsePandasCsv(body: Buffer, shape: CsvShape): CsvTable {
  return new PandasCsv(body, shape).parse();
}

class PandasCsv {
  readonly #body: Buffer;
  readonly #shape: CsvShape;
  readonly #texts = new Map<number, (string | undefined)[]>();
  #columns = 0;
  #at: number;
  #row = 0;

  constructor(body: Buffer, shape: CsvShape) {
    this.#body = body;
    this.#shape = shape;
    this.#at = body.length >= 3 && body.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
  }

  parse(): CsvTable {
    const body = this.#body;
    if (!this.#skipBlankLines()) throw new Malformed("the body holds no rows");
    const columns = this.#measure();
    const most = 1 + countLines(body);
    // No full table of a body is larger; short rows could ask for any size.
    if (most * columns > limits.tabularCells) {
      throw new Malformed(`${most} rows of ${columns} columns are too many; send fewer rows in one request`);
    }
    const values = new Float64Array(most * columns).fill(Number.NaN);
    while (this.#skipBlankLines()) {
      this.#parseRow(values, this.#row * columns);
      this.#row++;
    }
    return { rows: this.#row, columns, values: values.subarray(0, this.#row * columns), texts: this.#texts };
  }

  /** Counts the cells of the first row. */
  #measure(): number {
    const body = this.#body;
    const { least, most, isText } = this.#shape;
    let quoted = false;
    let columns = 1;
    for (let at = this.#at; at < body.length && (quoted || body[at] !== newline); at++) {
      if (body[at] === quotation) quoted = !quoted;
      else if (body[at] === comma && !quoted) columns++;
    }
    if (columns < least || columns > most) {
      throw new Malformed(`the first row has ${columns} columns, but the model has ${least === most ? "" : "at least "}${least}`);
    }
    for (let column = 0; column < columns; column++) if (isText(column)) this.#texts.set(column, []);
    this.#columns = columns;
    return columns;
  }

  /** Lines of nothing, or of nothing but blanks. */
  #skipBlankLines(): boolean {
    const body = this.#body;
    let at = this.#at;
    for (; at < body.length && (body[at] === newline || body[at] === carriageReturn || body[at] === space || body[at] === tab); at++) {
      if (body[at] === newline || body[at] === carriageReturn) this.#at = at + 1;
    }
    if (at === body.length) this.#at = at;
    return this.#at < body.length;
  }

  #parseRow(values: Float64Array, into: number): void {
    const body = this.#body;
    let column = 0;
    for (;;) {
      if (column === this.#columns) throw new Malformed(`row ${this.#row + 1} has more than ${this.#columns} columns`);
      if (body[this.#at] === quotation) this.#setCell(values, into, column, ...this.#quotedCell());
      else {
        let end = this.#at;
        while (end < body.length && body[end] !== comma && body[end] !== newline) end++;
        const trimmed = body[end] !== comma && end > this.#at && body[end - 1] === carriageReturn ? end - 1 : end;
        this.#setCell(values, into, column, body, this.#at, trimmed);
        this.#at = end;
      }
      column++;
      const next = body[this.#at];
      if (next !== comma) {
        this.#at++;
        break;
      }
      this.#at++;
    }
    for (const [at, texts] of this.#texts) if (at >= column) texts.push(undefined);
  }

  /** The content of a cell in quotation marks; a doubled one stands for one. Leaves the place after it. */
  #quotedCell(): [Buffer, number, number] {
    const body = this.#body;
    const pieces: Buffer[] = [];
    for (let start = this.#at + 1; ; ) {
      const end = body.indexOf(quotation, start);
      if (end === -1) throw new Malformed(`row ${this.#row + 1} has a quotation mark that is never closed`);
      const doubled = body[end + 1] === quotation;
      pieces.push(body.subarray(start, doubled ? end + 1 : end));
      start = end + 2;
      if (doubled) continue;
      this.#at = end + 1;
      if (body[this.#at] === carriageReturn) this.#at++;
      const next = body[this.#at];
      if (next !== undefined && next !== comma && next !== newline) {
        throw new Malformed(`row ${this.#row + 1} goes on after a closing quotation mark`);
      }
      const content = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      return [content, 0, content.length];
    }
  }

  #setCell(values: Float64Array, into: number, column: number, from: Buffer, start: number, end: number): void {
    const texts = this.#texts.get(column);
    if (texts) {
      const text = from.toString("utf8", start, end);
      texts.push(missingTexts.has(text) ? undefined : text);
      return;
    }
    const value = parseDecimal(from, start, end) ?? wordValue(from.toString("latin1", start, Math.min(end, start + 40)).trim());
    if (value === undefined) {
      throw new Malformed(`row ${this.#row + 1}, column ${column + 1}: could not convert ${quote(from, start, end)} to a number`);
    }
    values[into + column] = value;
  }
}

function wordValue(word: string): number | undefined {
  if (missing.has(word)) return Number.NaN;
  return Object.hasOwn(pandasTruths, word) ? pandasTruths[word] : undefined;
}

function countLines(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(newline); at !== -1; at = body.indexOf(newline, at + 1)) count++;
  return count;
}
