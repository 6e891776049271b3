/** A router whose instances answer when they are told to, for what becomes of requests that find them full. */
import type { Call } from "../../src/api/handlers.ts";
import { ApiError } from "../../src/api/wire.ts";
import type { EndpointRoute, FleetRoute, VariantRoute } from "../../src/core/routes.ts";
import { seededRng } from "../../src/lib/rng.ts";
import { LinkError, type LinkRequest, type LinkResponse } from "../../src/link/instance-link.ts";
import { InvocationLedger } from "../../src/router/invocation-ledger.ts";
import { invokeEndpoint } from "../../src/router/invoke-endpoint.ts";
import { LiveRoutes } from "../../src/router/live-routes.ts";
import { ManualClock } from "./manual-clock.ts";

const ok: LinkResponse = { status: 200, contentType: "text/plain", customAttributes: undefined, body: Buffer.from("ok") };

/** A request as its instance has it. */
interface Worked {
  readonly instance: string;
  readonly request: LinkRequest;
  answer(status?: number): Promise<void>;
  fail(trouble: "not-sent" | "broken"): Promise<void>;
}

/** Lets everything that is to happen happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A router whose instances answer when they are told to. Each takes two requests at once unless the fleet says something else. */
export function queueWorld(fleet: Partial<FleetRoute> = {}, ...ids: string[]) {
  const clock = new ManualClock(1_000_000);
  const rng = seededRng(1);
  const ledger = new InvocationLedger();
  const worked: Worked[] = [];
  const routes = new LiveRoutes({
    openLink: (address) => ({
      ask: (request, asker) => {
        const instance = "socket" in address ? address.socket : "";
        const then = (action: () => void): Promise<void> => {
          worked.splice(worked.indexOf(mine), 1);
          action();
          return settle();
        };
        const mine: Worked = {
          instance,
          request,
          answer: (status = 200) => then(() => asker.answered({ ...ok, status })),
          fail: (trouble) => then(() => asker.failed(new LinkError(trouble))),
        };
        worked.push(mine);
      },
      close: async () => undefined,
    }),
    idle: () => undefined,
    rng,
    clock,
    ledger,
  });
  let epoch = 0;
  const publish = (instances: readonly string[], more: Partial<VariantRoute> = {}, endpoint: Partial<EndpointRoute> = {}): void => {
    const routed = instances.map((id) => ({ id, zone: "a", address: { socket: id } }));
    const fleets = [{ id: "f", configName: "c", share: 1, maxConcurrency: 2, ...fleet, instances: routed }];
    const variants = instances.length === 0 && more.name ? [] : [{ name: "v", weight: 1, routing: "RANDOM" as const, fleets, ...more }];
    routes.replace({ term: 1, epoch: ++epoch, endpoints: [{ name: "e", region: "r", status: "InService", variants, ...endpoint }] });
  };
  publish(ids.length > 0 ? ids : ["a"]);
  const outcomes: string[] = [];
  /** Sends a request; how it ends stands in `outcomes`, by its name. */
  const send = async (name: string, signal = new AbortController().signal, bytes = 1, headers = {}): Promise<void> => {
    const call = {
      input: { EndpointName: "e", Body: Buffer.alloc(bytes) },
      principal: { accessKeyId: "", accountId: "000000000000", region: "r", arn: "" },
      signal,
      headers,
      receivedUs: clock.now() * 1000,
    } as unknown as Call<{ EndpointName: string; Body: Uint8Array }>;
    invokeEndpoint({ routes, rng, clock, stopwatch: () => clock.now() * 1000 }, call).then(
      () => outcomes.push(`${name} answered`),
      (error: unknown) => outcomes.push(`${name} ${error instanceof ApiError ? error.code : String(error)}`),
    );
    await settle();
  };
  const sendAll = async (names: string): Promise<void> => {
    for (const name of names) await send(name);
  };
  const counted = () => {
    const sum = { served: 0, refused: 0, refusedFull: 0, refusedLate: 0, queued: 0, abandoned: 0 };
    for (const count of ledger.take()) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += count[key] ?? 0;
    return sum;
  };
  const queue = () => routes.find("r", "e")!.variants[0]!.queue;
  const inFlight = () => worked.map(({ instance }) => instance).join("");
  return { clock, routes, worked, publish, outcomes, send, sendAll, counted, queue, inFlight };
}
