/** Values as AWS's validator prints them: Java's `toString` of strings, lists, maps and structures. */
import type { MemberRef, ServiceModel } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";

/** A longer value is cut, so that an error is never larger than the request. */
const longestPrinted = 1024;

export function javaText(model: ServiceModel, ref: MemberRef, value: unknown): string {
  const text = print(model, ref, value, longestPrinted);
  return text.length > longestPrinted ? `${text.slice(0, longestPrinted)}...` : text;
}

function print(model: ServiceModel, ref: MemberRef, value: unknown, room: number): string {
  if (value === null || value === undefined) return "null";
  const shape = shapeOf(model, ref);
  if ((shape.type === "string" || shape.type === "blob") && shape.sensitive) return "***";
  switch (shape.type) {
    case "structure": {
      if (shape.document) return "{}";
      const entries = Object.entries(shape.members).filter(([name]) => (value as Record<string, unknown>)[name] !== undefined);
      return `${ref.shape}(${joined(entries, room, ([name, member], left) => `${lowerFirst(name)}=${print(model, member, (value as Record<string, unknown>)[name], left)}`)})`;
    }
    case "list":
      return `[${joined(value as unknown[], room, (each, left) => print(model, shape.member, each, left))}]`;
    case "map":
      return `{${joined(Object.entries(value as object), room, ([key, each], left) => `${key}=${print(model, shape.value, each, left)}`)}}`;
    case "timestamp":
      return (value as Date).toISOString();
    case "blob":
      return `java.nio.HeapByteBuffer[pos=0 lim=${(value as Uint8Array).length} cap=${(value as Uint8Array).length}]`;
    default:
      return String(value);
  }
}

/** Prints no more items than there is room for: a list of a million needs no million strings. */
function joined<T>(items: readonly T[], room: number, text: (item: T, left: number) => string): string {
  let out = "";
  for (const item of items) {
    if (out.length > room) break;
    out += (out ? ", " : "") + text(item, room - out.length);
  }
  return out;
}

/** `ProductionVariants` as paths spell it. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
