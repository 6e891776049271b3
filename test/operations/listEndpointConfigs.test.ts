import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
import { arnOf, config, controlOfFile, model, refusesWrongTypes } from "./fixture.ts";
import { hasTenAPage, makeListed, obeysListRules } from "./list-rules.ts";

const control = controlOfFile(async (at) => {
  await at.call("CreateModel", model("m"));
  await makeListed(at, (name) => at.call("CreateEndpointConfig", config(name)));
});

refusesWrongTypes(control, "ListEndpointConfigs", {});
obeysListRules(control, "ListEndpointConfigs", { items: "EndpointConfigs", nameOf: "EndpointConfigName", sortKeys: "Name, CreationTime" });

describe("ListEndpointConfigs: behaviour", () => {
  test("an item is name, ARN and time", async () => {
    assert.deepEqual(await control().call("ListEndpointConfigs", { NameContains: "alpha" }), {
      EndpointConfigs: [
        { EndpointConfigName: "Alpha", EndpointConfigArn: arnOf("endpoint-config", "alpha"), CreationTime: startMs / 1000 + 1 },
      ],
    });
  });

  hasTenAPage(control, "ListEndpointConfigs", "EndpointConfigs", (name) => control().call("CreateEndpointConfig", config(name)));
});
