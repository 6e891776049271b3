import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arnOf, constraint, controlOfFile, model, modelUrl, refuses, refusesWrongTypes, roleArn, xgboostImage } from "./fixture.ts";

const control = controlOfFile(async ({ call }) => {
  await call("CreateModel", model("Taken"));
});
const container = { Image: xgboostImage, ModelDataUrl: modelUrl };
const withContainer = (more: object): object => model("m", { PrimaryContainer: { ...container, ...more } });
const unsupported = (member: string, next = "Remove it"): string => `Hostler does not support ${member} yet. ${next}.`;

refusesWrongTypes(control, "CreateModel", model("m"));

describe("CreateModel: wrong values", () => {
  refuses(control, "CreateModel", [
    {
      when: "the name is absent",
      input: { PrimaryContainer: container },
      message: constraint("null", "modelName", "Member must not be null"),
    },
    {
      when: "the name is null",
      input: { ...model("m"), ModelName: null },
      message: constraint("null", "modelName", "Member must not be null"),
    },
    {
      when: "the name is empty",
      input: model(""),
      message: constraint("''", "modelName", "Member must satisfy regular expression pattern: [a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?"),
    },
    {
      when: "the name is too long",
      input: model("m".repeat(64)),
      message: constraint(`'${"m".repeat(64)}'`, "modelName", "Member must have length less than or equal to 63"),
    },
    {
      when: "the role is no ARN",
      input: model("m", { ExecutionRoleArn: "just-a-name-of-a-role" }),
      message: constraint(
        "'just-a-name-of-a-role'",
        "executionRoleArn",
        "Member must satisfy regular expression pattern: arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
      ),
    },
    {
      when: "two things are wrong, both are told",
      input: withContainer({ Image: "an image", Mode: "Single" }),
      message:
        "2 validation errors detected: Value 'an image' at 'primaryContainer.image' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+; " +
        "Value 'Single' at 'primaryContainer.mode' failed to satisfy constraint: Member must satisfy enum value set: [SingleModel, MultiModel]",
    },
    {
      when: "the URL is neither s3 nor https",
      input: withContainer({ ModelDataUrl: "ftp://models/m" }),
      message: constraint(
        "'ftp://models/m'",
        "primaryContainer.modelDataUrl",
        "Member must satisfy regular expression pattern: (https|s3)://([^/]+)/?(.*)",
      ),
    },
    {
      when: "a variable's name begins with a digit",
      input: withContainer({ Environment: { "1A": "x" } }),
      message: /at 'primaryContainer.environment.1A.key' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    },
    {
      when: "a variable's value is too long",
      input: withContainer({ Environment: { A: "x".repeat(1025) } }),
      message:
        /at 'primaryContainer.environment.A.member' failed to satisfy constraint: Member must have length less than or equal to 1024$/,
    },
    {
      when: "there are 101 variables",
      input: withContainer({ Environment: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`V${at}`, ""])) }),
      message: /at 'primaryContainer.environment' failed to satisfy constraint: Member must have length less than or equal to 100$/,
    },
    {
      when: "the variables together are larger than 32 KB",
      input: withContainer({ Environment: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`V${at + 10}`, "x".repeat(1000)])) }),
      message: "The environment variables of the model have 40120 bytes; 32768 are allowed.",
    },
    {
      when: "there are 51 tags",
      input: model("m", { Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: "" })) }),
      message: /at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    },
    {
      when: "a subnet's name is too long",
      input: model("m", { VpcConfig: { SecurityGroupIds: ["sg-1"], Subnets: ["s".repeat(33)] } }),
      message: constraint(`'${"s".repeat(33)}'`, "vpcConfig.subnets.1.member", "Member must have length less than or equal to 32"),
    },
    {
      when: "there are subnets and no security groups",
      input: model("m", { VpcConfig: { Subnets: ["subnet-1"] } }),
      message: constraint("null", "vpcConfig.securityGroupIds", "Member must not be null"),
    },
    {
      when: "there is no container",
      input: { ModelName: "m", ExecutionRoleArn: roleArn },
      message: "Specify either PrimaryContainer or Containers.",
    },
    {
      when: "there are both kinds of container",
      input: model("m", { Containers: [container] }),
      message: "Specify one of either PrimaryContainer or Containers, not both.",
    },
    {
      when: "the container has no image",
      input: model("m", { PrimaryContainer: { ModelDataUrl: modelUrl } }),
      message: "Specify Image in the container definition.",
    },
    {
      when: "the model data is named twice",
      input: withContainer({
        ModelDataSource: { S3DataSource: { S3Uri: modelUrl, S3DataType: "S3Object", CompressionType: "Gzip" } },
      }),
      message: "Specify one of either ModelDataUrl or ModelDataSource in container definition.",
    },
    {
      when: "the archive is not there",
      input: withContainer({ ModelDataUrl: "s3://models/missing.tar.gz" }),
      message: new RegExp(
        `^Could not access model data at s3://models/missing.tar.gz\\. .*Please ensure that the role "${roleArn}" exists .* and that the object is located in us-east-1\\.$`,
      ),
    },
    {
      when: "the bucket is not there",
      input: withContainer({ ModelDataUrl: "s3://no-such-bucket/model.tar.gz" }),
      message: /^Could not access model data at s3:\/\/no-such-bucket\/model\.tar\.gz\./,
    },
    {
      when: "the URL names a bucket and no object",
      input: withContainer({ ModelDataUrl: "s3://models" }),
      message: /^Could not access model data at s3:\/\/models\./,
    },
    {
      when: "the name is taken",
      input: model("Taken"),
      message: `Cannot create already existing model "${arnOf("model", "taken")}".`,
    },
    {
      when: "the name is taken in another case",
      input: model("tAKEN"),
      message: `Cannot create already existing model "${arnOf("model", "taken")}".`,
    },
    {
      when: "a tag key is reserved",
      input: model("m", { Tags: [{ Key: "aws:x", Value: "" }] }),
      message: 'The tag key "aws:x" is reserved: keys must not begin with aws:.',
    },
  ]);
});

