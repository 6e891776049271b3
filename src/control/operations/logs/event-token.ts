/**
 * Tokens of GetLogEvents. `f/…` stands behind an event and gives what comes after it, `b/…` stands before one. A page without events gives
 * back the token it was asked with, which is how clients see that they are at the end; asking with it again later gives what is new.
 */
import type { LogPlace } from "../../../store/log-store.ts";
import { logErrors } from "./log-errors.ts";

export interface EventToken {
  readonly direction: "forward" | "backward";
  readonly place: LogPlace;
}

export function writeEventToken({ direction, place }: EventToken): string {
  const digits = String(place.atMs).padStart(16, "0") + String(place.id).padStart(16, "0");
  return `${direction === "forward" ? "f" : "b"}/${digits}`;
}

export function readEventToken(token: string): EventToken {
  const [, letter, atMs, id] = /^([fb])\/(\d{16})(\d{16})$/.exec(token) ?? [];
  const place = { atMs: Number(atMs), id: Number(id) };
  if (letter === undefined || !Number.isSafeInteger(place.atMs) || !Number.isSafeInteger(place.id)) throw logErrors.badToken();
  return { direction: letter === "f" ? "forward" : "backward", place };
}

/** Both tokens of a page that was asked for with `asked` and has the events given. */
export function nextTokens(asked: EventToken | undefined, events: readonly LogPlace[]): { forward: string; backward: string } {
  const first = events[0];
  const last = events.at(-1);
  const forward = (place: LogPlace) => writeEventToken({ direction: "forward", place });
  const backward = (place: LogPlace) => writeEventToken({ direction: "backward", place });
  if (first && last) return { forward: forward(last), backward: backward(first) };
  const { direction, place } = asked ?? { direction: "forward", place: { atMs: 0, id: 0 } };
  // Turning round at the end must give the event at the end again.
  if (direction === "forward") return { forward: forward(place), backward: backward({ atMs: place.atMs, id: place.id + 1 }) };
  return { forward: forward({ atMs: place.atMs, id: Math.max(0, place.id - 1) }), backward: backward(place) };
}
