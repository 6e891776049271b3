/** What the quickstart prints of its results. */
import { endpointName, type Variant } from "./endpoint.ts";
import type { Hostler, RunningInstance } from "./hostler.ts";
import { rowsFile } from "./patients.ts";
import type { Prediction } from "./predictions.ts";
import { dim, green, heading, red, table } from "./terminal.ts";

/** Predictions in the table: a few of each variant, among them one that is wrong if there is one. */
const shownOfEach = 4;

export function showPredictions(predictions: readonly Prediction[], variants: readonly Variant[]): void {
  heading("Predictions beside what was found");
  const shown = variants.flatMap(({ name }) => choose(predictions.filter(({ variant }) => variant === name)));
  table(
    ["patient", "found", "predicted", "P(benign)", "variant", ""],
    shown.map((each) => [
      each.number + 1,
      each.known,
      each.predicted,
      each.probabilityOfBenign.toFixed(4),
      each.variant,
      isRight(each) ? green("✓") : red("✗ wrong"),
    ]),
  );
  heading("How the two models did");
  table(
    ["variant", "model", "requests", "share", "wanted", "right"],
    variants.map(({ name, weight, about }) => {
      const own = predictions.filter(({ variant }) => variant === name);
      return [
        name,
        about,
        own.length,
        percent(own.length, predictions.length),
        percent(weight, 1),
        percent(own.filter(isRight).length, own.length),
      ];
    }),
  );
  const right = predictions.filter(isRight).length;
  const times = predictions.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number): string => `${times[Math.ceil(share * times.length) - 1]!.toFixed(1)} ms`;
  console.log(`\n    accuracy  ${percent(right, predictions.length)} of ${predictions.length} requests`);
  console.log(
    `    latency   p50 ${at(0.5)}   p90 ${at(0.9)}   p99 ${at(0.99)}   ${dim("seen by the SDK, every signature made and checked")}`,
  );
}

export function showPlaces(instances: readonly RunningInstance[], variants: readonly Variant[]): void {
  heading("Where the instances run");
  const place = (variant: string): number => variants.findIndex(({ name }) => name === variant);
  table(
    ["variant", "zone", "pid", "instance", "model (SHA-256)"],
    instances
      .toSorted((a, b) => place(a.variant) - place(b.variant) || (a.zone < b.zone ? -1 : 1))
      .map(({ variant, zone, pid = 0, id, modelDigest = "" }) => [variant, zone, pid, id, modelDigest.slice(0, 12)]),
  );
}

export function showNext({ client }: Hostler, victim: RunningInstance): void {
  heading("What to type next, in another terminal in this folder");
  const says = (text: string): void => console.log(`    ${dim(`# ${text}`)}`);
  const type = (...lines: string[]): void => console.log(`${lines.map((line) => `    ${line}`).join("\n")}\n`);
  says("point every AWS client at Hostler");
  type('eval "$(npm run --silent hostler -- env)"');
  says("ask the endpoint from Python (pip install boto3)");
  type(
    "python3 - <<'END'",
    "import boto3",
    `row = open("${rowsFile}").readline().strip()`,
    `answer = boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="${endpointName}", ContentType="text/csv", Body=row)`,
    'print(answer["InvokedProductionVariant"], answer["Body"].read().decode())',
    "END",
  );
  says("see what runs; kill an instance and see it come back");
  type("npm run hostler -- status", `kill -9 ${victim.pid} && npm run hostler -- status`);
  says("promote the challenger's model, without losing a request");
  type(`npm run hostler -- deploy fixtures/xgboost/breast-cancer-challenger/model.tar.gz --name ${endpointName} --variant champion`);
  console.log(`    ${dim(`Hostler answers at ${client().endpoint}. README.md goes on from here.`)}`);
}

function choose(predictions: readonly Prediction[]): Prediction[] {
  const wrong = predictions.filter((each) => !isRight(each)).slice(0, 1);
  const others = predictions.filter(isRight);
  return [...others.slice(0, shownOfEach - wrong.length), ...wrong].sort((a, b) => a.number - b.number);
}

const isRight = ({ known, predicted }: Prediction): boolean => known === predicted;
const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
