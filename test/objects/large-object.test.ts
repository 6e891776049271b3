/** A large object streams through the API in flat memory: the server runs in a process of its own, whose memory is what counts. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import { test } from "node:test";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const MiB = 1024 * 1024;
const sizeMiB = Number(process.env.LARGE_OBJECT_MIB ?? 256);
/** What the process may grow by: buffers in flight, not the object. */
const growthMiB = 128;

test(`an object of ${sizeMiB} MiB goes in and out in flat memory`, async (t) => {
  const server = fork(`${import.meta.dirname}/large-object-server.ts`, { execArgv: ["--disable-warning=ExperimentalWarning"] });
  try {
    const [{ url, accessKeyId, secretAccessKey }] = (await once(server, "message")) as [Record<string, string>];
    const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
    const s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials, forcePathStyle: true, maxAttempts: 1 });
    const at = { Bucket: "large", Key: "object" };
    await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    await s3.send(new PutObjectCommand({ ...at, Body: "warm" }));
    const before = await residentMiB(server);
    const sent = createHash("sha256");
    const rates: string[] = [];
    const timed = async (what: string, work: () => Promise<void>): Promise<void> => {
      const start = performance.now();
      await work();
      rates.push(`${what} ${Math.round((sizeMiB * 1000 * 1.048576) / (performance.now() - start))} MB/s`);
    };
    await timed("in", async () => {
      const Body = Readable.from(blocks(sent), { objectMode: false });
      await s3.send(new PutObjectCommand({ ...at, Body, ContentLength: sizeMiB * MiB }));
    });
    const received = createHash("sha256");
    await timed("out", async () => {
      const { Body } = await s3.send(new GetObjectCommand(at));
      for await (const bytes of Body as Readable) received.update(bytes);
    });
    assert.equal(received.digest("hex"), sent.digest("hex"));
    const grown = (await residentMiB(server)) - before;
    t.diagnostic(`${rates.join(", ")}, grown by ${grown} MiB at most, from ${before} MiB`);
    assert.ok(grown < growthMiB, `the server grew by ${grown} MiB`);
    s3.destroy();
  } finally {
    server.kill();
  }
});

/** The highest resident memory the server has had. */
async function residentMiB(server: ReturnType<typeof fork>): Promise<number> {
  server.send("memory");
  const [{ maxRssKiB }] = (await once(server, "message")) as [{ maxRssKiB: number }];
  return Math.round(maxRssKiB / 1024);
}

function* blocks(sent: ReturnType<typeof createHash>): Generator<Buffer> {
  for (let i = 0; i < sizeMiB; i++) {
    const block = Buffer.alloc(MiB, `block ${i} `);
    sent.update(block);
    yield block;
  }
}
