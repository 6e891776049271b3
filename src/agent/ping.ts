/** One `GET /ping` of the container contract (AWS: your-algorithms-inference-code: 200 within two seconds is healthy). */
import { request } from "node:http";
import type { LocalAddress } from "../lib/address.ts";

export type PingResult = { readonly ok: true } | { readonly ok: false; readonly why: string; readonly refused: boolean };

/** Asks once. `refused` tells "nobody listens yet" from a server that answers badly or not at all. */
export function ping(address: LocalAddress, timeoutMs: number): Promise<PingResult> {
  const target = "socket" in address ? { socketPath: address.socket } : { host: "127.0.0.1", port: address.port };
  return new Promise((resolve) => {
    const call = request({ ...target, path: "/ping", method: "GET", agent: false, timeout: timeoutMs }, (response) => {
      response.resume();
      response.once("end", () => {
        resolve(response.statusCode === 200 ? { ok: true } : { ok: false, why: `/ping answered ${response.statusCode}`, refused: false });
      });
      response.once("error", () => resolve({ ok: false, why: "/ping broke off", refused: false }));
    });
    call.once("timeout", () => {
      resolve({ ok: false, why: `/ping did not answer within ${timeoutMs / 1000} s`, refused: false });
      call.destroy();
    });
    call.once("error", (error: NodeJS.ErrnoException) => {
      const refused = error.code === "ECONNREFUSED" || error.code === "ENOENT";
      resolve({ ok: false, why: refused ? "nothing listens yet" : `/ping failed (${error.code ?? error.message})`, refused });
    });
    call.end();
  });
}
