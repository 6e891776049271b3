import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { until } from "../harness/until.ts";
import {
  accountId,
  arnOf,
  config,
  constraint,
  controlOfFile,
  endpointIn,
  model,
  prepareConfig,
  refuses,
  refusesWrongTypes,
  region,
} from "./fixture.ts";

const ResourceArn = arnOf("model", "m");
const tags = (count: number, value = ""): object[] => Array.from({ length: count }, (_, at) => ({ Key: `k${at + 10}`, Value: value }));
const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  await at.call("CreateModel", model("full", { Tags: tags(50) }));
});

refusesWrongTypes(control, "AddTags", { ResourceArn, Tags: [] });

describe("AddTags: wrong values", () => {
  refuses(control, "AddTags", [
    {
      when: "everything is absent",
      input: {},
      message:
        "2 validation errors detected: Value null at 'resourceArn' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'tags' failed to satisfy constraint: Member must not be null",
    },
    {
      when: "the resource is no ARN",
      input: { ResourceArn: "m", Tags: tags(1) },
      message: constraint(
        "'m'",
        "resourceArn",
        "Member must satisfy regular expression pattern: arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+",
      ),
    },
    {
      when: "the ARN is too long",
      input: { ResourceArn: `${ResourceArn}${"m".repeat(256)}`, Tags: tags(1) },
      message: /at 'resourceArn' failed to satisfy constraint: Member must have length less than or equal to 256$/,
    },
    {
      when: "the resource is of a kind without tags here",
      input: { ResourceArn: arnOf("training-job", "t"), Tags: tags(1) },
      message: `"${arnOf("training-job", "t")}" is not the ARN of a model, endpoint configuration or endpoint of account ${accountId}.`,
    },
    {
      when: "the resource is another account's",
      input: { ResourceArn: `arn:aws:sagemaker:${region}:999999999999:model/m`, Tags: tags(1) },
      message: `"arn:aws:sagemaker:${region}:999999999999:model/m" is not the ARN of a model, endpoint configuration or endpoint of account ${accountId}.`,
    },
    {
      when: "the resource does not exist",
      input: { ResourceArn: arnOf("endpoint", "none"), Tags: tags(1) },
      message: `Could not find endpoint "${arnOf("endpoint", "none")}".`,
    },
    {
      when: "the resource is in another region",
      input: { ResourceArn: ResourceArn.replace(region, "eu-west-1"), Tags: tags(1) },
      message: `Could not find model "${ResourceArn.replace(region, "eu-west-1")}".`,
    },
    {
      when: "a key is empty",
      input: { ResourceArn, Tags: [{ Key: "", Value: "v" }] },
      message: constraint("''", "tags.1.member.key", "Member must have length greater than or equal to 1"),
    },
    {
      when: "a key is too long",
      input: { ResourceArn, Tags: [{ Key: "k".repeat(129), Value: "v" }] },
      message: /at 'tags\.1\.member\.key' failed to satisfy constraint: Member must have length less than or equal to 128$/,
    },
    {
      when: "a value is too long",
      input: { ResourceArn, Tags: [{ Key: "k", Value: "v".repeat(257) }] },
      message: /at 'tags\.1\.member\.value' failed to satisfy constraint: Member must have length less than or equal to 256$/,
    },
    {
      when: "a key has a forbidden character",
      input: { ResourceArn, Tags: [{ Key: "a<b", Value: "v" }] },
      message: constraint(
        "'a<b'",
        "tags.1.member.key",
        "Member must satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
      ),
    },
    {
      when: "a key is reserved",
      input: { ResourceArn, Tags: [{ Key: "aws:owner", Value: "v" }] },
      message: 'The tag key "aws:owner" is reserved: keys must not begin with aws:.',
    },
    {
      when: "it is unclear whether invocations are idempotent",
      input: { ResourceArn, Tags: [{ Key: "hostler:idempotent-invocations", Value: "yes" }] },
      message: 'The tag hostler:idempotent-invocations must be "true" or "false", not "yes".',
    },
    {
      when: "51 tags are given",
      input: { ResourceArn, Tags: tags(51) },
      message: /at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    },
    {
      when: "there would be 51",
      input: { ResourceArn: arnOf("model", "full"), Tags: [{ Key: "one-more", Value: "" }] },
      message: "A resource may have 50 tags; with these it would have 51.",
    },
  ]);
});

describe("AddTags: behaviour", () => {
  test("the answer is all tags; a key that is there is overwritten, even when there is no room for more", async () => {
    const first = await control().call("AddTags", { ResourceArn, Tags: [{ Key: "b", Value: "1" }] });
    assert.deepEqual(first, { Tags: [{ Key: "b", Value: "1" }] });
    const Tags = [
      { Key: "B", Value: "" },
      { Key: "b", Value: "2" },
    ];
    assert.deepEqual(await control().call("AddTags", { ResourceArn, Tags }), { Tags });
    const full = await control().call("AddTags", { ResourceArn: arnOf("model", "full"), Tags: tags(50, "new") });
    assert.deepEqual(full, { Tags: tags(50, "new") });
  });

  test("letters of any language, spaces and an ARN in another case are taken", async () => {
    const Tags = [{ Key: "größe 大", Value: "a:b/c=d+e-f@g" }];
    await control().call("CreateEndpointConfig", config("Tagged"));
    await control().call("AddTags", { ResourceArn: arnOf("endpoint-config", "TAGGED"), Tags });
    assert.deepEqual(await control().call("ListTags", { ResourceArn: arnOf("endpoint-config", "tagged") }), { Tags });
  });

  test("an endpoint may be tagged in any state, and does not inherit its configuration's tags", async () => {
    await control().call("AddTags", { ResourceArn: arnOf("endpoint-config", "c"), Tags: [{ Key: "config", Value: "" }] });
    for (const status of ["Creating", "Failed", "Deleting"]) {
      await endpointIn(control(), status, status);
      const answer = await control().call("AddTags", { ResourceArn: arnOf("endpoint", status), Tags: [{ Key: "k", Value: status }] });
      assert.deepEqual(answer, { Tags: [{ Key: "k", Value: status }] });
    }
  });

  test("a tag says that invocations are idempotent, routers hear of it at once, and of its end too", async () => {
    const Tags = (Value: string) => [{ Key: "hostler:idempotent-invocations", Value }];
    await control().call("CreateEndpoint", { EndpointName: "tagged", EndpointConfigName: "c", Tags: Tags("true") });
    await control().settled("tagged", "InService");
    const told = (value: true | undefined) =>
      until(`routers know ${value}`, () => {
        const route = control()
          .routes()
          ?.endpoints.find(({ name }) => name === "tagged");
        return route && route.idempotent === value;
      });
    await told(true);
    const arn = arnOf("endpoint", "tagged");
    await control().call("AddTags", { ResourceArn: arn, Tags: Tags("false") });
    await told(undefined);
    await control().call("AddTags", { ResourceArn: arn, Tags: Tags("true") });
    await told(true);
    await control().call("DeleteTags", { ResourceArn: arn, TagKeys: ["hostler:idempotent-invocations"] });
    await told(undefined);
  });
});
