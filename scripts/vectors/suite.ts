/** The protocol suites as files, and the expected values in the types our codecs use. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberRef, ServiceModel } from "../../src/api/service-model.ts";
import { shapeOf } from "../../src/api/service-model.ts";
import type { BotoMetadata, BotoOperation, BotoShape } from "../gen/botocore.ts";
import { serviceModel } from "../gen/tables.ts";

export interface VectorCase {
  readonly id: string;
  readonly given: BotoOperation;
  readonly params?: Record<string, unknown>;
  readonly serialized?: {
    readonly method: string;
    readonly uri: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  };
  readonly result?: Record<string, unknown>;
  readonly error?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly response?: { readonly status_code: number; readonly body?: string; readonly headers?: Record<string, string> };
}

interface VectorGroup {
  readonly metadata: BotoMetadata;
  readonly shapes: Record<string, BotoShape>;
  readonly cases: readonly VectorCase[];
}

/** Every case of a suite with the model it is written against. */
export function casesOf(folder: string, direction: "input" | "output", suite: string): { each: VectorCase; model: ServiceModel }[] {
  const groups = JSON.parse(readFileSync(join(folder, "protocols", direction, `${suite}.json`), "utf8")) as VectorGroup[];
  return groups.flatMap(({ metadata, shapes, cases }) =>
    cases.map((each) => {
      // The recorded answers carry a namespace that the suites' metadata leaves out.
      const named = metadata.protocol === "query" ? { xmlNamespace: "https://example.com/", ...metadata } : metadata;
      return { each, model: serviceModel("vectors", { metadata: named, shapes, operations: { [each.given.name]: each.given } }) };
    }),
  );
}

/** A recorded body as bytes: the CBOR suites have it in base64. */
export function bodyOf(model: ServiceModel, recorded: string | undefined): Buffer {
  return Buffer.from(recorded ?? "", model.protocol === "cbor" ? "base64" : "utf8");
}

/** An expected value in the types of our codecs: dates, bytes, numbers that JSON has no digits for; nulls are absent. */
export function typed(model: ServiceModel, ref: MemberRef, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const shape = shapeOf(model, ref);
  if (ref.jsonvalue) return typeof value === "string" ? JSON.parse(value) : value;
  switch (shape.type) {
    case "structure": {
      if (shape.document) return value;
      const members = Object.entries(value as object).filter(([, member]) => member !== null);
      return Object.fromEntries(members.map(([name, member]) => [name, typed(model, shape.members[name]!, member)]));
    }
    case "list":
      return (value as unknown[]).map((each) => typed(model, shape.member, each));
    case "map":
      return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, typed(model, shape.value, each)]));
    case "timestamp":
      return new Date(Math.round(Number(value) * 1000));
    case "blob":
      return Buffer.from(String(value));
    case "float":
    case "double":
      return Number(value);
    default:
      return value;
  }
}
