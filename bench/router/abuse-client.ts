/**
 * The process of a client that means no good: `node abuse-client.ts PORT PATH`. It holds 2,000 connections that bring a byte a second, half of
 * them of a head, half of a body, and opens anew those it loses; besides it opens and leaves 1,000 connections a second. Prints `ready` when
 * all slow ones are open, and what it did when it is told to stop.
 */
import { connect, type Socket } from "node:net";

const [port, path] = [Number(process.argv[2]), process.argv[3]];
const slowSockets = 2_000;
const churnPerSecond = 1_000;
const dripSeconds = 1;
const turnMs = 5;
const head = `POST ${path} HTTP/1.1\r\nhost: slow\r\ncontent-type: text/csv\r\n`;
const count = { slowOpened: 0, slowLost: 0, drips: 0, churned: 0, churnRefused: 0 };

/** Many addresses of this host, so that the ports of one do not run out. */
let nthAddress = 0;
const open = (): Socket => connect({ port, host: "127.0.0.1", localAddress: `127.0.1.${1 + (nthAddress++ % 200)}` });

const slow: (Socket | undefined)[] = Array.from({ length: slowSockets });
let waiting = slowSockets;

function openSlow(nth: number): void {
  const socket = open();
  slow[nth] = socket;
  socket.on("error", () => undefined);
  socket.on("data", () => undefined);
  socket.once("connect", () => {
    count.slowOpened++;
    if (--waiting === 0) console.log("ready");
    socket.write(nth % 2 === 0 ? head : `${head}content-length: 100000\r\n\r\n`);
  });
  socket.once("close", () => {
    count.slowLost++;
    slow[nth] = undefined;
  });
}

/** A byte for the next slow socket, or a new one in its place. */
let nextSlow = 0;
function drip(): void {
  const nth = nextSlow++ % slowSockets;
  const socket = slow[nth];
  if (!socket) openSlow(nth);
  else if (socket.writable && !socket.connecting) {
    count.drips++;
    socket.write("x");
  }
}

/** Comes and goes: at once, in the middle of a head, or in the middle of a body. */
const beginnings = ["", head, `${head}content-length: 120\r\n\r\n5.1,3.5`];
function comeAndGo(): void {
  const nth = count.churned++;
  const socket = open();
  socket.once("error", () => void count.churnRefused++);
  socket.once("connect", () => {
    const beginning = beginnings[nth % beginnings.length]!;
    if (beginning === "") socket.destroy();
    else socket.write(beginning, () => socket.resetAndDestroy());
  });
}

/** Of a rate, what has become due since it was last asked: of a tenth of a second at most. */
function dueAt(perSecond: number): (nowMs: number) => number {
  let [due, last] = [0, performance.now()];
  return (nowMs) => {
    due = Math.min((due % 1) + ((nowMs - last) * perSecond) / 1000, perSecond / 10);
    last = nowMs;
    return Math.floor(due);
  };
}

const dripsDue = dueAt(slowSockets / dripSeconds);
const churnDue = dueAt(churnPerSecond);
setInterval(() => {
  const now = performance.now();
  for (let left = dripsDue(now); left > 0; left--) drip();
  for (let left = churnDue(now); left > 0; left--) comeAndGo();
}, turnMs);

process.on("SIGTERM", () => {
  process.stdout.write(`${JSON.stringify(count)}\n`, () => process.exit(0));
});
