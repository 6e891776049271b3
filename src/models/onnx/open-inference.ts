/** The tensors of the Open Inference Protocol (KServe V2) in JSON: https://github.com/kserve/open-inference-protocol, inference_rest. */
import { BadInput, shown } from "./bad-input.ts";
import type { Cells } from "./datatypes.ts";
import type { Signature, TensorSpec, TensorValue } from "./signature.ts";

interface WireTensor {
  readonly name?: unknown;
  readonly shape?: unknown;
  readonly datatype?: unknown;
  readonly data?: unknown;
}

export interface OpenInferenceRequest {
  readonly id: string | undefined;
  readonly tensors: readonly TensorValue[];
  /** All when the request names none. */
  readonly outputs: readonly string[] | undefined;
}

/** True for `{"inputs": [{"name": …, "shape": …, "datatype": …, "data": …}]}`, which no other form looks like. */
export function isOpenInference(document: unknown): document is { inputs: readonly WireTensor[]; outputs?: unknown; id?: unknown } {
  const inputs = (document as { inputs?: unknown } | null)?.inputs;
  const first: unknown = Array.isArray(inputs) ? inputs[0] : undefined;
  return typeof first === "object" && first !== null && "name" in first && ("shape" in first || "datatype" in first);
}

export function openInferenceRequest(
  signature: Signature,
  document: { inputs: readonly WireTensor[]; outputs?: unknown; id?: unknown },
): OpenInferenceRequest {
  const tensors = document.inputs.map((input) => tensor(signature, input));
  for (const { name } of signature.inputs) {
    const times = tensors.filter((tensor) => tensor.spec.name === name).length;
    if (times !== 1) throw new BadInput(`The input "${name}" is ${times === 0 ? "missing" : "given more than once"}. ${signature.takes}`);
  }
  return { id: typeof document.id === "string" ? document.id : undefined, tensors, outputs: outputNames(signature, document.outputs) };
}

function tensor(signature: Signature, wire: WireTensor | null): TensorValue {
  const spec = signature.inputs.find((input) => input.name === wire?.name);
  if (!wire || !spec) throw new BadInput(`There is no input ${shown(wire?.name)}. ${signature.takes}`);
  const problem = (what: string): BadInput => new BadInput(`The input "${spec.name}" ${what}. ${signature.takes}`);
  if (wire.datatype !== spec.datatype.wire) throw problem(`has the datatype ${shown(wire.datatype)}, expected "${spec.datatype.wire}"`);
  if (!isShape(wire.shape) || !fits(wire.shape, spec)) throw problem(`has the shape ${shown(wire.shape)}`);
  if (!Array.isArray(wire.data)) throw problem('has no list of "data" (binary tensors are not supported)');
  const values: unknown[] = Array.isArray(wire.data[0]) ? wire.data.flat(8) : wire.data;
  // Compared before anything is allocated: a shape is only a claim.
  const cells = wire.shape.reduce((product, size) => product * size, 1);
  if (cells !== values.length) throw problem(`has the shape [${wire.shape.join(", ")}] and ${values.length} values`);
  if (cells === 0) throw problem("holds no rows");
  const data = spec.datatype.make(values.length);
  for (const [at, value] of values.entries()) {
    const cell = spec.datatype.fromJson(value);
    if (cell === undefined) throw problem(`has ${shown(value)} at position ${at + 1}, which is not ${spec.datatype.expects}`);
    data[at] = cell;
  }
  return { spec, dims: wire.shape, data };
}

const isShape = (shape: unknown): shape is number[] => Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && size >= 0);

/** A model without any recorded shape takes every shape. */
const fits = (shape: readonly number[], spec: TensorSpec): boolean =>
  shape.length === spec.shape.length && spec.shape.every((size, at) => size === undefined || size === shape[at]);

function outputNames(signature: Signature, outputs: unknown): readonly string[] | undefined {
  if (!Array.isArray(outputs) || outputs.length === 0) return undefined;
  return outputs.map((output: { name?: unknown } | null) => {
    const found = signature.outputs.find(({ name }) => name === output?.name);
    if (found) return found.name;
    throw new BadInput(
      `There is no output ${shown(output?.name)}; the model gives ${signature.outputs.map(({ name }) => `"${name}"`).join(", ")}.`,
    );
  });
}

export function openInferenceAnswer(modelName: string, id: string | undefined, values: readonly TensorValue[]): string {
  const outputs = values.map(({ spec, dims, data }) => ({
    name: spec.name,
    shape: dims,
    datatype: spec.datatype.wire,
    data: Array.from(data as ArrayLike<Cells[number]>, spec.datatype.toJson),
  }));
  return JSON.stringify({ model_name: modelName, id, outputs });
}
