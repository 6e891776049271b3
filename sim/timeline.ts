/**
 * Virtual time: what is due happens in the order of its time, and between two happenings everything that was awaited goes as far as it
 * can. The wall clock that the control plane reads may jump; timers, as everywhere, do not follow it.
 */
import type { Clock } from "../src/lib/clock.ts";

interface Due {
  readonly atMs: number;
  readonly order: number;
  action: (() => void) | undefined;
}

const startMs = Date.UTC(2026, 0, 1);

export class Timeline implements Clock {
  readonly #heap: Due[] = [];
  #order = 0;
  #elapsedMs = 0;
  #jumpedMs = 0;
  /** When the wall clock was last put forward, in the world's time. */
  hurriedMs = Number.NEGATIVE_INFINITY;

  /** Since the world began; never jumps. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  now(): number {
    return startMs + this.#elapsedMs + this.#jumpedMs;
  }

  after(ms: number, action: () => void): Disposable {
    const due: Due = { atMs: this.#elapsedMs + Math.max(0, ms), order: this.#order++, action };
    this.#push(due);
    return {
      [Symbol.dispose]: () => {
        due.action = undefined;
      },
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  /** Puts the wall clock forward, or back. */
  jump(ms: number): void {
    this.#jumpedMs += ms;
    if (ms > 0) this.hurriedMs = this.#elapsedMs;
  }

  /** Lets everything happen that is due until `untilMs` of the world's time; `each` is called after every happening. */
  async run(untilMs: number, each: () => void): Promise<void> {
    for (let due = this.#heap[0]; due && due.atMs <= untilMs; due = this.#heap[0]) {
      this.#pop();
      if (!due.action) continue;
      this.#elapsedMs = due.atMs;
      due.action();
      await settled();
      each();
    }
    this.#elapsedMs = untilMs;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(due, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const before = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** Every promise that can go on without time passing has gone on by the next turn of the real event loop. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
