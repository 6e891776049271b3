/** From an output object to JSON: absent members are left out, timestamps are epoch seconds, blobs base64. */
import { base64Of, setKey } from "./scalars.ts";
import type { MemberRef, ServiceModel, StructureShape } from "./service-model.ts";
import { inOutputBody, shapeOf } from "./service-model.ts";
import { epochSeconds, formatTimestamp, timestampFormat } from "./timestamps.ts";

/** The JSON value of `value`, which is of the shape `ref` names. */
export function writeJson(model: ServiceModel, ref: MemberRef, value: unknown): unknown {
  const shape = shapeOf(model, ref);
  if (value === null) return null; // an element of a sparse list or map
  if (ref.jsonvalue) return JSON.stringify(value);
  switch (shape.type) {
    case "structure":
      return shape.document ? value : writeStructure(model, shape, value as Record<string, unknown>);
    case "list":
      return (value as unknown[]).map((each) => writeJson(model, shape.member, each));
    case "map": {
      const map = {};
      for (const [key, each] of Object.entries(value as object)) {
        if (each !== undefined) setKey(map, key, writeJson(model, shape.value, each));
      }
      return map;
    }
    case "timestamp": {
      const format = timestampFormat(model, ref, "unixTimestamp");
      return format === "unixTimestamp" ? epochSeconds(value as Date) : formatTimestamp(value as Date, format);
    }
    case "blob":
      return base64Of(value as Uint8Array);
    case "float":
    case "double":
      return Number.isFinite(value) ? value : String(value);
    case "string":
    case "boolean":
    case "integer":
    case "long":
      return value;
  }
}

/** The members of a structure that stand in the body. */
export function writeStructure(model: ServiceModel, shape: StructureShape, value: Record<string, unknown>): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const member = value[name];
    if (!inOutputBody(ref) || member === undefined || member === null) continue;
    json[ref.locationName ?? name] = writeJson(model, ref, member);
  }
  return json;
}
