/** Keeps the files of an object while somebody reads them, although the object was overwritten or deleted meanwhile. */
export class ContentLeases {
  readonly #readers = new Map<string, number>();
  readonly #retired = new Map<string, () => Promise<void>>();

  /** Undefined when the content is already being removed: look the object up again. */
  lease(contentId: string): Disposable | undefined {
    if (this.#retired.has(contentId)) return undefined;
    this.#readers.set(contentId, (this.#readers.get(contentId) ?? 0) + 1);
    let left = false;
    return {
      [Symbol.dispose]: () => {
        if (left) return;
        left = true;
        this.#leave(contentId);
      },
    };
  }

  /** Runs `remove` when the last reader has left, at once when there is none. A failed removal is left to the sweep at the next start. */
  async retire(contentId: string, remove: () => Promise<void>): Promise<void> {
    this.#retired.set(contentId, remove);
    if (!this.#readers.has(contentId)) await this.#remove(contentId);
  }

  #leave(contentId: string): void {
    const readers = this.#readers.get(contentId)! - 1;
    if (readers > 0) return void this.#readers.set(contentId, readers);
    this.#readers.delete(contentId);
    if (this.#retired.has(contentId)) void this.#remove(contentId);
  }

  async #remove(contentId: string): Promise<void> {
    await this.#retired.get(contentId)!().catch(() => undefined);
    this.#retired.delete(contentId);
  }
}
