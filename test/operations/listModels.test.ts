import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
import { arnOf, controlOfFile, model, refusesWrongTypes } from "./fixture.ts";
import { hasTenAPage, makeListed, obeysListRules } from "./list-rules.ts";

const control = controlOfFile((at) => makeListed(at, (name) => at.call("CreateModel", model(name))));

refusesWrongTypes(control, "ListModels", {});
obeysListRules(control, "ListModels", { items: "Models", nameOf: "ModelName", sortKeys: "Name, CreationTime" });

describe("ListModels: behaviour", () => {
  test("an item is name, ARN and time", async () => {
    assert.deepEqual(await control().call("ListModels", { NameContains: "alpha" }), {
      Models: [{ ModelName: "Alpha", ModelArn: arnOf("model", "alpha"), CreationTime: startMs / 1000 + 1 }],
    });
  });

  test("a token goes on from where it stands although its item is gone", async () => {
    const query = { SortBy: "Name", SortOrder: "Ascending", NameContains: "e" };
    const { Models, NextToken } = await control().call("ListModels", { ...query, MaxResults: 2 });
    assert.deepEqual(
      Models.map((each: { ModelName: string }) => each.ModelName),
      ["charlie", "delta"],
    );
    await control().call("DeleteModel", { ModelName: "delta" });
    const rest = await control().call("ListModels", { ...query, NextToken });
    assert.deepEqual(
      rest.Models.map((each: { ModelName: string }) => each.ModelName),
      ["echo-1", "echo-2"],
    );
    await control().call("CreateModel", model("delta"));
  });

  hasTenAPage(control, "ListModels", "Models", (name) => control().call("CreateModel", model(name)));
});
