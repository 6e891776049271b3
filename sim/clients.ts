/** Simulated clients: requests to any router that is up, answered by simulated instances. A request may fail only when a fault explains it. */
import type { Endpoint } from "../src/core/endpoint.ts";
import type { RolloutWindow } from "../src/core/metrics/invocation-counts.ts";
import { type Departure, type InstanceLink, LinkError, type LinkResponse } from "../src/link/instance-link.ts";
import type { Agent } from "./agent.ts";
import type { Chance } from "./chance.ts";
import { isModelsOwn, isRefusal, type ReceiptLaws } from "./receipt-laws.ts";
import type { SimRouter } from "./sim-router.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";
import { inService } from "./watch.ts";

interface ClientPorts {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly agent: Agent;
  readonly routers: readonly SimRouter[];
  readonly receiptLaws: ReceiptLaws;
  readonly endpoint: (name: string) => Endpoint | undefined;
  /** Whether everything is in order, so that no request may fail at all. */
  readonly flawless: () => boolean;
}

/** A fault explains what goes wrong with an instance for so long. */
const explainsMs = 90_000;

export class Clients {
  readonly #ports: ClientPorts;

  constructor(ports: ClientPorts) {
    this.#ports = ports;
  }

  /** Sends requests to the endpoint for ever. */
  begin(endpoint: string): void {
    const { timeline, chance } = this.#ports;
    timeline.after(chance.delay(50, 3_000), () => {
      this.#send(endpoint);
      this.begin(endpoint);
    });
  }

  /** The way from `router` to the instance at `port`. */
  link(router: SimRouter, port: number): InstanceLink {
    return {
      ask: ({ signal }, asker) => {
        if (signal instanceof Sent) signal.routed(router);
        this.#serve(router, port).then(
          (answer) => asker.answered(answer),
          (error) => asker.failed(error),
        );
      },
      close: async () => undefined,
    };
  }

  #send(name: string): void {
    const { chance, trace, endpoint, flawless, receiptLaws } = this.#ports;
    const up = this.#ports.routers.filter(({ isUp }) => isUp);
    const document = endpoint(name);
    if (up.length === 0 || !document || !inService(document)) return;
    const router = chance.pick(up);
    const { life } = router;
    const mayFail = !flawless();
    const sent = new Sent(name);
    router.invoke(name, sent).then(
      () => {
        if (router.life !== life) return trace.count("lost with a router");
        receiptLaws.answered(name, sent.window, undefined);
        trace.count("answered");
      },
      (error: unknown) => {
        if (router.life !== life) return trace.count("lost with a router");
        if (isRefusal(error)) sent.routed(router);
        receiptLaws.answered(name, sent.window, error);
        if (isModelsOwn(error)) return trace.count("answered with an error");
        trace.count("failed");
        if (!mayFail) trace.violate(`${router.name} failed a request to ${name} while all was in order: ${String(error)}`);
      },
    );
  }

  async #serve(router: SimRouter, port: number): Promise<LinkResponse> {
    const { timeline, chance, agent } = this.#ports;
    const there = agent.atPort(port);
    const sentMs = timeline.elapsedMs;
    if (!there?.accepting) {
      await timeline.sleep(chance.delay(0, 5));
      this.#explain(router, port, "was sent to, but takes no requests");
      throw new LinkError("not-sent");
    }
    try {
      await there.work((answer, fail) => {
        if (there.hanging) timeline.after(60_000, () => fail("timeout"));
        else timeline.after(chance.delay(2, 25_000), () => (there.hanging ? timeline.after(60_000, () => fail("timeout")) : answer()));
      });
    } catch (error) {
      if (there.hitMs < sentMs - explainsMs)
        this.#explain(router, port, `broke a request it had worked on for ${timeline.elapsedMs - sentMs} ms`);
      throw error;
    }
    return { status: there.isFaulty ? 500 : 200, contentType: undefined, customAttributes: undefined, body };
  }

  #explain(router: SimRouter, port: number, text: string): void {
    const { timeline, trace, agent } = this.#ports;
    const instance = agent.atPort(port);
    if (router.isLost || (instance && timeline.elapsedMs - instance.hitMs < explainsMs)) return;
    trace.violate(`${instance?.report.id ?? `Port ${port}`} ${text}, without a fault (by ${router.name}).`);
  }
}

/** A request as its client knows it. It goes along as the sign of the client's leaving, which none of these do. */
class Sent implements Departure {
  readonly aborted = false;
  /** The window of a change that the request was counted under. */
  window: RolloutWindow | undefined;
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** It is given to an instance, or refused, by the table that the router works by now. */
  routed(router: SimRouter): void {
    this.window = router.route(this.#endpoint)?.window;
  }

  addEventListener(): void {}

  removeEventListener(): void {}
}

const body = Buffer.alloc(0);
