/** Runs work one at a time per key, so that two changes of one thing never interleave; different keys run side by side. */
export class KeyedQueue {
  #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything queued before it under `key`; gives its result or its error. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return mine;
  }
}
