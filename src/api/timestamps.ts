/** The three spellings of a moment on the wire, and back. */
import type { MemberRef, ServiceModel, TimestampFormat } from "./service-model.ts";

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const iso8601 = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;
const rfc822 = /^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})? GMT$/;
const epoch = /^-?\d{1,15}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,2})?$/;

/** The format of a member: its own, its shape's, or what the place it stands in uses. */
export function timestampFormat(model: ServiceModel, ref: MemberRef, usual: TimestampFormat): TimestampFormat {
  const shape = model.shapes[ref.shape];
  return ref.timestampFormat ?? (shape?.type === "timestamp" ? shape.timestampFormat : undefined) ?? usual;
}

/** Reads any of the three formats, since clients differ in which they send; undefined when it is none of them. */
export function parseTimestamp(text: string): Date | undefined {
  const trimmed = text.trim();
  if (epoch.test(trimmed)) return fromEpochSeconds(Number(trimmed));
  if (iso8601.test(trimmed)) return valid(new Date(withZone(trimmed)));
  return rfc822.test(trimmed) ? valid(new Date(trimmed)) : undefined;
}

/** Seconds with a fraction to a moment, to the millisecond. */
export function fromEpochSeconds(seconds: number): Date | undefined {
  return valid(new Date(Math.round(seconds * 1000)));
}

export function formatTimestamp(date: Date, format: TimestampFormat): string {
  if (format === "unixTimestamp") return String(epochSeconds(date));
  if (format === "iso8601") return date.toISOString().replace(".000Z", "Z");
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT`;
}

/** Seconds since the epoch, with up to three digits of a fraction. */
export function epochSeconds(date: Date): number {
  return Math.round(date.getTime()) / 1000;
}

/** A time without a zone is UTC, as everywhere in AWS's APIs; JavaScript would take it for local. */
function withZone(text: string): string {
  const zoned = /(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length === 10;
  return zoned ? text : `${text}Z`;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
