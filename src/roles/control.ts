/** The control process: the APIs, the reconciler, the store. Any of it may be killed at any instant. */

import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { cloudwatchModel } from "../api/gen/cloudwatch.gen.ts";
import { iamModel } from "../api/gen/iam.gen.ts";
import { logsModel } from "../api/gen/logs.gen.ts";
import { s3Model } from "../api/gen/s3.gen.ts";
import { sagemakerModel } from "../api/gen/sagemaker.gen.ts";
import { stsModel } from "../api/gen/sts.gen.ts";
import { hostlerModel } from "../api/hostler-service.ts";
import { type ApiOptions, createApiServer } from "../api/server.ts";
import { ProcessBackend } from "../backends/process/process-backend.ts";
import { readCredentials } from "../config/credentials.ts";
import { pathsOf } from "../config/paths.ts";
import type { Settings } from "../config/settings.ts";
import { AlarmEvaluator } from "../control/alarm-evaluator.ts";
import { EndpointMetrics } from "../control/endpoint-metrics.ts";
import { hostlerHandlers } from "../control/hostler-handlers.ts";
import { InstanceLogs } from "../control/instance-logs.ts";
import { InvocationTotals } from "../control/invocation-totals.ts";
import { cloudwatchAlarmHandlers } from "../control/operations/cloudwatch/cloudwatch-alarm-handlers.ts";
import { cloudwatchMetricHandlers } from "../control/operations/cloudwatch/cloudwatch-metric-handlers.ts";
import { iamHandlers } from "../control/operations/iam/iam-handlers.ts";
import { logsHandlers } from "../control/operations/logs/logs-handlers.ts";
import { s3Handlers } from "../control/operations/s3/s3-handlers.ts";
import { stsHandlers } from "../control/operations/sts/sts-handlers.ts";
import { prometheusPage } from "../control/prometheus-page.ts";
import { ReceiptWriter } from "../control/receipt-writer.ts";
import { Reconciler } from "../control/reconciler.ts";
import { retainArtifacts } from "../control/retain-artifacts.ts";
import { RoutePublisher } from "../control/route-publisher.ts";
import { sagemakerHandlers } from "../control/sagemaker-handlers.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { enableFailpoints } from "../lib/failpoint.ts";
import { systemRng as rng } from "../lib/rng.ts";
import { FolderStore } from "../objects/folder/folder-store.ts";
import { openSqliteLogStore } from "../store/sqlite/log-store.ts";
import { SqliteMetricStore } from "../store/sqlite/metric-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { apiLog, openLogger } from "../telemetry/logger.ts";
import { credentialLookup } from "./lookup.ts";

/** How often everything is looked at although nothing happened, in case a message was lost. */
const sweepMs = 5_000;

/** Runs until SIGTERM. */
export async function runControl(settings: Settings): Promise<void> {
  enableFailpoints(settings.failpoints);
  const paths = pathsOf(settings.dataFolder);
  const log = openLogger("control");
  const credentials = readCredentials(paths.credentials);
  if (!credentials) throw new Error(`${paths.credentials} holds no access key.`);
  mkdirSync(paths.blobs, { recursive: true });
  const { accountId, region } = settings;
  await using store = await openSqliteStore(paths.store);
  await using metrics = await SqliteMetricStore.open({ path: paths.metrics, defaultRegion: region, clock, log });
  await using objects = await FolderStore.open({ dir: paths.objects, clock, rng });
  const term = await store.terms.begin();
  const totals = new InvocationTotals();
  using receipts = await ReceiptWriter.open({ store, clock, log, term });
  await using backend = ProcessBackend.open({ socket: paths.agentSocket, clock, term });
  const aliveRouters = (): string[] =>
    (backend.view()?.roles ?? []).filter(({ role, pid }) => role.startsWith("router-") && pid !== undefined).map(({ role }) => role);
  let reconciler: Reconciler | undefined;
  await using publisher = await RoutePublisher.open({
    socket: paths.routerSocket,
    term,
    aliveRouters,
    acked: () => reconciler?.wakeMoving(),
    counted: (batch) => {
      totals.count(batch);
      endpointMetrics.count(batch);
      return receipts.count(batch);
    },
  });
  const endpointMetrics: EndpointMetrics = new EndpointMetrics(metrics, () => publisher.routes());
  await using working = new Reconciler({ store, backend, publisher, receipts, clock, rng, log });
  reconciler = working;
  const wake = (at: string, name: string): void => working.wake(at, name);
  await using _alarms = new AlarmEvaluator({ store, metrics, clock, log, wake });
  const subnets = { subnets: store.subnets, zones: () => backend.view()?.zones ?? settings.zones };
  await using logStore = await openSqliteLogStore(paths.logStore);
  const instanceLogs = await InstanceLogs.open({ logs: paths.logs, logStore, backend, clock, defaultRegion: region, log });
  const api: ApiOptions = {
    services: [sagemakerModel, s3Model, stsModel, iamModel, cloudwatchModel, logsModel, hostlerModel],
    handlers: {
      ...sagemakerHandlers({ store, objects, backend, subnets, blobs: paths.blobs, clock, rng, wake }),
      ...s3Handlers({ objects }),
      ...stsHandlers,
      ...iamHandlers,
      ...cloudwatchMetricHandlers({ metrics, clock }),
      ...cloudwatchAlarmHandlers({ store, clock, log, wake }),
      ...logsHandlers({ logStore, instanceLogs, clock }),
      ...hostlerHandlers({ store, objects, backend, clock, rng, accountId, logs: paths.logs, instanceLogs, wake }),
    },
    credentials: credentialLookup(credentials, accountId),
    noAuth: settings.noAuth,
    defaultRegion: region,
    accountId,
    clock,
    rng,
    log: apiLog(log),
  };
  const server = createApiServer(api, {
    "/-/metrics": () => prometheusPage(totals, publisher.routes()),
    "/-/unanswered": () => publisher.unanswered().join("\n"),
  });
  rmSync(paths.apiSocket, { force: true });
  server.listen(paths.apiSocket);
  await once(server, "listening");
  log.info({}, "control is ready");
  const over = new AbortController();
  process.once("SIGTERM", () => over.abort());
  const takingUp = instanceLogs.run(over.signal);
  while (!over.signal.aborted) {
    working.wakeAll();
    endpointMetrics.sample(clock.now(), backend.view()?.usage);
    await retainArtifacts({ store, backend });
    await receipts.tidy();
    if ((await store.terms.current()) > term) {
      log.warn({ term }, "another control plane has taken over; ending");
      over.abort();
    }
    await clock.sleep(sweepMs, over.signal);
  }
  server.close();
  server.closeAllConnections();
  await takingUp;
}
