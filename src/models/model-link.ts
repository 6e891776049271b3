/** A loaded model behind the framed link: requests in the order they came, without those that nobody waits for any more. */
import { systemClock } from "../lib/clock.ts";
import type { LinkCall } from "../link/link-call.ts";
import { LinkServer } from "../link/link-server.ts";
import type { InvocationResponse, ModelServer } from "./contract.ts";
import { answerOf, tooLarge } from "./model-answer.ts";
import { RunQueue } from "./run-queue.ts";

/** `log` receives a line for each mistake of ours. */
export function serveLink(model: ModelServer, log: (line: string) => void): LinkServer {
  const queue = new RunQueue((call) => {
    const answer = answerOf(model, call, log);
    if (answer instanceof Promise) return answer.then((later) => send(call, later));
    send(call, answer);
  }, systemClock);
  return new LinkServer({ call: (call) => queue.push(call), tooLarge: (call) => send(call, tooLarge()) }, systemClock);
}

function send(call: LinkCall, answer: InvocationResponse): void {
  call.answer(answer.status, answer, answer.body);
}
