/** A model's life through the sagemaker Python SDK v2, as its guide has it: see `walk_sagemaker_sdk.py`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startHostler } from "../harness/hostler.ts";
import { pythonMissing } from "../python/venv.ts";
import { walk } from "./python-walk.ts";

test("a model's life through the sagemaker SDK: deploy, predict, update_endpoint, delete", { skip: pythonMissing() }, async () => {
  await using hostler = await startHostler();
  const config = join(hostler.dataFolder, "sagemaker-sdk.yaml");
  writeFileSync(config, "SchemaVersion: '1.0'\nSageMaker:\n  PythonSDK:\n    Modules:\n      TelemetryOptOut: true\n");
  await walk("walk_sagemaker_sdk.py", hostler, {
    SAGEMAKER_USER_CONFIG_OVERRIDE: config,
    SAGEMAKER_SUPPRESS_V2_WARNING: "1",
    HOME: hostler.dataFolder,
  });
});
