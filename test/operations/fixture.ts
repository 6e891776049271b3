/** What the operation tests share: a control plane per file, resources to work with, and the three parts of a bad request. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sagemakerModel } from "../../src/api/gen/sagemaker.gen.ts";
import { type ServiceModel, shapeOf, structureOf } from "../../src/api/service-model.ts";
import { accountId, type Control, region, startControl } from "../harness/control.ts";

export { accountId, region } from "../harness/control.ts";

export const roleArn = `arn:aws:iam::${accountId}:role/hostler`;
export const xgboostImage = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";
export const modelUrl = "s3://models/model.tar.gz";

export const arnOf = (kind: string, name: string): string => `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name}`;

/** The control plane of this test file, with an archive at `modelUrl`. It must end without an unexpected error. */
export function controlOfFile(prepare: (control: Control) => Promise<void> = async () => undefined): () => Control {
  let control: Control | undefined;
  before(async () => {
    control = await startControl();
    await control.objects.createBucket("models", region);
    await control.objects.put({ bucket: "models", key: "model.tar.gz", content: { body: bytes("an archive") } });
    await prepare(control);
  });
  after(async () => {
    const failures = control?.failures ?? [];
    await control?.[Symbol.asyncDispose]();
    assert.deepEqual(failures, []);
  });
  return () => control!;
}

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

export const model = (name: string, more: object = {}): object => ({
  ModelName: name,
  ExecutionRoleArn: roleArn,
  PrimaryContainer: { Image: xgboostImage, ModelDataUrl: modelUrl },
  ...more,
});

export const variant = (name: string, more: object = {}): object => ({
  VariantName: name,
  ModelName: "m",
  InstanceType: "ml.m5.large",
  InitialInstanceCount: 1,
  ...more,
});

export const config = (name: string, variants: readonly object[] = [variant("v")], more: object = {}): object => ({
  EndpointConfigName: name,
  ProductionVariants: variants,
  ...more,
});

/** Model `m`, configuration `c` with variants `v` (2 instances, weight 1) and `w` (1 instance, weight 3). */
export async function prepareConfig(control: Control): Promise<void> {
  await control.call("CreateModel", model("m"));
  await control.call(
    "CreateEndpointConfig",
    config("c", [variant("v", { InitialInstanceCount: 2 }), variant("w", { InitialVariantWeight: 3 })]),
  );
}

/** An endpoint of configuration `c` in the status. */
export async function endpointIn(control: Control, status: string, name: string): Promise<void> {
  const { backend } = control;
  backend.holdStarts = status === "Creating";
  backend.failure = status === "Failed" ? "The model is broken." : undefined;
  await control.call("CreateEndpoint", { EndpointName: name, EndpointConfigName: "c" });
  if (status === "Creating" || status === "Failed") {
    await control.settled(name, status);
    backend.failure = undefined;
    return;
  }
  await control.settled(name, "InService");
  if (status === "Updating") {
    backend.holdStarts = true;
    await control.call("UpdateEndpoint", { EndpointName: name, EndpointConfigName: "c" });
  } else if (status === "RollingBack") {
    backend.failure = "There is no room.";
    backend.holdEnds = true;
    await control.call("UpdateEndpointWeightsAndCapacities", {
      EndpointName: name,
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount: 3 }],
    });
  } else if (status === "Deleting") {
    backend.holdEnds = true;
    await control.call("DeleteEndpoint", { EndpointName: name });
  }
  await control.settled(name, status);
}

export interface BadInput {
  readonly when: string;
  /** A text is sent as it is. */
  readonly input: unknown;
  /** `ValidationException` when absent. */
  readonly code?: string;
  readonly message: string | RegExp;
}

/** A server that a test file sends bad input to. */
export type Refusing = Pick<Control, "send" | "remembered">;

/** Each of these inputs is refused with AWS's error, and nothing has changed afterwards. */
export function refuses(control: () => Refusing, operation: string, cases: readonly BadInput[]): void {
  for (const { when, input, code = "ValidationException", message } of cases) {
    test(`${operation} is refused when ${when}`, async () => {
      const before = await control().remembered();
      const answer = await control().send(operation, input);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.headers.get("content-type"), "application/x-amz-json-1.1");
      assert.match(answer.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/);
      assert.equal(answer.body.__type, code, answer.text);
      if (typeof message === "string") assert.equal(answer.body.message, message);
      else assert.match(answer.body.message, message);
      assert.deepEqual(await control().remembered(), before);
    });
  }
}

/** The constraint error of one member. */
export const constraint = (value: string, path: string, failed: string): string =>
  `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${failed}`;

export const namePattern = "Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}";

/**
 * The part of every operation about wrong types: bodies that are no JSON object, and every member of the input in every JSON type that it
 * is not. `valid` is an input that would be taken.
 */
export function refusesWrongTypes(control: () => Refusing, operation: string, valid: object, service: ServiceModel = sagemakerModel): void {
  const shape = structureOf(service, service.operations[operation]!.input!);
  const wrong: readonly [string, unknown][] = [
    ["text", "text"],
    ["number", 7],
    ["fraction", 7.5],
    ["flag", true],
    ["list", ["text"]],
    ["object", { Unknown: 1 }],
  ];
  const right: Readonly<Record<string, readonly string[]>> = {
    string: ["text"],
    integer: ["number"],
    long: ["number"],
    boolean: ["flag"],
    timestamp: ["number", "fraction"],
    list: ["list"],
    structure: ["object"],
    map: ["object"],
  };
  describe(`${operation}: wrong types`, () => {
    refuses(control, operation, [
      { when: "the body is no JSON", input: "{", code: "SerializationException", message: "The body is not valid JSON." },
      { when: "the body is a list", input: "[]", code: "SerializationException", message: "Start of list found where not expected." },
      {
        when: "the body is a text",
        input: '"text"',
        code: "SerializationException",
        message: "Expected structure or map or null",
      },
      {
        when: "the body is nested too deep",
        input: `${'{"a":'.repeat(100)}1${"}".repeat(100)}`,
        code: "SerializationException",
        message: "The body is nested deeper than 64 levels.",
      },
      ...Object.entries(shape.members).flatMap(([member, ref]) =>
        wrong
          .filter(([type]) => !right[shapeOf(service, ref).type]?.includes(type))
          .map(([type, value]) => ({
            when: `${member} is a ${type}`,
            input: { ...valid, [member]: value },
            code: "SerializationException",
            message: /can not be converted to |found where not expected|^Expected /,
          })),
      ),
    ]);
  });
}
