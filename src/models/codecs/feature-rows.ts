/** The rows of a request, however they were written: missing cells are NaN, everything is float32 as the tree libraries see it. */
export interface FeatureRows {
  readonly rows: number;
  /** Of the widest row. */
  readonly columns: number;
  /** Of the narrowest row, where rows say themselves how wide they are. */
  readonly fewestColumns?: number;
  /** Writes the first `width` cells of a row into `into` from `at` on; cells that the row does not have are NaN. */
  copyRow(row: number, into: Float32Array, at: number, width: number): void;
  /** Calls `visit` for each cell of a row that is present: what a sparse row does not name is passed over. */
  visitRow(row: number, visit: (column: number, value: number) => void): void;
  /** All values that are present, in no particular order: for checks over the whole request. */
  readonly values: Float32Array;
  /** The same row by row, `columns` for each, when nothing is left out: loops over it are several times as fast as visits. */
  readonly dense?: Float32Array;
}

/** Rows of equal length, one after the other. */
export function denseRows(values: Float32Array, rows: number, columns: number): FeatureRows {
  const copyRow = (row: number, into: Float32Array, at: number, width: number): void => {
    const shared = Math.min(width, columns);
    const from = row * columns;
    for (let column = 0; column < shared; column++) into[at + column] = values[from + column]!;
    if (width > shared) into.fill(Number.NaN, at + shared, at + width);
  };
  const visitRow = (row: number, visit: (column: number, value: number) => void): void => {
    for (let column = 0; column < columns; column++) visit(column, values[row * columns + column]!);
  };
  return { rows, columns, copyRow, visitRow, values, dense: values };
}

/** The rows of several tables, one table after the other. */
export function joinRows(tables: readonly FeatureRows[]): FeatureRows {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const tableOf = new Uint32Array(rows);
  const rowOf = new Uint32Array(rows);
  let at = 0;
  for (const [nth, table] of tables.entries()) {
    for (let row = 0; row < table.rows; row++, at++) {
      tableOf[at] = nth;
      rowOf[at] = row;
    }
  }
  return {
    rows,
    columns: tables.reduce((most, { columns }) => Math.max(most, columns), 0),
    copyRow: (row, into, to, width) => tables[tableOf[row]!]!.copyRow(rowOf[row]!, into, to, width),
    visitRow: (row, visit) => tables[tableOf[row]!]!.visitRow(rowOf[row]!, visit),
    get values() {
      return Float32Array.from(tables.flatMap(({ values }) => [...values]));
    },
  };
}

/** Dense rows without their first cells, which are labels (`text/csv;label_size=1`). */
export function withoutLabels(table: FeatureRows, labels: number): FeatureRows {
  if (labels === 0) return table;
  const columns = Math.max(0, table.columns - labels);
  const values = new Float32Array(table.rows * columns);
  const whole = new Float32Array(table.columns);
  for (let row = 0; row < table.rows; row++) {
    table.copyRow(row, whole, 0, table.columns);
    values.set(whole.subarray(table.columns - columns), row * columns);
  }
  return denseRows(values, table.rows, columns);
}

/** Of rows that say how wide they are. */
export function widest(widths: readonly number[]): { columns: number; fewestColumns: number } {
  const most = widths.reduce((before, width) => Math.max(before, width), 0);
  return { columns: most, fewestColumns: widths.reduce((before, width) => Math.min(before, width), most) };
}

/** Rows as lists of (column, value). Absent columns are missing; an explicit zero is a value. */
export class SparseRowsBuilder {
  #starts: number[] = [0];
  #columns: Float64Array;
  #values: Float64Array;
  #count = 0;
  #ascending = true;
  #last = -1;

  /** `capacity`: how many values there can be at most. */
  constructor(capacity: number) {
    this.#columns = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  add(column: number, value: number): void {
    if (column <= this.#last) this.#ascending = false;
    this.#last = column;
    this.#columns[this.#count] = column;
    this.#values[this.#count++] = value;
  }

  endRow(): void {
    if (!this.#ascending) this.#mergeRow(this.#starts.at(-1)!);
    this.#starts.push(this.#count);
    this.#ascending = true;
    this.#last = -1;
  }

  get rows(): number {
    return this.#starts.length - 1;
  }

  /** `shift` is subtracted from every column; the width is by default one more than the greatest column. */
  build(shift = 0, width?: Pick<FeatureRows, "columns" | "fewestColumns">): FeatureRows {
    let greatest = -1;
    for (let index = 0; index < this.#count; index++) {
      this.#columns[index]! -= shift;
      if (this.#columns[index]! > greatest) greatest = this.#columns[index]!;
    }
    const [at, starts, count] = [this.#columns, this.#starts, this.#count];
    const values = Float32Array.from(this.#values.subarray(0, count));
    const copyRow = (row: number, into: Float32Array, offset: number, width: number): void => {
      into.fill(Number.NaN, offset, offset + width);
      for (let index = starts[row]!; index < starts[row + 1]!; index++) {
        const column = at[index]!;
        if (column < width) into[offset + column] = values[index]!;
      }
    };
    const visitRow = (row: number, visit: (column: number, value: number) => void): void => {
      for (let index = starts[row]!; index < starts[row + 1]!; index++) visit(at[index]!, values[index]!);
    };
    return { rows: this.rows, columns: greatest + 1, ...width, copyRow, visitRow, values };
  }

  /** Duplicates add up in double, as scipy does when it builds the matrix. */
  #mergeRow(start: number): void {
    const sums = new Map<number, number>();
    for (let index = start; index < this.#count; index++) {
      const column = this.#columns[index]!;
      sums.set(column, (sums.get(column) ?? 0) + this.#values[index]!);
    }
    this.#count = start;
    for (const [column, value] of [...sums].sort(([a], [b]) => a - b)) {
      this.#columns[this.#count] = column;
      this.#values[this.#count++] = value;
    }
  }
}
