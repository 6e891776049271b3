/** `npm run docs`: writes `docs/compatibility.md` from the operation tables, the real handlers, the tables of refused members, and the notes beside this. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { cloudwatchModel } from "../src/api/gen/cloudwatch.gen.ts";
import { iamModel } from "../src/api/gen/iam.gen.ts";
import { logsModel } from "../src/api/gen/logs.gen.ts";
import { s3Model } from "../src/api/gen/s3.gen.ts";
import { sagemakerModel } from "../src/api/gen/sagemaker.gen.ts";
import { sagemakerRuntimeModel } from "../src/api/gen/sagemaker-runtime.gen.ts";
import { stsModel } from "../src/api/gen/sts.gen.ts";
import { hostlerModel } from "../src/api/hostler-service.ts";
import type { ServiceModel } from "../src/api/service-model.ts";
import type { Protocol } from "../src/api/wire.ts";
import { hostlerHandlers } from "../src/control/hostler-handlers.ts";
import { cloudwatchAlarmHandlers } from "../src/control/operations/cloudwatch/cloudwatch-alarm-handlers.ts";
import { cloudwatchMetricHandlers } from "../src/control/operations/cloudwatch/cloudwatch-metric-handlers.ts";
import { iamHandlers } from "../src/control/operations/iam/iam-handlers.ts";
import { logsHandlers } from "../src/control/operations/logs/logs-handlers.ts";
import { s3Handlers } from "../src/control/operations/s3/s3-handlers.ts";
import { stsHandlers } from "../src/control/operations/sts/sts-handlers.ts";
import { sagemakerHandlers } from "../src/control/sagemaker-handlers.ts";
import { unsupportedMembers as refusedByControl } from "../src/control/unsupported.ts";
import { unsupportedMembers as refusedByRouter } from "../src/router/container-request.ts";
import { routerHandlers } from "../src/router/front-door.ts";
import { choices, operationNotes } from "./docs/compatibility-notes.ts";

/** Handlers are only asked for their names here, so they need no ports. */
const noPorts = {} as never;
const served = new Set(
  Object.keys({
    ...sagemakerHandlers(noPorts),
    ...routerHandlers(noPorts),
    ...s3Handlers(noPorts),
    ...stsHandlers,
    ...iamHandlers,
    ...cloudwatchMetricHandlers(noPorts),
    ...cloudwatchAlarmHandlers(noPorts),
    ...logsHandlers(noPorts),
    ...hostlerHandlers(noPorts),
  }),
);

const refused = new Map(Object.entries(refusedByControl).map(([operation, members]) => [`sagemaker.${operation}`, members]));
refused.set("sagemaker-runtime.InvokeEndpoint", refusedByRouter);

const services: readonly (readonly [model: ServiceModel, title: string])[] = [
  [sagemakerModel, "SageMaker"],
  [sagemakerRuntimeModel, "SageMaker Runtime"],
  [cloudwatchModel, "CloudWatch"],
  [logsModel, "CloudWatch Logs"],
  [s3Model, "S3"],
  [stsModel, "STS"],
  [iamModel, "IAM"],
  [hostlerModel, "Hostler's own"],
];

/** The page as it should be. A house test compares it with the file. */
export function compatibilityPage(): string {
  const names = services.flatMap(([model]) => Object.keys(model.operations).map((operation) => `${model.name}.${operation}`));
  const stray = Object.keys(operationNotes).filter((name) => !names.includes(name));
  if (stray.length > 0) throw new Error(`compatibility-notes.ts names operations that no model has: ${stray.join(", ")}`);
  return [
    "# Compatibility",
    "",
    "<!-- Written by `npm run docs` from the operation tables. Change scripts/docs/compatibility-notes.ts or the code, not this page. -->",
    "",
    "Hostler answers the API of Amazon SageMaker Hosting, and as much of CloudWatch, CloudWatch Logs, S3, STS and IAM as its clients need, on one port. It is compatible with that API and not affiliated with Amazon.",
    "",
    "Requests are checked against AWS's own service model, and broken constraints are answered in AWS's wording. An operation that is not supported answers `UnknownOperationException` (S3: `NotImplemented`). A member that Hostler knows and does not act on yet is refused by name (`Hostler does not support … yet.`), and never silently ignored; the few members that are accepted and only recorded are listed here.",
    "",
    ...services.flatMap(([model, title]) => serviceSection(model, title)),
    "## Choices",
    "",
    "Where AWS leaves a question open, contradicts itself, or has no answer for hardware that people own:",
    "",
    "| question | what Hostler does |",
    "|---|---|",
    ...choices.map(([question, choice]) => `| ${question} | ${choice} |`),
    "",
  ].join("\n");
}

function serviceSection(model: ServiceModel, title: string): string[] {
  const operations = Object.keys(model.operations);
  const yes = operations.filter((operation) => isSupported(`${model.name}.${operation}`));
  const members = yes.flatMap((operation) => memberRow(`${model.name}.${operation}`, operation));
  return [
    `## ${title}`,
    "",
    `API version ${model.apiVersion}, ${protocolName(model)}, signing name \`${model.signingName}\`: ${yes.length} of ${operations.length} operations.`,
    "",
    "| operation | supported | limits and deviations |",
    "|---|---|---|",
    ...operations.map((operation) => operationRow(`${model.name}.${operation}`, operation)),
    "",
    ...(members.length > 0 ? ["| operation | refused by name | recorded only |", "|---|---|---|", ...members, ""] : []),
  ];
}

function isSupported(name: string): boolean {
  return served.has(name) && !operationNotes[name]?.refuses;
}

function operationRow(name: string, operation: string): string {
  return `| ${operation} | ${isSupported(name) ? "yes" : "no"} | ${(operationNotes[name]?.about ?? []).join("<br>")} |`;
}

/** Members that are not acted on: those that are refused, and those that only stay on record. */
function memberRow(name: string, operation: string): string[] {
  const refusedHere = (refused.get(name) ?? []).map(asCode);
  const recorded = operationNotes[name]?.recorded ?? [];
  return refusedHere.length + recorded.length > 0 ? [`| ${operation} | ${refusedHere.join("<br>")} | ${recorded.join("<br>")} |`] : [];
}

/** Sets what looks like the name of a member or a value in a phrase as code. */
const asCode = (phrase: string): string =>
  phrase.replace(/\b(?:[A-Z]\w*(?:\.[A-Z]\w*)+|[A-Z][a-z0-9]+(?:[A-Z]\w*)+|[A-Z]+_[A-Z_]+)\b/g, (word) => `\`${word}\``);

function protocolName({ protocol, protocols, jsonVersion }: ServiceModel): string {
  const names: Readonly<Record<Protocol, string>> = {
    json: `AWS JSON ${jsonVersion ?? "1.1"}`,
    "rest-json": "REST-JSON",
    "rest-xml": "REST-XML",
    query: "Query",
    cbor: "RPC v2 CBOR",
  };
  return (protocols ?? [protocol]).map((each) => names[each]).join(", ");
}

if (import.meta.main) writeFileSync(resolve(import.meta.dirname, "../docs/compatibility.md"), compatibilityPage());
