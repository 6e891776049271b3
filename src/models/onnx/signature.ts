/** What a model takes and gives: names, shapes and types of its tensors, and the sentence that tells a client about them. */
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { ModelLoadError } from "../contract.ts";
import { type Cells, type Datatype, datatypeOf } from "./datatypes.ts";

export interface TensorSpec {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly datatype: Datatype;
  /** Undefined where the model leaves a dimension open. The first dimension counts rows. */
  readonly shape: readonly (number | undefined)[];
  /** Cells in one row; undefined when the model leaves that open. */
  readonly rowCells: number | undefined;
}

/** One tensor on its way in or out. */
export interface TensorValue {
  readonly spec: TensorSpec;
  readonly dims: readonly number[];
  readonly data: Cells;
}

export interface Signature {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** For messages: `The model takes "X": FP32 [rows, 30].` */
  readonly takes: string;
}

const zipMapAdvice =
  'export it again with probabilities as a plain tensor, for skl2onnx: to_onnx(model, ..., options={"zipmap": False}) ' +
  'or options={id(model): {"zipmap": False}} for a pipeline';

/** Reads the signature of a loaded session; refuses a model whose values are not tensors. */
export function signatureOf(session: InferenceSession): Signature {
  const inputs = session.inputMetadata.map((value) => tensorSpec(value, "takes"));
  const outputs = session.outputMetadata.map((value) => tensorSpec(value, "gives"));
  return { inputs, outputs, takes: `The model takes ${inputs.map(described).join(", ") || "no input"}.` };
}

function tensorSpec(value: InferenceSession.ValueMetadata, verb: string): TensorSpec {
  if (!value.isTensor) {
    throw new ModelLoadError(`The model ${verb} "${value.name}" as a sequence or map, which cannot be served: ${zipMapAdvice}.`);
  }
  const datatype = datatypeOf(value.type);
  if (!datatype) throw new ModelLoadError(`The model ${verb} "${value.name}" as ${value.type}, which cannot be served.`);
  const shape = value.shape.map((size) => (typeof size === "number" ? size : undefined));
  const rowCells = shape.slice(1).reduce<number | undefined>((product, size) => product && size && product * size, 1);
  return { name: value.name, type: value.type, datatype, shape, rowCells };
}

/** `"X": FP32 [rows, 30]` */
export function described({ name, datatype, shape }: TensorSpec): string {
  const sizes = shape.map((size, at) => size ?? (at === 0 ? "rows" : "any"));
  return `"${name}": ${datatype.wire} [${sizes.join(", ")}]`;
}
