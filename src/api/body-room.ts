/** Memory for the bodies of requests, from their first byte until they are answered. Who finds none is told so at once. */
import { ApiError } from "./wire.ts";

export class BodyRoom {
  #left: number;
  #refused = 0;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Takes so many bytes; false, and none, when there are not as many. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }

  /** A request was refused for want of it. */
  refused(): void {
    this.#refused++;
  }

  /** How many were, since the last call. */
  takeRefused(): number {
    const refused = this.#refused;
    this.#refused = 0;
    return refused;
  }
}

/** What one request has taken of it, given back at the end. */
export class TakenRoom implements Disposable {
  readonly #room: BodyRoom | undefined;
  #bytes = 0;

  /** Without a room there is no bound. */
  constructor(room: BodyRoom | undefined) {
    this.#room = room;
  }

  /** Throws `ServiceUnavailable` when there is no more. */
  add(bytes: number): void {
    if (this.#room?.take(bytes) === false) {
      this.#room.refused();
      throw noRoom();
    }
    this.#bytes += bytes;
  }

  [Symbol.dispose](): void {
    this.#room?.give(this.#bytes);
    this.#bytes = 0;
  }
}

const noRoom = (): ApiError =>
  new ApiError("ServiceUnavailable", 503, "The bodies of other requests take all the memory there is for them. Try again in 1 s.", {
    headers: { "retry-after": "1" },
  });
