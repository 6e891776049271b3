/** An S3, STS and IAM server for tests: the real API with signatures on, a folder of its own, port 0. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { iamModel } from "../../src/api/gen/iam.gen.ts";
import { s3Model } from "../../src/api/gen/s3.gen.ts";
import { stsModel } from "../../src/api/gen/sts.gen.ts";
import { createApiServer } from "../../src/api/server.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { iamHandlers } from "../../src/control/operations/iam/iam-handlers.ts";
import { s3Handlers } from "../../src/control/operations/s3/s3-handlers.ts";
import { stsHandlers } from "../../src/control/operations/sts/sts-handlers.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { systemRng } from "../../src/lib/rng.ts";
import { type FolderOptions, FolderStore } from "../../src/objects/folder/folder-store.ts";

export const accountId = "111122223333";
const credentials = { accessKeyId: "AKIDTEST", secretAccessKey: "a-secret-of-this-test" };

export interface S3Server extends AsyncDisposable {
  readonly url: string;
  /** What AWS clients read from the environment to find the server and to sign. */
  readonly env: Record<string, string>;
  readonly objects: FolderStore;
  /** Unexpected errors the server had; a test of good behaviour wants none. */
  readonly failures: readonly unknown[];
  client(config?: S3ClientConfig): S3Client;
  /** Sends a request no SDK would make, signed like one. */
  send(method: string, pathAndQuery: string, body?: string, headers?: Record<string, string>): Promise<Response>;
}

export async function startS3Server(store: Partial<FolderOptions> = {}): Promise<S3Server> {
  const dir = mkdtempSync(join(tmpdir(), "hostler-s3-"));
  const objects = await FolderStore.open({ dir, clock: systemClock, rng: systemRng, ...store });
  const failures: unknown[] = [];
  const server = createApiServer({
    services: [s3Model, stsModel, iamModel],
    handlers: { ...s3Handlers({ objects }), ...stsHandlers, ...iamHandlers },
    credentials: (id) => {
      const { accessKeyId, secretAccessKey: secret } = credentials;
      return id === accessKeyId ? { secret, accountId, arn: `arn:aws:iam::${accountId}:user/test` } : undefined;
    },
    defaultRegion: "us-east-1",
    accountId,
    clock: systemClock,
    rng: systemRng,
    log: { failed: ({ error }) => void failures.push(error) },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: S3Client[] = [];
  return {
    url,
    objects,
    failures,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(dir, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(dir, "no-credentials"),
    },
    client(config = {}) {
      const client = new S3Client({ endpoint: url, region: "us-east-1", credentials, forcePathStyle: true, maxAttempts: 1, ...config });
      clients.push(client);
      return client;
    },
    send(method, pathAndQuery, body, headers = {}) {
      const [path, query = ""] = pathAndQuery.split("?");
      const { accessKeyId, secretAccessKey: secret } = credentials;
      const request = { method, path: path!, query, headers: { ...headers, host: new URL(url).host } };
      const signer = { accessKeyId, secret, region: "us-east-1", service: "s3", nowMs: systemClock.now() };
      return fetch(url + pathAndQuery, { method, body, headers: signedHeaders(request, Buffer.from(body ?? ""), signer) });
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      server.close();
      await objects[Symbol.asyncDispose]();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
