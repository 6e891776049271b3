/** What a receipt says of an update under load, held against what the clients themselves have counted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeploymentConfig, UpdateEndpointCommand } from "@aws-sdk/client-sagemaker";
import {
  breastCancerRows,
  type Clients,
  clientsOf,
  createConfig,
  createEndpoint,
  createModel,
  fixture,
  invoke,
  settled,
  variantOf,
} from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { rolePid } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

const row = breastCancerRows[0]!;

interface Traffic {
  readonly Served: number;
  readonly Failed: number;
  readonly Abandoned: number;
  readonly P50Ms?: number;
  readonly P99Ms?: number;
}

interface Receipt {
  readonly RolloutId: string;
  readonly Outcome: string;
  readonly Reason?: string;
  readonly Served: number;
  readonly Failed: number;
  readonly Steps: { Name: string }[];
  readonly Windows: {
    Name: string;
    Variants: { AskedShare: number; ObservedShare: number; Blue: Traffic; Green: Traffic; Unserved: number }[];
  }[];
  readonly Before: Traffic;
  readonly During: Traffic;
  readonly After: Traffic;
  readonly InstancesStarted: number;
  readonly InstancesStopped: number;
}

const canary = (percent: number, seconds: number): DeploymentConfig => ({
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: "CANARY",
      CanarySize: { Type: "CAPACITY_PERCENT", Value: percent },
      WaitIntervalInSeconds: seconds,
    },
    TerminationWaitInSeconds: 1,
  },
});

/** An endpoint whose two models answer differently, so that a client knows which fleet has answered. */
async function twoModels(clients: Clients): Promise<void> {
  await createModel(clients, "blue");
  await createModel(clients, "green", { archive: fixture("xgboost/breast-cancer-challenger/model.tar.gz") });
  await createEndpoint(clients, "e", [variantOf("blue", 4)]);
  await createConfig(clients, "next", [variantOf("green", 4)]);
}

/** Sends one request after the other on some connections and counts the answers by what they say. */
function countAnswers(clients: Clients): { stop(): Promise<{ answers: Map<string, number>; failures: string[] }>; total(): number } {
  const answers = new Map<string, number>();
  const failures: string[] = [];
  let over = false;
  let total = 0;
  const workers = Array.from({ length: 4 }, async () => {
    while (!over) {
      try {
        const answer = await invoke(clients, "e", row);
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        total++;
      } catch (error) {
        failures.push(`${(error as Error).name}: ${(error as Error).message}`);
      }
    }
  });
  return {
    total: () => total,
    stop: async () => {
      over = true;
      await Promise.all(workers);
      return { answers, failures };
    },
  };
}

