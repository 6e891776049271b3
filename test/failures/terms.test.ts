/** One control plane leads: what one of an earlier term orders is not done, and it ends when it notices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { UpdateEndpointCommand } from "@aws-sdk/client-sagemaker";
import { ProcessBackend } from "../../src/backends/process/process-backend.ts";
import { pathsOf } from "../../src/config/paths.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { clientsOf, createConfig, createEndpoint, createModel, settled, variantOf } from "../harness/deployment.ts";
import { startHostler } from "../harness/hostler.ts";
import { startLoad } from "../harness/load.ts";
import { instancesOf, rolePid } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

test("a control plane of an earlier term cannot end an instance; one that is taken over ends, and the next goes on", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 1)]);
  const paths = pathsOf(hostler.dataFolder);
  const [instance] = instancesOf(hostler.dataFolder);
  await using load = startLoad(clients, "e");
  {
    await using stale = ProcessBackend.open({ socket: paths.agentSocket, clock: systemClock, term: 0 });
    let snapshots = 0;
    stale.onChange(() => {
      snapshots++;
      stale.terminate(instance!.id, 0);
    });
    await until("it has been sent away again and again", () => snapshots > 5);
  }
  await load.pass(20);
  assert.deepEqual(instancesOf(hostler.dataFolder), [instance]);

  const control = rolePid(hostler.dataFolder, "control");
  await using store = await openSqliteStore(paths.store);
  const term = await store.terms.begin();
  await until(
    "there is another control",
    async () => (await store.terms.current()) > term && rolePid(hostler.dataFolder, "control") !== control,
  );
  await createConfig(clients, "next", [variantOf("m", 2)]);
  await clients.sagemaker.send(new UpdateEndpointCommand({ EndpointName: "e", EndpointConfigName: "next" }));
  assert.equal((await settled(clients, "e")).EndpointConfigName, "next");
  await load.stop();
  assert.deepEqual(load.failures, []);
});
