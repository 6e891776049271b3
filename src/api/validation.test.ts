import assert from "node:assert/strict";
import { test } from "node:test";
import { sagemakerModel } from "./gen/sagemaker.gen.ts";
import { sagemakerRuntimeModel } from "./gen/sagemaker-runtime.gen.ts";
import { matchesPattern } from "./patterns.ts";
import type { ServiceModel } from "./service-model.ts";
import { failures, validate } from "./validation.ts";

const model: ServiceModel = {
  name: "test",
  serviceId: "Test",
  signingName: "test",
  protocol: "json",
  apiVersion: "1",
  operations: {},
  shapes: {
    Input: {
      type: "structure",
      required: ["Name"],
      members: {
        Name: { shape: "Name" },
        Count: { shape: "Count" },
        Kind: { shape: "Kind" },
        Things: { shape: "Things" },
        Bytes: { shape: "Bytes" },
        Labels: { shape: "Labels" },
        Secret: { shape: "Secret" },
      },
    },
    Name: { type: "string", min: 2, max: 5, pattern: "[a-z]+" },
    Count: { type: "integer", min: 1, max: 3 },
    Kind: { type: "string", enum: ["A", "B"] },
    Things: { type: "list", member: { shape: "Thing" }, max: 2 },
    Thing: { type: "structure", members: { Kind: { shape: "Kind" }, On: { shape: "On" } } },
    On: { type: "boolean" },
    Bytes: { type: "blob", max: 2 },
    Labels: { type: "map", key: { shape: "Name" }, value: { shape: "Kind" }, max: 1 },
    Secret: { type: "string", max: 1, sensitive: true },
  },
};