async function receiptOf(hostler: TestHostler, more: readonly string[] = []): Promise<Receipt> {
  const { stdout, stderr, status } = await hostler.cli(["rollout", "show", "e", "--output", "json", ...more]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Receipt;
}

/** Routers tell once a second: the receipt when it has as many requests as `total`. */
async function completeReceipt(hostler: TestHostler, total: number): Promise<Receipt> {
  let seen = "";
  return until(
    `the receipt has all ${total} requests`,
    async () => {
      const receipt = await receiptOf(hostler);
      const told = receipt.Before.Served + receipt.During.Served + receipt.After.Served;
      seen = JSON.stringify(receipt);
      assert.ok(told <= total, `${told} of ${total}: ${seen}`);
      return told === total ? receipt : undefined;
    },
    15,
  );
}

const sum = (receipt: Receipt, fleet: "Blue" | "Green"): number =>
  receipt.Windows.reduce((total, { Variants }) => total + Variants.reduce((all, variant) => all + variant[fleet].Served, 0), 0);

/** Within one point of what was asked, or four standard deviations of a fair draw. */
function isShared({ AskedShare: asked, ObservedShare: observed, Blue, Green }: Receipt["Windows"][number]["Variants"][number]): void {
  const requests = Blue.Served + Green.Served;
  if (requests === 0) return;
  const sigma = Math.sqrt((asked * (1 - asked)) / requests);
  assert.ok(Math.abs(observed - asked) <= Math.max(0.01, 4 * sigma), `asked ${asked}, observed ${observed} of ${requests}`);
}

test("a canary's receipt counts every request as the clients did, fleet by fleet, with the share that was asked for", async () => {
  await using hostler = await startHostler({ args: ["--routers", "2"] });
  const clients = clientsOf(hostler);
  await twoModels(clients);
  const byBlue = await invoke(clients, "e", row);
  const load = countAnswers(clients);
  await until("there is traffic before", () => load.total() > 300);
  await clients.sagemaker.send(
    new UpdateEndpointCommand({ EndpointName: "e", EndpointConfigName: "next", DeploymentConfig: canary(25, 3) }),
  );
  assert.equal((await settled(clients, "e")).EndpointConfigName, "next");
  const atEnd = load.total();
  await until("there is traffic after", () => load.total() > atEnd + 300);
  const { answers, failures } = await load.stop();
  assert.deepEqual(failures, []);
  const byGreen = await invoke(clients, "e", row);
  assert.notEqual(byGreen, byBlue);
  const blue = answers.get(byBlue)! + 1; // and the one at the beginning
  const green = answers.get(byGreen)! + 1;

  const receipt = await completeReceipt(hostler, blue + green);
  assert.equal(receipt.Outcome, "Succeeded");
  assert.equal(receipt.Reason, undefined);
  assert.equal(receipt.Before.Served + sum(receipt, "Blue"), blue);
  assert.equal(sum(receipt, "Green") + receipt.After.Served, green);
  for (const { Failed, Abandoned } of [receipt.Before, receipt.During, receipt.After]) assert.deepEqual([Failed, Abandoned], [0, 0]);
  assert.deepEqual(
    receipt.Windows.map(({ Name, Variants }) => [Name, Variants.map(({ AskedShare }) => AskedShare)]),
    [
      ["shift-0", [0]],
      ["shift-1", [0.25]],
      ["shift-2", [1]],
    ],
  );
  for (const { Variants } of receipt.Windows) for (const variant of Variants) isShared(variant);
  assert.ok(receipt.Windows[1]!.Variants[0]!.Green.Served > 0);
  assert.deepEqual(
    receipt.Steps.map(({ Name }) => Name),
    ["launching 1", "shifting 1", "baking 1", "shifting 2", "baking 2", "terminating"],
  );
  assert.deepEqual([receipt.InstancesStarted, receipt.InstancesStopped], [4, 4]);
  for (const span of [receipt.Before, receipt.During, receipt.After]) assert.ok(span.P50Ms! > 0 && span.P99Ms! >= span.P50Ms!);

  const text = (await hostler.cli(["rollout", "show", "e"])).stdout;
  assert.match(text, /canary update, e → next/);
  assert.match(text, /Succeeded after .* requests served, 0 failed; 4 instances started, 4 stopped\./);
  const list = (await hostler.cli(["rollout", "list", "e"])).stdout.split("\n");
  assert.match(list[1]!, new RegExp(`^${receipt.RolloutId} .* Succeeded +${receipt.Served} +0$`));
  assert.match(list[2]!, /^create-\d+ +create, e/);
  assert.equal((await receiptOf(hostler, ["--id", receipt.RolloutId])).RolloutId, receipt.RolloutId);
  const unknown = await hostler.cli(["rollout", "show", "e", "--id", "update-1"]);
  assert.deepEqual([unknown.status, unknown.stderr], [1, "hostler: ValidationException (400): Endpoint e has no rollout update-1.\n"]);
});

test("a receipt loses and doubles nothing when control is killed again and again during the update", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await twoModels(clients);
  const load = countAnswers(clients);
  await until("there is traffic before", () => load.total() > 100);
  await clients.sagemaker.send(
    new UpdateEndpointCommand({ EndpointName: "e", EndpointConfigName: "next", DeploymentConfig: canary(25, 6) }),
  );
  for (let kill = 0; kill < 3; kill++) {
    const target = load.total() + 300;
    await until("some requests later", () => load.total() > target);
    const pid = await until("control runs", () => rolePid(hostler.dataFolder, "control"));
    process.kill(pid, "SIGKILL");
  }
  await until("the update is over", async () => (await settled(clients, "e").catch(() => undefined))?.EndpointConfigName === "next");
  const { failures } = await load.stop();
  assert.deepEqual(failures, []);
  const receipt = await completeReceipt(hostler, load.total());
  assert.equal(receipt.Outcome, "Succeeded");
  assert.equal(receipt.Failed, 0);
  for (const { Variants } of receipt.Windows) for (const variant of Variants) isShared(variant);
});
