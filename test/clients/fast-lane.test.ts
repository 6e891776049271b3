/** Which lane the invocations of stock clients take: the fast one, over HTTP and HTTPS, request after request on a connection. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { InvokeEndpointCommand, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { selfSigned } from "../harness/certificates.ts";
import { LaneWorld, ok, signer } from "../harness/lane-world.ts";
import { pythonClients, pythonMissing } from "../python/venv.ts";

const certificate = selfSigned();
const folder = mkdtempSync(join(tmpdir(), "hostler-lanes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const row = "1,2,3";
const long = "7,".repeat(100_000);
const members = { Accept: "text/csv", CustomAttributes: "trace=1", InferenceId: "i-1", TargetVariant: "v" };

interface Place {
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
}

const run = async (command: string, args: readonly string[], { environment }: Place): Promise<string> =>
  (await promisify(execFile)(command, args, { env: environment, cwd: folder, timeout: 120_000 })).stdout;

/** Three requests and more, the second of them with all that an invocation can say, the last one long. */
const boto3 = `
import boto3
runtime = boto3.client("sagemaker-runtime")
ask = lambda body, **more: runtime.invoke_endpoint(EndpointName="e", ContentType="text/csv", Body=body, **more)["Body"].read()
assert ask("${row}") == b"${row}"
assert ask(b"${row}", **${JSON.stringify(members)}) == b"${row}"
assert ask(open("row.csv", "rb")) == b"${row}"
assert ask("7," * 100_000) == b"7," * 100_000
`;

const clients: readonly { name: string; requests: number; skip?: string | false; ask(place: Place): Promise<void> }[] = [
  {
    name: "boto3",
    requests: 4,
    skip: pythonMissing(),
    ask: async (place) => void (await run((await pythonClients()).python, ["-c", boto3], place)),
  },
  {
    name: "the AWS CLI",
    requests: 1,
    skip: pythonMissing(),
    async ask(place) {
      const asked = ["--endpoint-name", "e", "--content-type", "text/csv", "--body", "fileb://row.csv", "answer.csv"];
      await run((await pythonClients()).aws, ["sagemaker-runtime", "invoke-endpoint", ...asked], place);
    },
  },
  {
    name: "the JavaScript SDK",
    requests: 3,
    async ask({ url }) {
      const credentials = { accessKeyId: signer.accessKeyId, secretAccessKey: signer.secret };
      const requestHandler = { httpsAgent: { ca: certificate.cert } };
      const runtime = new SageMakerRuntimeClient({ endpoint: url, region: signer.region, credentials, maxAttempts: 1, requestHandler });
      for (const [text, more] of [
        [row, {}],
        [row, members],
        [long, {}],
      ] as const) {
        const answer = await runtime.send(
          new InvokeEndpointCommand({ EndpointName: "e", ContentType: "text/csv", Body: Buffer.from(text), ...more }),
        );
        assert.equal(Buffer.from(answer.Body!).toString(), text);
      }
      runtime.destroy();
    },
  },
  {
    name: "curl, which signs by itself,",
    requests: 2,
    async ask(place) {
      const user = ["--aws-sigv4", `aws:amz:${signer.region}:sagemaker`, "--user", `${signer.accessKeyId}:${signer.secret}`];
      const trust = ["--cacert", certificate.certFile, "--silent", "--show-error", "--fail"];
      const asked = ["-H", "content-type: text/csv", "--data-binary", "@row.csv"];
      const target = `${place.url}/endpoints/e/invocations`;
      assert.equal(await run("curl", [...trust, ...user, ...asked, target, target], place), row + row);
    },
  },
];

for (const over of ["HTTP", "HTTPS"] as const) {
  for (const { name, requests, skip = false, ask } of clients) {
    test(`${name} stays in the fast lane over ${over}`, { skip }, async () => {
      await using world = await LaneWorld.open(over === "HTTPS" ? { certificate } : {});
      let taken = 0;
      world.model = async ({ body }) => {
        taken++;
        return ok(body.toString("latin1"));
      };
      writeFileSync(join(folder, "row.csv"), row);
      const { port } = world.frontDoor.server.address() as AddressInfo;
      const url = `${over.toLowerCase()}://127.0.0.1:${port}`;
      const environment = {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: signer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: signer.secret,
        AWS_DEFAULT_REGION: signer.region,
        AWS_MAX_ATTEMPTS: "1",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: join(folder, "no-config"),
        AWS_CA_BUNDLE: certificate.certFile,
      };
      await ask({ url, environment });
      assert.deepEqual([taken, world.byNode], [requests, 0]);
    });
  }
}
