/** Memory for long request bodies: who asks when there is none left waits in order, so that whoever has begun can finish. */
export class BodyBudget {
  #left: number;
  readonly #waiting = new Set<{ readonly bytes: number; readonly granted: () => void }>();

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Calls `granted` when there is room, perhaps at once; disposing of the result gives it back, or stops waiting. */
  reserve(bytes: number, granted: () => void): Disposable {
    const wish = { bytes, granted };
    let held = true;
    this.#waiting.add(wish);
    this.#serve();
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        if (!this.#waiting.delete(wish)) this.#left += bytes;
        this.#serve();
      },
    };
  }

  #serve(): void {
    for (const wish of this.#waiting) {
      if (wish.bytes > this.#left) return;
      this.#waiting.delete(wish);
      this.#left -= wish.bytes;
      wish.granted();
    }
  }
}
