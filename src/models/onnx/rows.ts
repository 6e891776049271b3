/** Rows of cells, from CSV or JSON, become the model's input tensors. */
import { BadInput, shown } from "./bad-input.ts";
import type { Cell, Datatype } from "./datatypes.ts";
import type { Signature, TensorSpec, TensorValue } from "./signature.ts";

/** How a cell is read: `Datatype.fromText` or `Datatype.fromJson`. */
export type ReadCell<C> = (datatype: Datatype, cell: C) => Cell | undefined;

/**
 * A single input takes the whole row; inputs of one column each, as exporters make them from data frames, take one cell each in the order
 * of the model. Other models need their inputs by name.
 */
export function rowsToTensors<C>(signature: Signature, rows: readonly (readonly C[])[], read: ReadCell<C>): TensorValue[] {
  if (rows.length === 0) throw new BadInput(`The request holds no rows. ${signature.takes}`);
  const { inputs } = signature;
  const [only] = inputs;
  if (only && inputs.length === 1) return [rowTensor(signature, only, rows, read)];
  if (inputs.some((input) => input.rowCells !== 1)) {
    throw new BadInput(`The model has ${inputs.length} inputs: send {"inputs": {NAME: ...}} with each by name. ${signature.takes}`);
  }
  checkWidths(signature, rows, inputs.length);
  return inputs.map((input, column) => {
    const cells = rows.map((row) => [row[column] as C]);
    return rowTensor(signature, input, cells, read, column);
  });
}

/** All rows as one tensor whose first dimension counts them. */
export function rowTensor<C>(
  signature: Signature,
  spec: TensorSpec,
  rows: readonly (readonly C[])[],
  read: ReadCell<C>,
  firstColumn = 0,
): TensorValue {
  const [batch, ...rest] = spec.shape;
  if (spec.shape.length === 0) throw new BadInput(`"${spec.name}" is a single value, not rows: use the Open Inference Protocol.`);
  if (batch !== undefined && batch !== rows.length) {
    throw new BadInput(`The request has ${count(rows.length, "row")}, the model takes exactly ${batch}. ${signature.takes}`);
  }
  const width = spec.rowCells ?? rows[0]!.length;
  checkWidths(signature, rows, width);
  const open = rest.filter((size) => size === undefined).length;
  const known = rest.reduce<number>((product, size) => product * (size ?? 1), 1);
  if (open > 1 || width % known !== 0) {
    throw new BadInput(`The shape of "${spec.name}" cannot be told from rows: use the Open Inference Protocol. ${signature.takes}`);
  }
  const { datatype } = spec;
  const data = datatype.make(rows.length * width);
  let at = 0;
  for (const [row, cells] of rows.entries()) {
    for (let column = 0; column < width; column++) {
      const cell = read(datatype, cells[column]!);
      if (cell === undefined) throw badCell(signature, datatype, cells[column], row, firstColumn + column);
      data[at++] = cell;
    }
  }
  return { spec, dims: [rows.length, ...rest.map((size) => size ?? width / known)], data };
}

function checkWidths(signature: Signature, rows: readonly (readonly unknown[])[], width: number): void {
  const wrong = rows.findIndex((row) => row.length !== width);
  if (wrong === -1) return;
  throw new BadInput(`Row ${wrong + 1} has ${count(rows[wrong]!.length, "value")}, expected ${width}. ${signature.takes}`);
}

function badCell(signature: Signature, datatype: Datatype, cell: unknown, row: number, column: number): BadInput {
  const header = row === 0 && typeof cell === "string" ? " A header line is not expected." : "";
  return new BadInput(`Row ${row + 1}, column ${column + 1}: ${shown(cell)} is not ${datatype.expects}.${header} ${signature.takes}`);
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
