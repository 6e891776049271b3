/** What an ONNX model is, for `hostler inspect`. */
import type { ModelDescription } from "../contract.ts";
import { described, type Signature, type TensorSpec } from "./signature.ts";

/** An input with more cells is only named: nobody would type it. */
const mostCells = 100_000;

export function describeSignature(signature: Signature, accepts: readonly string[]): ModelDescription {
  const { inputs, outputs } = signature;
  return {
    algorithm: "ONNX",
    inputs: inputs.map(described).join(", "),
    outputs: outputs.map(described).join(", "),
    contentTypes: ["application/json", "application/jsonlines", "text/csv"],
    accepts,
    sample: { contentType: "application/json", body: JSON.stringify(sampleOf(inputs)) },
  };
}

/** Rows where rows will do, else every input by name; one row, where the model leaves their number open. */
function sampleOf(inputs: readonly TensorSpec[]): object {
  const [only] = inputs;
  if (only && inputs.length === 1 && only.shape.length === 2) return { instances: zeros(only) };
  if (inputs.every(({ rowCells, shape }) => rowCells === 1 && shape[0] === undefined)) return { instances: [inputs.map(zero)] };
  return { inputs: Object.fromEntries(inputs.map((input) => [input.name, zeros(input)])) };
}

const zero = ({ datatype }: TensorSpec): unknown => (datatype.wire === "BYTES" ? "" : datatype.wire === "BOOL" ? false : 0);

/** Nested lists of the input's shape. */
function zeros(input: TensorSpec): unknown {
  const shape = input.shape.map((size) => size ?? 1);
  if (shape.reduce((product, size) => product * size, 1) > mostCells) return [];
  return shape.reduceRight<unknown>((inner, size) => new Array(size).fill(inner), zero(input));
}
