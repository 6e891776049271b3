/** `hostler deploy`: from a model archive to an endpoint that answers, in one command. */
import { createReadStream } from "node:fs";
import { Option as Flag } from "commander";
import { systemClock as clock } from "../lib/clock.ts";
import type { Client } from "./client.ts";
import { type DeployChoices, type Deployment, deploymentFor, findEndpoint, suffixAt } from "./deployment.ts";
import { followDeployment, untilDeleted } from "./deployment-watch.ts";
import { environmentFlag, environmentOf, environmentText } from "./environment-flag.ts";
import { type ModelArchive, openArchive } from "./model-archive.ts";
import { Progress } from "./progress.ts";
import { connect } from "./server.ts";
import { shellWord } from "./shell-word.ts";
import { sizeOf } from "./size-text.ts";
import { UserError } from "./user-error.ts";
import { countOf, type Flags, optionFlag, textOf, type Verb } from "./verb.ts";

export const deploy: Verb = {
  usage: "deploy <archive>",
  about: "put a model archive on an endpoint: a new one, or one that is there and goes on answering meanwhile",
  flags: [
    new Flag("--name <name>", "name of the endpoint").makeOptionMandatory(),
    new Flag("--image <image>", "image that runs the model; hostler/auto looks into the archive (default for a new endpoint)"),
    new Flag("--instance-type <type>", "size of each instance (ml.m5.large for a new endpoint)"),
    new Flag("--instances <number>", "how many instances (1 for a new endpoint)"),
    new Flag("--variant <name>", "production variant (AllTraffic for a new endpoint)"),
    environmentFlag(),
    new Flag("--bucket <name>", "where the archive goes (hostler-models-ACCOUNT)"),
    optionFlag("data"),
    optionFlag("region"),
  ],
  example: "hostler deploy model.tar.gz --name fraud --instances 3",
  async run(flags, surroundings, path = "") {
    const archive = openArchive(path);
    const choices = readChoices(flags);
    const client = connect(flags, surroundings);
    const image = await deployArchive(client, archive, choices, textOf(flags, "bucket"));
    const data = textOf(flags, "data");
    showNext(choices, archive.path, image, data === undefined ? "" : ` --data ${data}`);
  },
};

/** Gives the image that runs it. */
async function deployArchive(
  client: Client,
  archive: ModelArchive,
  choices: DeployChoices,
  chosenBucket: string | undefined,
): Promise<string | undefined> {
  const { name } = choices;
  using progress = new Progress(process.stderr, clock);
  const before = await findEndpoint(client, name);
  const status = before?.EndpointStatus;
  if (status !== undefined && status !== "InService" && status !== "Failed") {
    throw new UserError(`Endpoint ${name} is ${status} at the moment. Deploy again when it is InService: hostler status.`);
  }
  const suffix = suffixAt(clock.now());
  const running = status === "InService" ? before : undefined;
  const bucket = chosenBucket ?? `hostler-models-${client.server.accountId}`;
  const { model, config } = await deploymentFor(client, choices, running, suffix, `s3://${bucket}/${name}/${suffix}/model.tar.gz`);
  await client.createBucket(bucket);
  await upload(client, archive, bucket, `${name}/${suffix}/model.tar.gz`, progress);
  await client.call("sagemaker.CreateModel", model);
  await client.call("sagemaker.CreateEndpointConfig", config);
  await begin(client, name, { model, config }, status, progress);
  const { tookMs } = await followDeployment(client, name, config.EndpointConfigName, progress, clock);
  const variants = config.ProductionVariants.map((variant) => `${variant.VariantName} × ${variant.InitialInstanceCount}`).join(", ");
  progress.done();
  console.log(`Endpoint ${name} is ${running ? "updated" : "in service"} after ${(tookMs / 1000).toFixed(1)} s: ${variants}.`);
  return model.PrimaryContainer?.Image;
}

/** What a server of the user takes is not known here. Variables that the model had before may be secrets, so only those just typed are repeated. */
function showNext({ name, environment }: DeployChoices, path: string, image: string | undefined, data: string): void {
  const inspect = `hostler inspect ${shellWord(path)}${environmentText(environment)} # prints a request that it answers`;
  const lines = [
    `hostler invoke ${name} --body '...'${data}`,
    ...(image === "hostler/auto" ? [inspect] : []),
    `hostler logs ${name} -f${data}`,
    `hostler status${data}`,
  ];
  console.log(["\nNext:", ...lines.map((line) => `  ${line}`)].join("\n"));
}

/** A failed endpoint serves nothing and cannot be updated, so it makes room for the new one. */
async function begin(client: Client, name: string, { config }: Deployment, status: string | undefined, progress: Progress): Promise<void> {
  const names = { EndpointName: name, EndpointConfigName: config.EndpointConfigName };
  if (status === "InService") {
    progress.line(`Endpoint ${name} is there already: updating it. What runs keeps answering until the new instances do.`);
    await client.call("sagemaker.UpdateEndpoint", names);
    return;
  }
  if (status === "Failed") {
    progress.line(`Endpoint ${name} has failed before: making it anew.`);
    await client.call("sagemaker.DeleteEndpoint", { EndpointName: name });
    await untilDeleted(client, name, clock);
  }
  await client.call("sagemaker.CreateEndpoint", names);
}

async function upload(client: Client, { path, bytes }: ModelArchive, bucket: string, key: string, progress: Progress): Promise<void> {
  const stream = createReadStream(path);
  let sent = 0;
  stream.on("data", (piece) => {
    sent += piece.length;
    progress.now(`Uploading ${path}: ${Math.floor((100 * sent) / bytes)} % of ${sizeOf(bytes)}`);
  });
  const url = await client.putObject(bucket, key, stream, bytes);
  progress.line(`Uploaded ${path} (${sizeOf(bytes)}) to ${url}`);
}

function readChoices(flags: Flags): DeployChoices {
  return {
    name: textOf(flags, "name") ?? "",
    image: textOf(flags, "image"),
    instanceType: textOf(flags, "instanceType"),
    instances: countOf(flags, "instances", 1, 1000),
    variant: textOf(flags, "variant"),
    environment: environmentOf(flags),
  };
}
