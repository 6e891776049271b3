import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
import { arnOf, constraint, controlOfFile, model, modelUrl, refuses, refusesWrongTypes, roleArn, xgboostImage } from "./fixture.ts";

const control = controlOfFile();

refusesWrongTypes(control, "DescribeModel", { ModelName: "m" });

describe("DescribeModel: wrong values", () => {
  refuses(control, "DescribeModel", [
    { when: "the name is absent", input: {}, message: constraint("null", "modelName", "Member must not be null") },
    {
      when: "the name has a space",
      input: { ModelName: "a b" },
      message: constraint("'a b'", "modelName", "Member must satisfy regular expression pattern: [a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?"),
    },
    { when: "there is no such model", input: { ModelName: "None" }, message: `Could not find model "${arnOf("model", "none")}".` },
  ]);
});

describe("DescribeModel: behaviour", () => {
  test("a model is shown as it was made, with Mode and isolation filled in", async () => {
    const VpcConfig = { SecurityGroupIds: ["sg-1"], Subnets: ["subnet-a", "subnet-b"] };
    const Environment = { A: "1", __proto__x: "2" };
    await control().call(
      "CreateModel",
      model("Full", {
        PrimaryContainer: { Image: xgboostImage, ModelDataUrl: modelUrl, Environment, ContainerHostname: "host" },
        VpcConfig,
        Tags: [{ Key: "k", Value: "v" }],
      }),
    );
    const answer = await control().send("DescribeModel", { ModelName: "Full" });
    assert.deepEqual(answer.body, {
      ModelName: "Full",
      ModelArn: arnOf("model", "full"),
      CreationTime: startMs / 1000,
      ExecutionRoleArn: roleArn,
      PrimaryContainer: { ContainerHostname: "host", Image: xgboostImage, Mode: "SingleModel", ModelDataUrl: modelUrl, Environment },
      VpcConfig,
      EnableNetworkIsolation: false,
    });
    assert.match(answer.text, /"CreationTime":1767323045\.678\b/, "a number of seconds, with milliseconds");
  });

  test("a name in another case names the same model", async () => {
    assert.equal((await control().call("DescribeModel", { ModelName: "FULL" })).ModelName, "Full");
  });

  test("one container in Containers stays there", async () => {
    await control().call("CreateModel", { ModelName: "list", Containers: [{ Image: "my/server" }] });
    const { PrimaryContainer, Containers } = await control().call("DescribeModel", { ModelName: "list" });
    assert.deepEqual([PrimaryContainer, Containers], [undefined, [{ Image: "my/server", Mode: "SingleModel" }]]);
  });
});
