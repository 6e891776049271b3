import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
import { arnOf, config, constraint, controlOfFile, model, namePattern, refuses, refusesWrongTypes, variant } from "./fixture.ts";

const control = controlOfFile(async ({ call }) => void (await call("CreateModel", model("m"))));

refusesWrongTypes(control, "DescribeEndpointConfig", { EndpointConfigName: "c" });

describe("DescribeEndpointConfig: wrong values", () => {
  refuses(control, "DescribeEndpointConfig", [
    { when: "the name is absent", input: {}, message: constraint("null", "endpointConfigName", "Member must not be null") },
    {
      when: "the name begins with a hyphen",
      input: { EndpointConfigName: "-c" },
      message: constraint("'-c'", "endpointConfigName", namePattern),
    },
    {
      when: "there is none",
      input: { EndpointConfigName: "None" },
      message: `Could not find endpoint configuration "${arnOf("endpoint-config", "none")}".`,
    },
  ]);
});

describe("DescribeEndpointConfig: behaviour", () => {
  test("a configuration is shown as it was made, weights filled in, tags left out", async () => {
    const variants = [
      variant("a", {
        RoutingConfig: { RoutingStrategy: "LEAST_OUTSTANDING_REQUESTS" },
        ContainerStartupHealthCheckTimeoutInSeconds: 60,
        VolumeSizeInGB: 5,
      }),
      variant("b", { InitialVariantWeight: 0 }),
    ];
    await control().call("CreateEndpointConfig", config("Full", variants, { Tags: [{ Key: "k", Value: "v" }] }));
    assert.deepEqual(await control().call("DescribeEndpointConfig", { EndpointConfigName: "full" }), {
      EndpointConfigName: "Full",
      EndpointConfigArn: arnOf("endpoint-config", "full"),
      CreationTime: startMs / 1000,
      ProductionVariants: [{ ...variants[0], InitialVariantWeight: 1 }, variants[1]],
    });
  });
});
