/** The whole life of an endpoint through boto3: see `walk_boto3.py`. */
import { test } from "node:test";
import { startHostler } from "../harness/hostler.ts";
import { pythonMissing } from "../python/venv.ts";
import { walk } from "./python-walk.ts";

test("an endpoint's whole life through boto3", { skip: pythonMissing() }, async () => {
  await using hostler = await startHostler();
  await walk("walk_boto3.py", hostler);
});
