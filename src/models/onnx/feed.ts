/** What one run of a model is fed, and how the feeds of several requests become one: rows below rows, and their values apart again. */
import type { Cells } from "./datatypes.ts";
import type { OpenModel } from "./runtime.ts";
import type { Signature, TensorSpec, TensorValue } from "./signature.ts";

export interface Feed {
  readonly inputs: readonly TensorValue[];
  readonly wanted: readonly TensorSpec[];
}

/** Whether each input of the model counts rows that it leaves open. */
export const takesAnyRows = ({ inputs }: Signature): boolean =>
  inputs.length > 0 && inputs.every(({ shape }) => shape.length > 0 && shape[0] === undefined);

/** The values of each feed, in their order; one run for those that differ in their rows only. Throws when what the model gives is not one per row. */
export async function runTogether(model: OpenModel, feeds: readonly Feed[]): Promise<TensorValue[][]> {
  const values = new Array<TensorValue[]>(feeds.length);
  for (const group of Map.groupBy(feeds.keys(), (at) => likeness(feeds[at]!, at)).values()) {
    const members = group.map((at) => feeds[at]!);
    for (const [nth, each] of (await runGroup(model, members)).entries()) values[group[nth]!] = each;
  }
  return values;
}

/** Equal for feeds that can become one; a feed whose inputs do not agree about the number of rows is like no other. */
function likeness({ inputs, wanted }: Feed, at: number): string {
  const rows = inputs[0]!.dims[0];
  if (inputs.some(({ dims }) => dims[0] !== rows)) return String(at);
  return JSON.stringify([wanted.map(({ name }) => name), inputs.map(({ spec, dims }) => [spec.name, dims.slice(1)])]);
}

async function runGroup(model: OpenModel, feeds: readonly Feed[]): Promise<TensorValue[][]> {
  const { inputs, wanted } = feeds[0]!;
  if (feeds.length === 1) return [await model.run(inputs, wanted)];
  const joined = inputs.map((_, input) => below(feeds.map((feed) => feed.inputs[input]!)));
  const rows = joined[0]!.dims[0]!;
  const values = await model.run(joined, wanted);
  const uneven = values.find(({ dims }) => dims[0] !== rows);
  if (uneven) throw new Error(`${rows} rows gave [${uneven.dims.join(", ")}] as "${uneven.spec.name}".`);
  let first = 0;
  return feeds.map((feed) => {
    const from = first;
    first += feed.inputs[0]!.dims[0]!;
    return values.map((value) => rowsOf(value, from, first));
  });
}

function below(tensors: readonly TensorValue[]): TensorValue {
  const { spec, dims } = tensors[0]!;
  const data = spec.datatype.make(tensors.reduce((sum, { data: { length } }) => sum + length, 0));
  let at = 0;
  for (const { data: cells } of tensors) for (let index = 0; index < cells.length; index++) data[at++] = cells[index]!;
  return { spec, dims: [tensors.reduce((sum, tensor) => sum + tensor.dims[0]!, 0), ...dims.slice(1)], data };
}

function rowsOf({ spec, dims, data }: TensorValue, from: number, to: number): TensorValue {
  const width = data.length / dims[0]!;
  const cells: Cells = data.slice(from * width, to * width);
  return { spec, dims: [to - from, ...dims.slice(1)], data: cells };
}
