/** The whole life of an endpoint through the AWS CLI, as people type it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { breastCancerRows, clientsOf } from "../harness/deployment.ts";
import { startHostler } from "../harness/hostler.ts";
import { startLoad } from "../harness/load.ts";
import { until } from "../harness/until.ts";
import { pythonClients, pythonMissing } from "../python/venv.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/xgboost");
const image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

test("an endpoint's whole life through the AWS CLI", { skip: pythonMissing() }, async (t) => {
  const { aws: command } = await pythonClients();
  await using hostler = await startHostler();
  const env = { ...process.env, ...hostler.environment, AWS_MAX_ATTEMPTS: "1", AWS_PAGER: "" };
  const run = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(command, args, { env, cwd: hostler.dataFolder, timeout: 120_000 })).stdout;
  const aws = async (...args: string[]) => {
    const text = await run(...args);
    return text === "" ? undefined : JSON.parse(text);
  };
  const refused = (pattern: RegExp, ...args: string[]) => assert.rejects(run(...args), { stderr: pattern });
  const status = async (): Promise<string> =>
    (await run("sagemaker", "describe-endpoint", "--endpoint-name", "Fraud", "--query", "EndpointStatus", "--output", "text")).trim();
  const inService = () => until("the endpoint is InService", async () => (await status()) === "InService");
  const variants = (...each: string[]): string[] => ["--production-variants", ...each];
  const variant = (name: string, model: string, count: number, weight: number): string =>
    `VariantName=${name},ModelName=${model},InstanceType=ml.m5.large,InitialInstanceCount=${count},InitialVariantWeight=${weight}`;

  await t.test("upload, two models, a configuration of two variants, an endpoint", async () => {
    await run("s3", "mb", "s3://models");
    for (const [name, fixture] of [
      ["Champion", "breast-cancer"],
      ["Challenger", "breast-cancer-challenger"],
    ] as const) {
      await run("s3", "cp", join(fixtures, fixture, "model.tar.gz"), `s3://models/${name}.tar.gz`, "--only-show-errors");
      const container = `Image=${image},ModelDataUrl=s3://models/${name}.tar.gz`;
      const role = "arn:aws:iam::000000000000:role/test";
      const made = await aws(
        "sagemaker",
        "create-model",
        "--model-name",
        name,
        "--execution-role-arn",
        role,
        "--primary-container",
        container,
      );
      assert.equal(made.ModelArn, `arn:aws:sagemaker:us-east-1:000000000000:model/${name.toLowerCase()}`);
    }
    const split = variants(variant("champion", "Champion", 2, 0.95), variant("challenger", "Challenger", 1, 0.05));
    await aws("sagemaker", "create-endpoint-config", "--endpoint-config-name", "split", ...split);
    await aws(
      "sagemaker",
      "create-endpoint",
      "--endpoint-name",
      "Fraud",
      "--endpoint-config-name",
      "split",
      "--tags",
      "Key=team,Value=risk",
    );
    await inService();
    await run("sagemaker", "wait", "endpoint-in-service", "--endpoint-name", "Fraud");
  });

  await t.test("both variants answer", async () => {
    writeFileSync(join(hostler.dataFolder, "row.csv"), breastCancerRows[0]!);
    for (const name of ["champion", "challenger"]) {
      const target = ["--target-variant", name, "--content-type", "text/csv", "--body", "fileb://row.csv"];
      const answer = await aws("sagemaker-runtime", "invoke-endpoint", "--endpoint-name", "Fraud", ...target, "answer.csv");
      assert.deepEqual(answer, { ContentType: "text/csv; charset=utf-8", InvokedProductionVariant: name });
      assert.match(readFileSync(join(hostler.dataFolder, "answer.csv"), "utf8"), /^0\.\d+\n$/);
    }
  });

  await t.test("an update and a change of counts lose no request", async () => {
    await using load = startLoad(clientsOf(hostler), "Fraud");
    await load.pass(20);
    const next = variants(variant("champion", "Champion", 1, 1), variant("challenger", "Challenger", 1, 1));
    await aws("sagemaker", "create-endpoint-config", "--endpoint-config-name", "next", ...next);
    await aws("sagemaker", "update-endpoint", "--endpoint-name", "Fraud", "--endpoint-config-name", "next");
    await inService();
    await load.pass(20);
    const wanted = ["--desired-weights-and-capacities", "VariantName=champion,DesiredInstanceCount=2,DesiredWeight=3"];
    await aws("sagemaker", "update-endpoint-weights-and-capacities", "--endpoint-name", "Fraud", ...wanted);
    await inService();
    await load.pass(20);
    await load.stop();
    assert.deepEqual(load.failures, []);
  });

  await t.test("describe, list, page, tags", async () => {
    const endpoint = await aws("sagemaker", "describe-endpoint", "--endpoint-name", "Fraud");
    assert.equal(endpoint.EndpointConfigName, "next");
    assert.ok(endpoint.CreationTime < endpoint.LastModifiedTime);
    const models = await aws("sagemaker", "list-models", "--page-size", "1", "--sort-by", "Name", "--query", "Models[].ModelName");
    assert.deepEqual(models, ["Champion", "Challenger"]);
    const limited = await aws("sagemaker", "list-models", "--max-items", "1");
    assert.ok(limited.NextToken);
    await aws("sagemaker", "add-tags", "--resource-arn", endpoint.EndpointArn, "--tags", "Key=stage,Value=beta");
    assert.equal(await aws("sagemaker", "delete-tags", "--resource-arn", endpoint.EndpointArn, "--tag-keys", "team"), undefined);
    const { Tags } = await aws("sagemaker", "list-tags", "--resource-arn", endpoint.EndpointArn);
    assert.deepEqual(Tags, [{ Key: "stage", Value: "beta" }]);
  });

  await t.test("errors name their code", async () => {
    await refused(
      /\(ValidationException\).*Could not find endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint\/none"\./,
      "sagemaker",
      "describe-endpoint",
      "--endpoint-name",
      "none",
    );
    const invoke = ["sagemaker-runtime", "invoke-endpoint", "--body", "fileb://row.csv"];
    await refused(/\(ValidationError\).*Endpoint nope of account 000000000000 not found\./, ...invoke, "--endpoint-name", "nope", "out");
    await refused(
      /\(ModelError\).*Received client error \(415\) from primary with message/,
      ...invoke,
      "--endpoint-name",
      "Fraud",
      "--content-type",
      "text/plain",
      "out",
    );
  });

  await t.test("everything is deleted", async () => {
    assert.equal(await run("sagemaker", "delete-endpoint", "--endpoint-name", "Fraud"), "");
    await until("the endpoint is gone", async () =>
      status().then(
        () => false,
        () => true,
      ),
    );
    await run("sagemaker", "wait", "endpoint-deleted", "--endpoint-name", "Fraud");
    for (const name of ["split", "next"]) await run("sagemaker", "delete-endpoint-config", "--endpoint-config-name", name);
    for (const name of ["Champion", "Challenger"]) await run("sagemaker", "delete-model", "--model-name", name);
    assert.deepEqual(await aws("sagemaker", "list-endpoints"), { Endpoints: [] });
  });
});
