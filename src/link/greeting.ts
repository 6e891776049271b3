/** The router's part in the beginning of a connection: it says which version it speaks, and the instance which of them will be spoken. */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { preface, prefaceByte, prefaceBytes, version, versionOf } from "./frames.ts";

export type Greeted =
  /** What came behind the greeting. */
  | { readonly kind: "framed"; readonly first: Buffer }
  /** A server that knows only HTTP, which answers 400 to what it does not know. */
  | { readonly kind: "http" }
  | { readonly kind: "failed"; readonly why: unknown };

/** How an answer of HTTP begins. */
const httpByte = "H".charCodeAt(0);

/** Greets as soon as `socket` is connected, and secure if it is to be, and calls `greeted` once; the socket is destroyed unless the result is "framed". */
export function greet(socket: Socket, clock: Clock, greeted: (result: Greeted) => void): void {
  let answer: Buffer = Buffer.alloc(0);
  const timer = clock.after(limits.link.connectMs, () => finish(failed("The instance does not greet.")));
  const begun = socket instanceof TLSSocket ? "secureConnect" : "connect";
  socket.on(begun, connected).on("data", heard).on("error", broke).on("close", closed);

  function finish(result: Greeted): void {
    timer[Symbol.dispose]();
    socket.off(begun, connected).off("data", heard).off("error", broke).off("close", closed);
    if (result.kind !== "framed") socket.on("error", () => undefined).destroy();
    greeted(result);
  }
  function connected(): void {
    socket.write(preface(version));
  }
  function heard(chunk: Buffer): void {
    answer = Buffer.concat([answer, chunk]);
    if (answer[0] === httpByte) return void finish({ kind: "http" });
    if (answer[0] !== prefaceByte) return void finish(failed("The instance greets in no known way."));
    if (answer.length < prefaceBytes) return;
    if (versionOf(answer) !== version) return void finish(failed(`The instance does not speak version ${version} of the link.`));
    finish({ kind: "framed", first: answer.subarray(prefaceBytes) });
  }
  function broke(why: Error): void {
    finish({ kind: "failed", why });
  }
  function closed(): void {
    finish(failed("The instance closed the connection without a greeting."));
  }
}

const failed = (sentence: string): Greeted => ({ kind: "failed", why: new Error(sentence) });
