import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { logsHandlers } from "../../src/control/operations/logs/logs-handlers.ts";
import { type SagemakerPorts, sagemakerHandlers } from "../../src/control/sagemaker-handlers.ts";
import { controlOfFile } from "./fixture.ts";

const control = controlOfFile();
const handlers = { ...sagemakerHandlers({} as SagemakerPorts), ...logsHandlers({} as never) };
const served = Object.keys(handlers).map((name) => name.replace(/^.*\./, ""));

for (const operation of served) {
  test(`${operation} has a test file of its own`, () => {
    assert.ok(existsSync(join(import.meta.dirname, `${operation[0]!.toLowerCase()}${operation.slice(1)}.test.ts`)));
  });
}

for (const operation of ["CreateTransformJob", "CreateInferenceComponent", "CreateTrainingJob", "toString", ""]) {
  test(`${operation || "an operation without a name"} is answered by one error that names it`, async () => {
    const { status, body } = await control().send(operation, {});
    assert.deepEqual([status, body.__type], [400, "UnknownOperationException"]);
    assert.match(body.message, new RegExp(`^Hostler does not serve SageMaker[ .]${operation}\\.$`));
  });
}
