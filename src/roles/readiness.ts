/** Whether what `hostler up` has started answers. */
import { get, type RequestOptions } from "node:http";
import { connectionTo } from "../config/own-server.ts";
import type { ServerRecord } from "../config/settings.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { StartError } from "./start-error.ts";

/** Resolves when the port answers with the latest table and control answers behind it. */
export async function untilReady(server: ServerRecord, signal: AbortSignal, troubles: readonly string[]): Promise<void> {
  const giveUpMs = clock.now() + 60_000;
  while (!signal.aborted) {
    if ((await statusOf(server, "/-/ready")) === 200 && (await statusOf(server, "/")) !== 503) return;
    if (clock.now() > giveUpMs || troubles.length >= 5) {
      throw new StartError(
        `Hostler did not become ready. ${troubles.at(-1) ?? "Nothing was logged"}. The logs folder of the data folder has more.`,
      );
    }
    await clock.sleep(20, signal);
  }
}

/**
 * Endpoints of the last time are in service by their record while their instances start again, and would refuse invocations meanwhile: waits
 * until each answers, but not for long, since a model may need minutes or fail. Resolves with those that do not answer.
 */
export async function untilAnswering(socketPath: string, signal: AbortSignal): Promise<string[]> {
  const giveUpMs = clock.now() + 15_000;
  for (;;) {
    const { status, text } = await ask({ socketPath, path: "/-/unanswered" });
    const silent = text === "" ? [] : text.split("\n");
    if (signal.aborted || clock.now() > giveUpMs || (status === 200 && silent.length === 0)) return silent;
    await clock.sleep(20, signal);
  }
}

const statusOf = async (server: ServerRecord, path: string): Promise<number | undefined> =>
  (await ask({ ...connectionTo(server), path })).status;

/** No status: no answer. */
function ask(where: RequestOptions): Promise<{ status?: number | undefined; text: string }> {
  return new Promise((resolve) => {
    const call = get({ headers: { connection: "close" }, timeout: 2_000, ...where }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.once("end", () => resolve({ status: response.statusCode, text }));
      response.once("error", () => resolve({ text: "" }));
    });
    call.once("timeout", () => call.destroy());
    call.once("error", () => resolve({ text: "" }));
  });
}
