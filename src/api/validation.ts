/** The constraints of the model, checked on a parsed input, in AWS's wording. Clients check few of them, so all are checked here. */
import { isExtraValue, widestBound } from "./extra-values.ts";
import { javaText, lowerFirst } from "./java-text.ts";
import { matchesPattern } from "./patterns.ts";
import type { MemberRef, ServiceModel, Shape, StringShape, StructureShape } from "./service-model.ts";
import { shapeOf, structureOf } from "./service-model.ts";
import { ApiError, type Protocol } from "./wire.ts";

/** More failures than these help nobody. */
const mostFailures = 100;

/** What a request that breaks constraints is called, by protocol. */
const codes: Readonly<Record<Protocol, string>> = {
  json: "ValidationException",
  "rest-json": "ValidationError", // SageMaker Runtime's own word
  query: "ValidationError",
  "rest-xml": "InvalidArgument",
  cbor: "ValidationException",
};

/** Services with a word of their own for it. */
const ownCodes: Readonly<Record<string, string>> = { logs: "InvalidParameterException" };

/** Every constraint that `input` breaks, as AWS words it: `Value '…' at '…' failed to satisfy constraint: …`. */
export function failures(model: ServiceModel, inputShape: string, input: Record<string, unknown>): string[] {
  const found: string[] = [];
  checkStructure({ model, found }, structureOf(model, inputShape), input, "");
  return found;
}

/** Throws the service's validation error when `input` breaks constraints. */
export function validate(model: ServiceModel, inputShape: string, input: Record<string, unknown>): void {
  const found = failures(model, inputShape, input);
  if (found.length === 0) return;
  const count = `${found.length} validation error${found.length === 1 ? "" : "s"} detected`;
  throw new ApiError(ownCodes[model.name] ?? codes[model.protocol], 400, `${count}: ${found.join("; ")}`);
}

interface Check {
  readonly model: ServiceModel;
  readonly found: string[];
}

function checkStructure(check: Check, shape: StructureShape, value: Record<string, unknown>, path: string): void {
  const prefix = path === "" ? "" : `${path}.`;
  for (const name of shape.required ?? []) {
    if (value[name] !== undefined && value[name] !== null) continue;
    if (name === shape.payload && shape.members[name]?.streaming) continue; // read by the handler, from the call
    add(check, "null", prefix + lowerFirst(name), "Member must not be null");
  }
  for (const name in shape.members) {
    const member = value[name];
    if (member !== undefined && member !== null) checkValue(check, shape.members[name]!, member, prefix + lowerFirst(name));
  }
}

function checkValue(check: Check, ref: MemberRef, value: unknown, path: string): void {
  if (check.found.length >= mostFailures) return;
  const { model } = check;
  const shape = shapeOf(model, ref);
  if (value === null) {
    add(check, "null", path, "Member must not be null");
    return;
  }
  const broken = brokenConstraints(model, ref, shape, value);
  if (broken.length) {
    const text = javaText(model, ref, value);
    for (const constraint of broken) add(check, `'${text}'`, path, constraint);
  }
  if (shape.type === "structure" && !shape.document && !ref.jsonvalue) checkStructure(check, shape, value as Record<string, unknown>, path);
  else if (shape.type === "list") {
    (value as unknown[]).forEach((each, at) => {
      checkValue(check, shape.member, each, `${path}.${at + 1}.member`);
    });
  } else if (shape.type === "map") {
    for (const [key, each] of Object.entries(value as object)) {
      checkValue(check, shape.key, key, `${path}.${key.slice(0, 256)}.key`);
      checkValue(check, shape.value, each, `${path}.${key.slice(0, 256)}.member`);
    }
  }
}

function add(check: Check, value: string, path: string, constraint: string): void {
  if (check.found.length < mostFailures) check.found.push(`Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`);
}

function brokenConstraints(model: ServiceModel, ref: MemberRef, shape: Shape, value: unknown): string[] {
  switch (shape.type) {
    case "string":
      return [...brokenBounds(shape, "length", (value as string).length), ...brokenText(model, ref, shape, value as string)];
    case "blob":
      return brokenBounds({ ...shape, max: widestBound(`${model.name}.${ref.shape}`, shape.max) }, "length", (value as Uint8Array).length);
    case "list":
      return brokenBounds(shape, "length", (value as unknown[]).length);
    case "map":
      return brokenBounds(shape, "length", Object.keys(value as object).length);
    case "integer":
    case "long":
    case "float":
    case "double":
      return brokenBounds(shape, "value", value as number);
    case "structure":
    case "timestamp":
    case "boolean":
      return [];
  }
}

function brokenBounds(shape: { min?: number; max?: number }, what: "length" | "value", measure: number): string[] {
  if (shape.max !== undefined && measure > shape.max) return [`Member must have ${what} less than or equal to ${shape.max}`];
  if (shape.min !== undefined && measure < shape.min) return [`Member must have ${what} greater than or equal to ${shape.min}`];
  return [];
}

/** The pattern is tried only on text within its length, so that its cost is bounded; the length is reported by itself. */
function brokenText(model: ServiceModel, ref: MemberRef, shape: StringShape, value: string): string[] {
  const broken: string[] = [];
  const tooLong = shape.max !== undefined && value.length > shape.max;
  if (shape.pattern && !tooLong && !matchesPattern(shape.pattern, value)) {
    broken.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
  if (shape.enum && !shape.enum.includes(value) && !isExtraValue(`${model.name}.${ref.shape}`, value)) {
    broken.push(`Member must satisfy enum value set: [${shape.enum.join(", ")}]`);
  }
  return broken;
}
