/** Several routers on one port: each has the table on its own disk, and starts from that alone. */
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { RouteTable } from "../../src/core/routes.ts";
import { selfSigned } from "../harness/certificates.ts";
import { breastCancerRows, clientsOf, createEndpoint, createModel, invoke, variantOf } from "../harness/deployment.ts";
import { startHostler, temporaryFolder } from "../harness/hostler.ts";
import { startLoneRouter } from "../harness/lone-router.ts";
import { isAlive, markedPids, rolePid } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

const row = breastCancerRows[0]!;
const names = ["router-1", "router-2", "router-3"];

const tableOf = (dataFolder: string, name: string): RouteTable =>
  JSON.parse(readFileSync(join(dataFolder, "run", `routes-${name}.json`), "utf8"));

for (const { over, certificate } of [
  { over: "HTTP", certificate: undefined },
  { over: "HTTPS", certificate: selfSigned() },
]) {
  test(`each of three routers answers over ${over} from its own table while control and its supervisor are dead`, async () => {
    const dataFolder = temporaryFolder();
    try {
      await using hostler = await startHostler({ dataFolder, args: ["--routers", "3"], ...(certificate && { certificate }) });
      const clients = clientsOf(hostler);
      await createModel(clients, "m");
      await createEndpoint(clients, "e", [variantOf("m", 2)]);
      const before = await invoke(clients, "e", row);
      const epochs = names.map((name) => {
        const { epoch, endpoints } = tableOf(dataFolder, name);
        assert.deepEqual(
          endpoints.map((each) => [each.name, each.variants[0]?.fleets[0]?.instances.length]),
          [["e", 2]],
        );
        return epoch;
      });
      assert.equal(new Set(epochs).size, 1, "an endpoint is InService when all of them work from the same table");

      const roles = ["control", ...names].map((name) => rolePid(dataFolder, name)!);
      for (const pid of [hostler.pid, ...roles]) process.kill(pid, "SIGKILL");
      await until("all of them are dead", () => roles.every((pid) => !isAlive(pid)));
      for (const name of names) {
        await using router = startLoneRouter(dataFolder, name);
        await until(`${name} listens`, () => router.output().includes('"listening"'));
        const again = clientsOf(hostler); // connections of its own
        for (let nth = 0; nth < 5; nth++) assert.equal(await invoke(again, "e", row), before);
        assert.equal(await router.stop(), 0, router.output());
      }
      assert.equal((await hostler.cli(["down"])).status, 0);
      assert.deepEqual(markedPids(dataFolder), []);
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
}
