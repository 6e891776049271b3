/** Steady traffic on an endpoint: some connections, one request after the other, every failure kept. No request is tried twice. */
import { breastCancerRows, type Clients, invoke } from "./deployment.ts";
import { until } from "./until.ts";

export interface Load extends AsyncDisposable {
  readonly answered: number;
  /** What went wrong, request by request. */
  readonly failures: readonly string[];
  /** Resolves when `more` further requests have been answered. */
  pass(more: number): Promise<void>;
  stop(): Promise<void>;
}

export function startLoad(clients: Clients, endpoint: string, { connections = 4, pauseMs = 0, change = {} } = {}): Load {
  let answered = 0;
  let over = false;
  const failures: string[] = [];
  const workers = Array.from({ length: connections }, async (_, worker) => {
    for (let at = worker; !over; at += connections) {
      try {
        await invoke(clients, endpoint, breastCancerRows[at % breastCancerRows.length]!, change);
        answered++;
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      } catch (error) {
        failures.push(`${(error as Error).name}: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  });
  const stop = async (): Promise<void> => {
    over = true;
    await Promise.all(workers);
  };
  return {
    get answered() {
      return answered;
    },
    failures,
    pass: async (more) => {
      const target = answered + more;
      await until(`${more} more requests are answered`, () => (answered >= target ? true : undefined));
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
