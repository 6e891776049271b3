/** Inputs of an operation that are nearly right: the members its model has, with values at and beyond their limits, and now and then anything. */
import fc from "fast-check";
import type { MemberRef, ServiceModel, StringShape } from "../../src/api/service-model.ts";
import { shapeOf } from "../../src/api/service-model.ts";

const account = "000000000000";

/** Names that exist on the target, so that requests get past the first look-up. */
export const known = { ModelName: "m", EndpointConfigName: "c", EndpointName: "e", VariantName: "v" } as const;

/** Members that only a certain form can be right for. */
const rightTexts: Readonly<Record<string, string>> = {
  ...known,
  ResourceArn: `arn:aws:sagemaker:us-east-1:${account}:endpoint/e`,
  ExecutionRoleArn: `arn:aws:iam::${account}:role/r`,
  ModelDataUrl: "s3://models/m.tar.gz",
};

const numbers = fc.oneof(
  fc.integer(),
  fc.constantFrom(-1, 0, 1, 2, 50, 63, 100, 2 ** 31, 2 ** 53, 1e308, -0.5, 1.5),
  fc.double({ noNaN: true }),
);
const words = fc.constantFrom(
  "",
  "a",
  "é😀\u0000",
  "__proto__",
  "constructor",
  "x".repeat(64),
  "x".repeat(5000),
  "a-".repeat(40),
  "s3://models/m.tar.gz",
  "s3://",
  `arn:aws:iam::${account}:role/r`,
  `arn:aws:sagemaker:us-east-1:${account}:model/m`,
  `arn:aws:sagemaker:us-east-1:${account}:endpoint/e`,
  "2026-01-01T00:00:00Z",
  "../../etc/passwd",
  "'; drop table documents; --",
  "%00",
);

/** Mostly right, sometimes not. */
const mostly = (right: fc.Arbitrary<unknown>, wrong: fc.Arbitrary<unknown>, weight: number): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: wrong });

function texts(name: string, shape: StringShape): fc.Arbitrary<unknown> {
  const right = shape.enum?.slice(0, 5) ?? [rightTexts[name] ?? "a"];
  return mostly(fc.constantFrom(...right), fc.oneof(words, fc.string({ unit: "grapheme", maxLength: 80 })), 8);
}

/** A value of the shape, deeper members ever scarcer. */
export function nearly(model: ServiceModel, name: string, ref: MemberRef, depth = 0): fc.Arbitrary<unknown> {
  const shape = shapeOf(model, ref);
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), words, numbers);
  const right = (): fc.Arbitrary<unknown> => {
    if (depth > 5) return anything;
    switch (shape.type) {
      case "string":
        return texts(name, shape);
      case "blob":
        return words;
      case "boolean":
        return fc.boolean();
      case "timestamp":
        return mostly(fc.constantFrom(1_767_323_045.678, "2026-01-01T00:00:00Z", 0), fc.oneof(numbers, words), 4);
      case "list":
        return fc.array(nearly(model, name, shape.member, depth + 1), { maxLength: 3 });
      case "map":
        return fc.dictionary(words, nearly(model, name, shape.value, depth + 1), { maxKeys: 3 });
      case "structure": {
        const members = Object.entries(shape.members).map(([member, at]) => [member, nearly(model, member, at, depth + 1)] as const);
        const requiredKeys = (shape.required ?? []).filter((member) => member in shape.members);
        const whole = fc.record(Object.fromEntries(members), { requiredKeys: requiredKeys as never[] });
        const part = fc.record(Object.fromEntries(members), { requiredKeys: [] });
        return mostly(whole, part, 8);
      }
      default:
        return mostly(fc.integer({ min: Math.ceil(shape.min ?? 0), max: Math.floor(shape.max ?? 1000) }), numbers, 6);
    }
  };
  return mostly(right(), anything, 40);
}

/** A text with pieces taken out, doubled and put in. */
export function mutated(samples: readonly string[], inserts: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(1000),
    length: fc.nat(30),
    insert: fc.oneof(fc.constantFrom(...inserts), fc.string()),
    keep: fc.boolean(),
  });
  return fc.tuple(fc.constantFrom(...samples), fc.array(cut, { maxLength: 4 })).map(([sample, cuts]) =>
    cuts.reduce((text, { at, length, insert, keep }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + insert + text.slice(keep ? from : from + length);
    }, sample),
  );
}
