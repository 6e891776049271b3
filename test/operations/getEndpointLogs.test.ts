import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { getEndpointLogs } from "../../src/control/operations/hostler/getEndpointLogs.ts";
import { accountId } from "./fixture.ts";

test("of endpoints with the same name in two regions, each shows what its own instances print", async () => {
  const logs = mkdtempSync(join(tmpdir(), "hostler-l-"));
  try {
    const dir = join(logs, "endpoints", "e", "v");
    mkdirSync(dir, { recursive: true });
    for (const id of ["i-1", "i-2"]) writeFileSync(join(dir, `${id}.log`), `from ${id}\n`);
    const regions: Record<string, string> = { "e/v/i-1": "us-east-1", "e/v/i-2": "eu-west-1" };
    const ctx = { logs, instanceLogs: { regionOf: (file: string) => regions[file] } };
    const shown = async (region: string): Promise<string[]> => {
      const caller = { region, accountId, accessKeyId: "", arn: "" };
      return (await getEndpointLogs(ctx, { EndpointName: "e" }, caller)).Events.map(({ Message }) => Message);
    };
    assert.deepEqual([await shown("us-east-1"), await shown("eu-west-1")], [["from i-1"], ["from i-2"]]);
    delete regions["e/v/i-2"]; // control has just begun, and the agent has not told yet
    assert.deepEqual(await shown("us-east-1"), ["from i-1", "from i-2"]);
  } finally {
    rmSync(logs, { recursive: true, force: true });
  }
});
