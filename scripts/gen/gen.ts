/**
 * Writes `src/api/gen/` from AWS's service models: `npm run gen -- FOLDER [service…]`.
 * FOLDER holds botocore models as `<service>.json`; without names the services Hostler serves today are written.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ServiceModel } from "../../src/api/service-model.ts";
import type { BotoModel } from "./botocore.ts";
import { serviceModel } from "./tables.ts";
import { operationsOf, pascal, typesOf } from "./types.ts";

const servedServices = ["sagemaker", "sagemaker-runtime", "s3", "sts", "iam", "cloudwatch", "logs"];
const target = resolve(import.meta.dirname, "../../src/api/gen");

const [folder, ...names] = process.argv.slice(2);
if (!folder) {
  console.error("usage: npm run gen -- FOLDER [service…]   (FOLDER holds botocore service models, <service>.json)");
  process.exit(2);
}
for (const name of names.length ? names : servedServices) {
  const boto = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as BotoModel;
  const model = serviceModel(name, boto);
  writeFileSync(join(target, `${name}.gen.ts`), fileOf(model));
  console.log(`${name}: ${Object.keys(model.operations).length} operations, ${Object.keys(model.shapes).length} shapes`);
}

function fileOf(model: ServiceModel): string {
  const types = typesOf(model);
  const imports = types.includes("StreamingBody") ? "ServiceModel, StreamingBody" : "ServiceModel";
  return [
    "/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */",
    `import type { ${imports} } from "../service-model.ts";\n`,
    types,
    operationsOf(model),
    tableOf(model),
  ].join("\n");
}

/** The table as a literal, one operation or shape a line, so that a changed model is a readable diff. */
function tableOf(model: ServiceModel): string {
  const { operations, shapes, ...metadata } = model;
  const constant = pascal(model.name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const rows = (record: object) => Object.entries(record).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return [
    `export const ${constant}Model: ServiceModel = {\n`,
    ...Object.entries(metadata).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},\n`),
    "  operations: {\n",
    ...rows(operations),
    "  },\n  shapes: {\n",
    ...rows(shapes),
    "  },\n};\n",
  ].join("");
}
