/** What every protocol offers: one parser and two serialisers that serve all operations from their models. */
import type { OperationModel, ServiceModel, StructureShape } from "./service-model.ts";
import type { ApiError, WireRequest, WireResponse } from "./wire.ts";

/** The operation a request names, found by dispatch. */
export interface Target {
  readonly model: ServiceModel;
  /** `CreateModel`. */
  readonly operation: string;
  /** Values of the labels in the path, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Codec {
  /** The input of the operation; a streaming payload is left out. Throws an ApiError for what cannot be read. */
  parse(target: Target, request: WireRequest, body: Buffer): Record<string, unknown>;
  /** The answer for an output; `undefined` for an operation without one. */
  answer(target: Target, output: object | undefined, requestId: string): WireResponse;
  /** The answer for an error, also when no operation was found. */
  refuse(model: ServiceModel, error: ApiError, requestId: string): WireResponse;
}

export function operationOf(target: Target): OperationModel {
  const operation = target.model.operations[target.operation];
  if (!operation) throw new Error(`${target.model.name} has no operation ${target.operation}`);
  return operation;
}

/** The structure of a modelled error, found by its code on the wire or its name. */
export function errorShape(model: ServiceModel, code: string): StructureShape | undefined {
  const named = Object.hasOwn(model.shapes, code) ? model.shapes[code] : undefined;
  if (named?.type === "structure" && named.error) return named;
  for (const shape of Object.values(model.shapes)) {
    if (shape.type === "structure" && shape.error?.code === code) return shape;
  }
  return undefined;
}

/** What the Query protocol calls an error: clients of a service that once spoke only Query look for this code whatever they speak. */
export function queryCode(model: ServiceModel, code: string): string {
  if (model.queryCompatible && code === "ValidationException") return "ValidationError";
  return errorShape(model, code)?.error?.code ?? code;
}

/** `x-amzn-query-error: InvalidParameterValue;Sender`, for services that were Query's. */
export function queryErrorHeader(model: ServiceModel, error: ApiError): Record<string, string> {
  if (!model.queryCompatible) return {};
  return { "x-amzn-query-error": `${queryCode(model, error.code)};${error.status < 500 ? "Sender" : "Receiver"}` };
}

/** Members of an error's body besides its message: what the model does not know goes out as it is. */
export function unmodelledMembers(shape: StructureShape | undefined, error: ApiError): [string, unknown][] {
  return Object.entries(error.members).filter(([name, value]) => value !== undefined && !(shape && Object.hasOwn(shape.members, name)));
}