const cases: { when: string; input: Record<string, unknown>; want: string[] }[] = [
  { when: "all is well", input: { Name: "abc", Count: 3, Kind: "A", Things: [{ Kind: "B" }], Labels: { ab: "A" } }, want: [] },
  { when: "a required member is absent", input: {}, want: ["Value null at 'name' failed to satisfy constraint: Member must not be null"] },
  {
    when: "a text is too long",
    input: { Name: "abcdef" },
    want: ["Value 'abcdef' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5"],
  },
  {
    when: "a text is too short and does not match",
    input: { Name: "1" },
    want: [
      "Value '1' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
      "Value '1' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
  },
  {
    when: "a number is too large",
    input: { Name: "abc", Count: 4 },
    want: ["Value '4' at 'count' failed to satisfy constraint: Member must have value less than or equal to 3"],
  },
  {
    when: "a number is too small",
    input: { Name: "abc", Count: 0 },
    want: ["Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1"],
  },
  {
    when: "an element of a list is none of the values",
    input: { Name: "abc", Things: [{ Kind: "A" }, { Kind: "C" }] },
    want: ["Value 'C' at 'things.2.member.kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"],
  },
  {
    when: "a list is too long, it is printed as Java would",
    input: { Name: "abc", Things: [{ Kind: "A", On: true }, {}, {}] },
    want: [
      "Value '[Thing(kind=A, on=true), Thing(), Thing()]' at 'things' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
  },
  {
    when: "an element is null",
    input: { Name: "abc", Things: [null] },
    want: ["Value null at 'things.1.member' failed to satisfy constraint: Member must not be null"],
  },
  {
    when: "a map's value is none of the values",
    input: { Name: "abc", Labels: { ab: "C" } },
    want: ["Value 'C' at 'labels.ab.member' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"],
  },
  {
    when: "a map is too large",
    input: { Name: "abc", Labels: { ab: "A", cd: "B" } },
    want: ["Value '{ab=A, cd=B}' at 'labels' failed to satisfy constraint: Member must have length less than or equal to 1"],
  },
  {
    when: "bytes are too many",
    input: { Name: "abc", Bytes: Buffer.from("abc") },
    want: [
      "Value 'java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]' at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
  },
  {
    when: "a secret is too long, it is not printed",
    input: { Name: "abc", Secret: "xyz" },
    want: ["Value '***' at 'secret' failed to satisfy constraint: Member must have length less than or equal to 1"],
  },
];
for (const { when, input, want } of cases) {
  test(`when ${when}`, () => assert.deepEqual(failures(model, "Input", input), want));
}

test("several failures are counted and joined", () => {
  assert.throws(() => validate(model, "Input", { Count: 4 }), {
    code: "ValidationException",
    status: 400,
    message:
      "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value '4' at 'count' failed to satisfy constraint: Member must have value less than or equal to 3",
  });
});

test("a huge value makes neither a huge message nor a slow one", () => {
  const found = failures(model, "Input", { Name: "x".repeat(3_000_000), Things: Array.from({ length: 100_000 }, () => ({ Kind: "C" })) });
  assert.ok(found.join().length < 500_000);
  assert.equal(found.length, 100);
});

test("an instance type of one's own is accepted beside AWS's", () => {
  const input = (type: string) => ({
    EndpointConfigName: "c",
    ProductionVariants: [{ VariantName: "v", ModelName: "m", InstanceType: type, InitialInstanceCount: 1 }],
  });
  for (const type of ["ml.m5.large", "ml.hostler.small", "ml.hostler.gpu-4x.big"])
    assert.deepEqual(failures(sagemakerModel, "CreateEndpointConfigInput", input(type)), [], type);
  for (const type of ["ml.hostler.", "ml.t3.medium", "ml.hostler.A b"]) {
    assert.match(
      failures(sagemakerModel, "CreateEndpointConfigInput", input(type))[0]!,
      /at 'productionVariants\.1\.member\.instanceType' failed to satisfy constraint: Member must satisfy enum value set: \[ml\./,
    );
  }
});

test("the runtime calls it ValidationError", () => {
  assert.throws(() => validate(sagemakerRuntimeModel, "InvokeEndpointInput", { EndpointName: "-" }), {
    code: "ValidationError",
    message: /^2 validation errors detected: Value null at 'body'/,
  });
});

test("every pattern of the models compiles, matches whole values, and is fast on long ones", () => {
  for (const { shapes } of [sagemakerModel, sagemakerRuntimeModel]) {
    for (const shape of Object.values(shapes)) {
      if (shape.type !== "string" || !shape.pattern) continue;
      for (const text of [`${"a".repeat(50_000)}!`, `${"a-".repeat(25_000)}`, `${"-".repeat(50_000)}!`, `s3://${"/".repeat(50_000)}\n`]) {
        const startedMs = performance.now();
        matchesPattern(shape.pattern, text);
        assert.ok(performance.now() - startedMs < 200, `${shape.pattern} is slow`);
      }
    }
  }
});

const patterns: [pattern: string, value: string, want: boolean][] = [
  ["[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "my-model", true],
  ["[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "my_model", false],
  ["[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "", false],
  ["[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "a\n", false],
  ["^(NEW_SESSION)$|^[a-z]*$", "NEW_SESSION", true],
  ["\\A\\S[\\p{Print}]*\\z", "x y", true],
  ["\\A\\S[\\p{Print}]*\\z", " x", false],
  ["\\p{ASCII}*", "text/csv", true],
  ["\\p{ASCII}*", "é", false],
  ["([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)", "Größe 1", true],
  ["([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)", "a#b", false],
];
for (const [pattern, value, want] of patterns) {
  test(`${JSON.stringify(value)} ${want ? "matches" : "does not match"} ${pattern}`, () =>
    assert.equal(matchesPattern(pattern, value), want));
}

test("an invocation's body may be as large as AWS takes today, not as its model says", () => {
  const sized = (bytes: number) => failures(sagemakerRuntimeModel, "InvokeEndpointInput", { EndpointName: "e", Body: Buffer.alloc(bytes) });
  assert.deepEqual(sized(25 * 1024 * 1024), []);
  assert.match(
    sized(25 * 1024 * 1024 + 1)[0] ?? "",
    /at 'body' failed to satisfy constraint: Member must have length less than or equal to 26214400$/,
  );
});
