/** Endpoints whose invocations may be sent again: what breaks off is answered by another instance, and nobody notices. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AddTagsCommand, DeleteTagsCommand } from "@aws-sdk/client-sagemaker";
import { variantOf } from "../harness/deployment.ts";
import { startLoad } from "../harness/load.ts";
import { instancesOf } from "../harness/processes.ts";
import { until } from "../harness/until.ts";
import { accountId, EndpointName, startContrary, type World } from "../invocation/contrary.ts";

const key = "hostler:idempotent-invocations";
let world: World;
let orders = 0;
before(async () => {
  world = await startContrary([variantOf("contrary", 4)]);
});
after(() => world[Symbol.asyncDispose]());

const ResourceArn = `arn:aws:sagemaker:us-east-1:${accountId}:endpoint/${EndpointName}`;
const tag = (Value: string) => world.clients.sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: key, Value }] }));
const untag = () => world.clients.sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: [key] }));

const metrics = async (): Promise<string> => (await fetch(`${world.hostler.url}/metrics`)).text();
const sumOf = (page: string, line: RegExp): number => [...page.matchAll(line)].reduce((total, [, count]) => total + Number(count), 0);

/** What clients have been answered, and how often the router had to send something again for it. */
const tally = { answered: 0, failed: 0, retried: 0 };

async function order(what: object): Promise<string> {
  const { status, body } = await world.order(what);
  if (status === 200) tally.answered++;
  else tally.failed++;
  return `${status} ${status === 200 ? body.toString() : ""}`;
}

/** How many servers one request has reached, when each closes the connection. */
async function reached(): Promise<number> {
  const name = `order-${orders++}`;
  assert.equal(await order({ close: name }), "424 ");
  const servers = world.journal().filter((line) => line === `reached ${name}`).length;
  tally.retried += servers - 1;
  return servers;
}

const routed = (sentence: string, servers: number) => until(sentence, async () => ((await reached()) === servers ? true : undefined));

/** Lets the first server that reads it do so; the next one answers. */
async function firstOnly(what: object): Promise<void> {
  assert.equal(await order({ once: `order-${orders++}`, ...what }), "200 again", JSON.stringify(what));
  tally.retried++;
}

test("only an endpoint that says so gets a request sent again, from the moment it says so until it says no", async () => {
  assert.equal(await reached(), 1);
  await tag("true");
  await routed("a request that breaks off has reached three servers", 3);
  await tag("false");
  await routed("a request that breaks off has reached one server", 1);
  await tag("true");
  await routed("a request that breaks off has reached three servers", 3);
  await untag();
  await routed("a request that breaks off has reached one server", 1);
  await tag("true");
  await routed("a request that breaks off has reached three servers", 3);
});

test("another instance answers when the first closes the connection, breaks off its answer, says no HTTP, or dies", async () => {
  for (const what of [{ close: "first" }, { half: true }, { garbage: true }, { exit: 1 }]) await firstOnly(what);
  await Promise.all(Array.from({ length: 20 }, () => firstOnly({ close: "one of many" })));
});

test("a request that was sent again counts as served, and the attempt that broke off is shown", async () => {
  const counted = await until("all requests are counted", async () => {
    const page = await metrics();
    const sum = (line: RegExp): number => sumOf(page, line);
    if (sum(/^hostler_invocations_total\{.*\} (\d+)$/gm) < tally.answered + tally.failed) return undefined;
    return {
      answered: sum(/^hostler_invocations_total\{.*code="2xx"\} (\d+)$/gm),
      failed: sum(/^hostler_invocations_total\{.*code="none"\} (\d+)$/gm),
      retried: sum(/^hostler_retried_attempts_total\{.*\} (\d+)$/gm),
    };
  });
  assert.deepEqual(counted, tally);
});

test("instances are killed one after the other under load, and no request fails", async () => {
  const inService = async (): Promise<number> => sumOf(await metrics(), /^hostler_instances_in_service\{.*\} (\d+)$/gm);
  await using load = startLoad(world.clients, EndpointName, { connections: 8 });
  const { dataFolder } = world.hostler;
  for (const { id, pid } of instancesOf(dataFolder)) {
    await load.pass(100);
    process.kill(pid!, "SIGKILL");
    await until("it has a new process", () =>
      instancesOf(dataFolder).some((now) => now.id === id && now.pid !== undefined && now.pid !== pid),
    );
    await until("all four take traffic", async () => (await inService()) === 4);
  }
  await load.pass(100);
  await load.stop();
  assert.deepEqual(load.failures, []);
});
