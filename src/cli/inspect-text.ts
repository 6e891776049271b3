/** What `hostler inspect` prints for people. */
import { basename } from "node:path";
import { environmentText } from "./environment-flag.ts";
import type { Inspection } from "./inspect.ts";
import { shellWord } from "./shell-word.ts";
import { sizeOf } from "./size-text.ts";

/** The part of `ModelDescription` (models/contract.ts) that is shown. */
interface Model {
  readonly algorithm: string;
  readonly version?: string;
  readonly objective?: string;
  readonly inputs: string;
  readonly outputs: string;
  readonly contentTypes: readonly string[];
  readonly accepts: readonly string[];
  readonly sample: { readonly contentType: string; readonly body: string };
  readonly details?: Readonly<Record<string, string | number>>;
  readonly experimental?: string;
}

/** Longer samples are for `--output json`. */
const mostSampleCharacters = 400;

/** `environment`: the variables that it was inspected with. */
export function inspectionLines(
  archive: string,
  image: string,
  environment: Readonly<Record<string, string>>,
  found: Inspection,
): string[] {
  const model = found.model as Model | undefined;
  const size = sizeLine(found);
  if (found.refused !== undefined) {
    const facts = model ? [["algorithm", model.algorithm] as const, ...factsOf(model)] : [];
    return [`${basename(archive)} cannot be served here.`, found.refused, ...table([...facts, size])];
  }
  if (!model) return [`${basename(archive)} is served by ${found.server}.`, ...table([size])];
  return [
    `${basename(archive)}: ${model.algorithm}${model.objective === undefined ? "" : `, ${model.objective}`}`,
    ...table([...factsOf(model), size]),
    ...(model.experimental === undefined ? [] : [`Experimental: ${model.experimental}`]),
    "",
    "It can be served here:",
    `  hostler deploy ${shellWord(archive)} --name NAME${image === "hostler/auto" ? "" : ` --image ${shellWord(image)}`}${environmentText(environment)}`,
    ...sampleLines(model.sample),
  ];
}

const factsOf = (model: Model): (readonly [name: string, value: string])[] => [
  ...(model.version === undefined ? [] : [["version", model.version] as const]),
  ["takes", model.inputs],
  ["gives", model.outputs],
  ...Object.entries(model.details ?? {}).map(([name, value]) => [name, String(value)] as const),
  ["requests", model.contentTypes.join(", ")],
  ["answers", model.accepts.join(", ")],
];

function sampleLines({ contentType, body }: Model["sample"]): string[] {
  if (body.length > mostSampleCharacters) return [`A sample request (${contentType}, ${body.length} characters): --output json`];
  return [`  hostler invoke NAME --content-type ${contentType} --body ${shellWord(body.trimEnd())}`];
}

const sizeLine = ({ archiveBytes, unpacked }: Inspection): readonly [string, string] => [
  "size",
  unpacked
    ? `${sizeOf(archiveBytes)}; ${unpacked.files} ${unpacked.files === 1 ? "file" : "files"} of ${sizeOf(unpacked.bytes)} unpacked`
    : sizeOf(archiveBytes),
];

function table(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
