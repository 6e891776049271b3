/** What the codecs know about a service: its operations and shapes, as tables written by `npm run gen` from AWS's service model. */
import type { Readable } from "node:stream";
import type { Protocol } from "./wire.ts";

/** Content that an output carries as its raw payload. */
export type StreamingBody = Readable | Uint8Array;

export interface ServiceModel {
  /** Name of the service here and in botocore: `sagemaker`, `sagemaker-runtime`, `s3`. */
  readonly name: string;
  readonly serviceId: string;
  /** The service as it stands in the credential scope of a signature. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** All it may be spoken to in, when there are several: dispatch then answers each request in its own. */
  readonly protocols?: readonly Protocol[];
  readonly apiVersion: string;
  /** Prefix of `X-Amz-Target` before the dot. */
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string;
  /** JSON errors also carry the code the Query protocol had for them. */
  readonly queryCompatible?: boolean;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly method: string;
  /** `/endpoints/{EndpointName}/invocations`, `/{Bucket}/{Key+}?uploads`. */
  readonly uri: string;
  /** Status of a success; 200 when absent. */
  readonly status?: number;
  readonly input?: string;
  /** Root element of an XML input, when the operation names it. */
  readonly inputName?: string;
  readonly output?: string;
  readonly resultWrapper?: string;
  readonly errors?: readonly string[];
  readonly checksum?: ChecksumTrait;
}

/** Which member of the input names the algorithm of a body checksum, and which algorithms an answer may carry. */
export interface ChecksumTrait {
  readonly requestMember?: string;
  readonly requestRequired?: boolean;
  readonly responseMember?: string;
  readonly responseAlgorithms?: readonly string[];
}

export type Location = "uri" | "querystring" | "header" | "headers" | "statusCode";
export type TimestampFormat = "iso8601" | "rfc822" | "unixTimestamp";

/** A member of a structure, an element of a list, a key or value of a map. */
export interface MemberRef {
  readonly shape: string;
  readonly location?: Location;
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: XmlNamespace;
  readonly timestampFormat?: TimestampFormat;
  readonly jsonvalue?: boolean;
  readonly streaming?: boolean;
}

export interface XmlNamespace {
  readonly uri: string;
  readonly prefix?: string;
}

export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | BlobShape | TimestampShape | BooleanShape;

interface XmlNamed {
  readonly locationName?: string;
  readonly xmlNamespace?: XmlNamespace;
}

/** Bounds of a length (strings, blobs), a size (lists, maps) or a value (numbers). */
interface Bounded {
  readonly min?: number;
  readonly max?: number;
}

export interface StructureShape extends XmlNamed {
  readonly type: "structure";
  readonly members: Readonly<Record<string, MemberRef>>;
  readonly required?: readonly string[];
  /** The member that is the whole body. */
  readonly payload?: string;
  readonly union?: boolean;
  /** Any JSON value. */
  readonly document?: boolean;
  readonly eventstream?: boolean;
  readonly error?: ErrorTrait;
}

export interface ErrorTrait {
  /** Code on the wire where it differs from the shape's name. */
  readonly code?: string;
  readonly status: number;
  readonly senderFault?: boolean;
}

export interface ListShape extends XmlNamed, Bounded {
  readonly type: "list";
  readonly member: MemberRef;
  readonly flattened?: boolean;
}

export interface MapShape extends XmlNamed, Bounded {
  readonly type: "map";
  readonly key: MemberRef;
  readonly value: MemberRef;
  readonly flattened?: boolean;
}

export interface StringShape extends Bounded {
  readonly type: "string";
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

export interface NumberShape extends Bounded {
  readonly type: "integer" | "long" | "float" | "double";
}

export interface BlobShape extends Bounded {
  readonly type: "blob";
  readonly streaming?: boolean;
  readonly sensitive?: boolean;
}

export interface TimestampShape {
  readonly type: "timestamp";
  readonly timestampFormat?: TimestampFormat;
}

export interface BooleanShape {
  readonly type: "boolean";
}

/** The structure named `name`; a model that lacks it is a fault of the generator. */
export function structureOf(model: ServiceModel, name: string): StructureShape {
  const shape = model.shapes[name];
  if (shape?.type !== "structure") throw new Error(`${model.name} has no structure ${name}; run npm run gen`);
  return shape;
}

/** The shape a member refers to. */
export function shapeOf(model: ServiceModel, ref: MemberRef): Shape {
  const shape = model.shapes[ref.shape];
  if (!shape) throw new Error(`${model.name} has no shape ${ref.shape}; run npm run gen`);
  return shape;
}

/** True for members of an output that stand in its body; path and query say nothing about an answer. */
export function inOutputBody(ref: MemberRef): boolean {
  return ref.location === undefined || ref.location === "uri" || ref.location === "querystring";
}
