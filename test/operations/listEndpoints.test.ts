import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startMs } from "../harness/control.ts";
import { arnOf, constraint, controlOfFile, endpointIn, prepareConfig, refuses, refusesWrongTypes } from "./fixture.ts";
import { hasTenAPage, makeListed, obeysListRules } from "./list-rules.ts";

const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  await makeListed(at, (name) => endpointIn(at, name === "charlie" ? "Failed" : "InService", name));
});

refusesWrongTypes(control, "ListEndpoints", {});
obeysListRules(control, "ListEndpoints", { items: "Endpoints", nameOf: "EndpointName", sortKeys: "Name, CreationTime, Status" });

describe("ListEndpoints: wrong values", () => {
  refuses(control, "ListEndpoints", [
    {
      when: "the status does not exist",
      input: { StatusEquals: "Running" },
      message: constraint(
        "'Running'",
        "statusEquals",
        "Member must satisfy enum value set: [OutOfService, Creating, Updating, SystemUpdating, RollingBack, InService, Deleting, Failed, UpdateRollbackFailed]",
      ),
    },
  ]);
});

describe("ListEndpoints: behaviour", () => {
  const names = async (input: object): Promise<string[]> =>
    (await control().call("ListEndpoints", input)).Endpoints.map(({ EndpointName }: { EndpointName: string }) => EndpointName);

  test("an item is name, ARN, both times and the status", async () => {
    assert.deepEqual(await control().call("ListEndpoints", { NameContains: "alpha" }), {
      Endpoints: [
        {
          EndpointName: "Alpha",
          EndpointArn: arnOf("endpoint", "alpha"),
          CreationTime: startMs / 1000 + 1,
          LastModifiedTime: startMs / 1000 + 1,
          EndpointStatus: "InService",
        },
      ],
    });
  });

  test("by status: the letters of the status decide, ties go by name", async () => {
    assert.deepEqual(await names({ SortBy: "Status", SortOrder: "Ascending" }), ["charlie", "Alpha", "bravo", "delta", "echo-1", "echo-2"]);
  });

  test("of one status only", async () => {
    assert.deepEqual(await names({ StatusEquals: "Failed" }), ["charlie"]);
    assert.deepEqual(await names({ StatusEquals: "OutOfService" }), []);
  });

  test("by the time of the last change", async () => {
    control().clock.advance(60_000);
    const changed = control().clock.now() / 1000;
    await control().call("DeleteEndpoint", { EndpointName: "delta" });
    await control().gone("delta");
    await control().call("UpdateEndpoint", { EndpointName: "Alpha", EndpointConfigName: "c" });
    await control().settled("Alpha", "InService");
    assert.deepEqual(await names({ LastModifiedTimeAfter: changed }), ["Alpha"]);
    assert.deepEqual(await names({ LastModifiedTimeBefore: changed, NameContains: "a" }), ["bravo", "charlie"]);
    await endpointIn(control(), "InService", "delta");
  });

  hasTenAPage(control, "ListEndpoints", "Endpoints", (name) => endpointIn(control(), "InService", name));
});
