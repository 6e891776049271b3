/** The whole life of an endpoint through the AWS SDK for JavaScript, with its own waiters and paginators, nothing tried twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AddTagsCommand,
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DeleteTagsCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  ListTagsCommand,
  paginateListModels,
  SageMakerServiceException,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
  waitUntilEndpointDeleted,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand, ModelError, SageMakerRuntimeServiceException } from "@aws-sdk/client-sagemaker-runtime";
import { breastCancerRows, clientsOf, createConfig, createModel, fixture, variantOf } from "../harness/deployment.ts";
import { startHostler } from "../harness/hostler.ts";
import { startLoad } from "../harness/load.ts";

const EndpointName = "Fraud";
/** What the library that trained the champion predicts: float32 bit patterns. */
const { predictions } = JSON.parse(fixture("xgboost/breast-cancer/expected.json").toString("utf8"));
const expected = new Float32Array(Uint32Array.from(predictions).buffer);

test("an endpoint's whole life through the AWS SDK for JavaScript", async (t) => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  const { sagemaker, runtime } = clients;
  const waiter = { client: sagemaker, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

  await t.test("two models, a configuration of two variants, an endpoint", async () => {
    await createModel(clients, "Champion");
    await createModel(clients, "Challenger", { archive: fixture("xgboost/breast-cancer-challenger/model.tar.gz") });
    const split = [
      variantOf("Champion", 2, { VariantName: "champion", InitialVariantWeight: 0.95 }),
      variantOf("Challenger", 1, { VariantName: "challenger", InitialVariantWeight: 0.05 }),
    ];
    await createConfig(clients, "split", split);
    const Tags = [{ Key: "team", Value: "risk" }];
    const { EndpointArn } = await sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: "split", Tags }));
    assert.match(EndpointArn ?? "", /^arn:aws:sagemaker:us-east-1:\d{12}:endpoint\/fraud$/);
    const { state } = await waitUntilEndpointInService(waiter, { EndpointName });
    assert.equal(state, "SUCCESS");
  });

  await t.test("predictions are the model's, from the variant that the answer names", async () => {
    for (const [at, row] of breastCancerRows.slice(0, 20).entries()) {
      const TargetVariant = "champion";
      const answer = await runtime.send(
        new InvokeEndpointCommand({ EndpointName, ContentType: "text/csv", Body: Buffer.from(row), TargetVariant }),
      );
      assert.equal(answer.InvokedProductionVariant, "champion");
      assert.equal(answer.ContentType, "text/csv; charset=utf-8");
      assert.ok(Math.abs(Number(Buffer.from(answer.Body!).toString()) - expected[at]!) < 1e-6);
    }
    const seen = new Set<string>();
    for (let at = 0; seen.size < 2 && at < 1000; at++) {
      const answer = await runtime.send(
        new InvokeEndpointCommand({ EndpointName, ContentType: "text/csv", Body: Buffer.from(breastCancerRows[0]!) }),
      );
      seen.add(answer.InvokedProductionVariant!);
    }
    assert.deepEqual([...seen].sort(), ["challenger", "champion"]);
  });

  await t.test("an update and a change of weights and counts lose no request", async () => {
    await using load = startLoad(clients, EndpointName);
    await load.pass(50);
    await createConfig(clients, "next", [
      variantOf("Champion", 1, { VariantName: "champion", InitialVariantWeight: 1 }),
      variantOf("Challenger", 1, { VariantName: "challenger", InitialVariantWeight: 1 }),
    ]);
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName: "next" }));
    await waitUntilEndpointInService(waiter, { EndpointName });
    await load.pass(50);
    const DesiredWeightsAndCapacities = [
      { VariantName: "champion", DesiredInstanceCount: 3, DesiredWeight: 3 },
      { VariantName: "challenger", DesiredWeight: 0 },
    ];
    await sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName, DesiredWeightsAndCapacities }));
    await waitUntilEndpointInService(waiter, { EndpointName });
    await load.pass(50);
    const fewer = [{ VariantName: "champion", DesiredInstanceCount: 1 }];
    await sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName, DesiredWeightsAndCapacities: fewer }));
    await waitUntilEndpointInService(waiter, { EndpointName });
    await load.pass(50);
    await load.stop();
    assert.deepEqual(load.failures, []);
  });

  await t.test("describe, list, page and tags", async () => {
    const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
    assert.equal(endpoint.EndpointConfigName, "next");
    assert.deepEqual(
      endpoint.ProductionVariants?.map((each) => [each.VariantName, each.CurrentInstanceCount, each.CurrentWeight]),
      [
        ["champion", 1, 3],
        ["challenger", 1, 0],
      ],
    );
    assert.ok(endpoint.CreationTime instanceof Date && endpoint.LastModifiedTime! > endpoint.CreationTime);
    const names: (string | undefined)[] = [];
    const pages = paginateListModels({ client: sagemaker, pageSize: 1 }, { SortBy: "Name", SortOrder: "Ascending" });
    for await (const { Models } of pages) names.push(...(Models ?? []).map(({ ModelName }) => ModelName));
    assert.deepEqual(names, ["Challenger", "Champion"]);
    const { Endpoints } = await sagemaker.send(new ListEndpointsCommand({ StatusEquals: "InService" }));
    assert.deepEqual(
      Endpoints?.map((each) => each.EndpointName),
      [EndpointName],
    );
    const model = await sagemaker.send(new DescribeModelCommand({ ModelName: "Champion" }));
    assert.equal(model.PrimaryContainer?.Mode, "SingleModel");
    const config = await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: "split" }));
    assert.deepEqual(
      config.ProductionVariants?.map((each) => each.InitialVariantWeight),
      [0.95, 0.05],
    );
    const ResourceArn = endpoint.EndpointArn!;
    const { Tags } = await sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: "stage", Value: "beta" }] }));
    assert.equal(Tags?.length, 2);
    await sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ["team"] }));
    assert.deepEqual((await sagemaker.send(new ListTagsCommand({ ResourceArn }))).Tags, [{ Key: "stage", Value: "beta" }]);
  });

  await t.test("errors are caught by class and name", async () => {
    await assert.rejects(invoke({ Body: Buffer.from("not,a,number") }), (error: ModelError) => {
      assert.ok(error instanceof ModelError);
      assert.equal(error.$metadata.httpStatusCode, 424);
      assert.equal(error.OriginalStatusCode, 415);
      assert.match(error.message, /^Received client error \(415\) from primary with message ".*"\. See .* for more information\.$/s);
      assert.ok(error.message.includes(error.OriginalMessage!));
      assert.match(error.LogStreamArn ?? "", /^arn:aws:logs:us-east-1:\d{12}:log-group:\/aws\/sagemaker\/Endpoints\/Fraud$/);
      return true;
    });
    await assert.rejects(invoke({ EndpointName: "fraud" }), (error: SageMakerRuntimeServiceException) => {
      assert.ok(error instanceof SageMakerRuntimeServiceException);
      assert.deepEqual([error.name, error.message], ["ValidationError", "Endpoint fraud of account 000000000000 not found."]);
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.$metadata.requestId ?? "", /^[0-9a-f-]{36}$/);
      return true;
    });
    await assert.rejects(sagemaker.send(new DescribeEndpointCommand({ EndpointName: "none" })), (error: SageMakerServiceException) => {
      assert.ok(error instanceof SageMakerServiceException);
      assert.equal(error.name, "ValidationException");
      assert.match(error.message, /^Could not find endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint\/none"\.$/);
      return true;
    });
  });

  await t.test("everything is deleted, and the waiter knows", async () => {
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
    const { state } = await waitUntilEndpointDeleted(waiter, { EndpointName });
    assert.equal(state, "SUCCESS");
    for (const EndpointConfigName of ["split", "next"]) await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName }));
    for (const ModelName of ["Champion", "Challenger"]) await sagemaker.send(new DeleteModelCommand({ ModelName }));
    assert.deepEqual((await sagemaker.send(new ListEndpointsCommand({}))).Endpoints, []);
    await assert.rejects(invoke({}), { name: "ValidationError" });
  });

  function invoke(change: object) {
    const Body = Buffer.from(breastCancerRows[0]!);
    return runtime.send(new InvokeEndpointCommand({ EndpointName, ContentType: "text/csv", Body, ...change }));
  }
});