describe("CreateModel: what Hostler does not do yet is refused by name", () => {
  refuses(control, "CreateModel", [
    {
      when: "there are two containers",
      input: { ModelName: "m", ExecutionRoleArn: roleArn, Containers: [container, container] },
      message: unsupported("Containers with more than one element", "Give one container"),
    },
    {
      when: "containers are called directly",
      input: model("m", { InferenceExecutionConfig: { Mode: "Direct" } }),
      message: unsupported("InferenceExecutionConfig with Mode Direct"),
    },
    {
      when: "network isolation is asked for",
      input: model("m", { EnableNetworkIsolation: true }),
      message: unsupported("EnableNetworkIsolation", "A process of this host cannot be cut off"),
    },
    { when: "Mode is MultiModel", input: withContainer({ Mode: "MultiModel" }), message: unsupported("Mode MultiModel") },
    {
      when: "there is a MultiModelConfig",
      input: withContainer({ MultiModelConfig: { ModelCacheSetting: "Enabled" } }),
      message: unsupported("MultiModelConfig"),
    },
    {
      when: "a model package is named",
      input: model("m", { PrimaryContainer: { ModelPackageName: "package" } }),
      message: unsupported("ModelPackageName", "Give Image and ModelDataUrl"),
    },
    {
      when: "there are additional data sources",
      input: withContainer({
        AdditionalModelDataSources: [
          { ChannelName: "c", S3DataSource: { S3Uri: "s3://models/x/", S3DataType: "S3Prefix", CompressionType: "None" } },
        ],
      }),
      message: unsupported("AdditionalModelDataSources"),
    },
    {
      when: "the data is not one archive",
      input: model("m", {
        PrimaryContainer: {
          Image: xgboostImage,
          ModelDataSource: { S3DataSource: { S3Uri: "s3://models/x/", S3DataType: "S3Prefix", CompressionType: "None" } },
        },
      }),
      message: unsupported("ModelDataSource.S3DataSource with CompressionType None or S3DataType S3Prefix", "Give one .tar.gz object"),
    },
    ...[{ ETag: "abc" }, { ManifestS3Uri: "s3://models/manifest.json" }].map((more) => ({
      when: `model data is chosen by ${Object.keys(more)}`,
      input: model("m", {
        PrimaryContainer: {
          Image: xgboostImage,
          ModelDataSource: { S3DataSource: { S3Uri: modelUrl, S3DataType: "S3Object", CompressionType: "Gzip", ...more } },
        },
      }),
      message: unsupported("ModelDataSource.S3DataSource with ETag, ManifestS3Uri, ManifestEtag or HubAccessConfig"),
    })),
  ]);
});

describe("CreateModel: behaviour", () => {
  test("the answer is the ARN, in lower case whatever the case of the name", async () => {
    assert.deepEqual(await control().call("CreateModel", model("MyModel")), { ModelArn: arnOf("model", "mymodel") });
    assert.equal((await control().call("DescribeModel", { ModelName: "MyModel" })).ModelName, "MyModel");
  });

  test("members that a newer SDK may send are ignored, null is absent", async () => {
    await control().call("CreateModel", model("newer", { SomethingNew: { Deep: [1] }, Containers: null, Tags: null }));
    const described = await control().call("DescribeModel", { ModelName: "newer" });
    assert.equal(described.SomethingNew, undefined);
    assert.equal(described.Containers, undefined);
  });

  test("a name of 63 characters and one container in Containers are taken", async () => {
    await control().call("CreateModel", { ModelName: "n".repeat(63), Containers: [container] });
  });

  test("a model without data is taken: its image may hold it", async () => {
    await control().call("CreateModel", model("dataless", { PrimaryContainer: { Image: "my/server" } }));
  });

  test("the archive may be named as ModelDataSource", async () => {
    const S3DataSource = { S3Uri: modelUrl, S3DataType: "S3Object", CompressionType: "Gzip" };
    await control().call("CreateModel", model("source", { PrimaryContainer: { Image: xgboostImage, ModelDataSource: { S3DataSource } } }));
    const { PrimaryContainer } = await control().call("DescribeModel", { ModelName: "source" });
    assert.deepEqual(PrimaryContainer, { Image: xgboostImage, Mode: "SingleModel", ModelDataSource: { S3DataSource } });
  });

  test("of two at the same time with one name, one is made", async () => {
    const answers = await Promise.all([control().send("CreateModel", model("twin")), control().send("CreateModel", model("TWIN"))]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
  });

  test("its tags are its own", async () => {
    const Tags = [{ Key: "team", Value: "fraud" }];
    const { ModelArn } = await control().call("CreateModel", model("tagged", { Tags }));
    assert.deepEqual(await control().call("ListTags", { ResourceArn: ModelArn }), { Tags });
  });
});
