/**
 * What is in flight on a connection, by the id of its request. Not a Map: of what comes and goes all the time a Map makes a table anew again
 * and again, and the old one, which still holds what was in it, points to the new one. Once one of them has grown old, all that come after
 * it outlive the requests in them until the next full collection, and so on: a router then kept half of its requests so, 20 MB a second.
 */
export class InFlight<T extends object> {
  /** Open addressing: an entry lies at the place of its id or behind it, with no gap between. Ids grow, so places are seldom shared. */
  #ids = new Uint32Array(64);
  #entries: (T | undefined)[] = new Array(64).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): T | undefined {
    return this.#entries[this.#placeOf(id)];
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  /** `id` is from 1 to 2^32 - 1. */
  set(id: number, entry: T): void {
    if (2 * this.#size >= this.#ids.length) this.#grow();
    const place = this.#placeOf(id);
    if (this.#entries[place] === undefined) this.#size++;
    this.#ids[place] = id;
    this.#entries[place] = entry;
  }

  /** Whether it was there. */
  delete(id: number): boolean {
    const place = this.#placeOf(id);
    if (this.#entries[place] === undefined) return false;
    this.#size--;
    this.#close(place);
    return true;
  }

  /** As they are now: what is done with them may change what is in flight. */
  values(): T[] {
    return this.#entries.filter((entry) => entry !== undefined);
  }

  /** Takes everything out. */
  takeAll(): T[] {
    const all = this.values();
    this.#ids.fill(0);
    this.#entries.fill(undefined);
    this.#size = 0;
    return all;
  }

  /** Where it is, or would be. */
  #placeOf(id: number): number {
    const ids = this.#ids;
    const last = ids.length - 1;
    let place = id & last;
    while (ids[place] !== id && ids[place] !== 0) place = (place + 1) & last;
    return place;
  }

  /** Empties a place; what lies behind it moves up if its own place is not behind the gap (Knuth, The Art of Computer Programming 3, 6.4 R). */
  #close(gap: number): void {
    const ids = this.#ids;
    const entries = this.#entries;
    const last = ids.length - 1;
    for (let place = (gap + 1) & last; ids[place] !== 0; place = (place + 1) & last) {
      const from = ids[place]!;
      if (((place - from) & last) < ((place - gap) & last)) continue;
      ids[gap] = from;
      entries[gap] = entries[place];
      gap = place;
    }
    ids[gap] = 0;
    entries[gap] = undefined;
  }

  #grow(): void {
    const ids = this.#ids;
    const entries = this.#entries;
    this.#ids = new Uint32Array(2 * ids.length);
    this.#entries = new Array(2 * ids.length).fill(undefined);
    for (const [place, id] of ids.entries()) {
      if (id === 0) continue;
      const at = this.#placeOf(id);
      this.#ids[at] = id;
      this.#entries[at] = entries[place];
    }
  }
}
