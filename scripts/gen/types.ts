/** Writes the TypeScript types of a service: an interface a structure, a union of strings an enumeration, everything else in place. */
import { extraPrefixes } from "../../src/api/extra-values.ts";
import type { MemberRef, ServiceModel, StructureShape } from "../../src/api/service-model.ts";

/** Names the generated file uses itself. */
const taken = new Set(["Date", "Uint8Array", "ServiceModel", "StreamingBody"]);

/** All types of the service, as TypeScript text. */
export function typesOf(model: ServiceModel): string {
  const inputs = new Set(Object.values(model.operations).map((operation) => operation.input));
  const declarations = Object.entries(model.shapes).flatMap(([name, shape]) => {
    if (taken.has(name)) throw new Error(`${model.name} has a shape ${name}, which the generated file needs for itself`);
    if (shape.type === "structure" && !shape.document) return [interfaceOf(model, name, shape, inputs.has(name))];
    if (shape.type === "string" && shape.enum) return [`export type ${name} = ${enumeration(model, name, shape.enum)};`];
    return [];
  });
  return `${declarations.join("\n\n")}\n`;
}

/** The operations of the service with their inputs and outputs, for the type of the handler table. */
export function operationsOf(model: ServiceModel): string {
  const rows = Object.entries(model.operations).map(([name, { input, output }]) => {
    return `  "${model.name}.${name}": { input: ${input ?? "{}"}; output: ${output ?? "void"} };`;
  });
  return `/** Every operation with its input and output. */\nexport interface ${pascal(model.name)}Operations {\n${rows.join("\n")}\n}\n`;
}

/** `sagemaker-runtime` as a type name. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function interfaceOf(model: ServiceModel, name: string, shape: StructureShape, isInput: boolean): string {
  const lines = Object.entries(shape.members)
    .filter(([member, ref]) => !(isInput && member === shape.payload && isStreaming(model, ref)))
    .map(([member, ref]) => `  ${member}${shape.required?.includes(member) ? "" : "?"}: ${typeOf(model, ref)};`);
  return lines.length ? `export interface ${name} {\n${lines.join("\n")}\n}` : `export interface ${name} {}`;
}

/** A streaming payload never stands in an input: the handler reads it from its call. */
function isStreaming(model: ServiceModel, ref: MemberRef): boolean {
  const shape = model.shapes[ref.shape];
  return ref.streaming === true || (shape?.type === "blob" && shape.streaming === true);
}

function typeOf(model: ServiceModel, ref: MemberRef): string {
  const shape = model.shapes[ref.shape]!;
  if (ref.jsonvalue) return "unknown";
  switch (shape.type) {
    case "structure":
      if (shape.document) return "unknown";
      return shape.eventstream ? "StreamingBody" : ref.shape;
    case "list":
      return `${elementOf(typeOf(model, shape.member))}[]`;
    case "map":
      return `{ [key: string]: ${typeOf(model, shape.value)} }`;
    case "string":
      return shape.enum ? ref.shape : "string";
    case "blob":
      return isStreaming(model, ref) ? "StreamingBody" : "Uint8Array";
    case "timestamp":
      return "Date";
    case "boolean":
      return "boolean";
    case "integer":
    case "long":
    case "float":
    case "double":
      return "number";
  }
}

function elementOf(type: string): string {
  return /^[A-Za-z0-9_]+$/.test(type) ? type : `(${type})`;
}

function enumeration(model: ServiceModel, name: string, values: readonly string[]): string {
  const prefix = extraPrefixes[`${model.name}.${name}`];
  const union = values.map((value) => JSON.stringify(value));
  if (prefix) union.push(`\`${prefix}\${string}\``);
  return union.join(" | ");
}
