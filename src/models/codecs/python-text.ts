/** Prints numbers and lists the way Python does, because clients have learnt to read that. */

/** `repr(float)`: shortest round-tripping digits, exponent form below 1e-4 and from 1e16 on, always with a `.0` when integral. */
export function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) {
    const text = String(value);
    return Number.isInteger(value) ? `${text}.0` : text;
  }
  if (size === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (Number.isNaN(value)) return "nan";
  if (size === Number.POSITIVE_INFINITY) return value < 0 ? "-inf" : "inf";
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** As `pythonFloat`, with the names that Python's `json.dumps` gives to what JSON has no word for. */
export function pythonJsonFloat(value: number): string {
  if (Number.isFinite(value)) return pythonFloat(value);
  return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

/** `str(list)`, and what `json.dumps` makes of a list: items already printed, joined by comma and space. */
export const pythonList = (items: readonly string[]): string => `[${items.join(", ")}]`;

/** `json.dumps` of a text: what is not ASCII is escaped. */
export const pythonJsonText = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
