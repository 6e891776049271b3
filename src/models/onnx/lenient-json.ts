/** JSON with the bare words NaN and Infinity that Python's `json.dumps` writes for missing values. */
import { BadInput } from "./bad-input.ts";

/** A missing value becomes null; infinity a number too large for a double, which is what it is. */
const wordValues: Readonly<Record<string, string>> = { NaN: "null", Infinity: "1e999", "-Infinity": "-1e999" };

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = withoutWords(text);
    if (plain !== undefined) {
      try {
        return JSON.parse(plain);
      } catch {
        // the first complaint is about what the client really wrote
      }
    }
    throw new BadInput(`The body is not JSON: ${(error as Error).message.slice(0, 160)}.`);
  }
}

/** The text with its bare words replaced, which may not be inside of strings; undefined when it has none. */
function withoutWords(text: string): string | undefined {
  if (!/NaN|Infinity/.test(text)) return undefined;
  const token = /["\\]|\bNaN\b|-?\bInfinity\b/g;
  const parts: string[] = [];
  let copied = 0;
  let inString = false;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const value = wordValues[match[0]];
    if (match[0] === '"') inString = !inString;
    else if (match[0] === "\\") token.lastIndex++;
    else if (!inString && value !== undefined) {
      parts.push(text.slice(copied, match.index), value);
      copied = token.lastIndex;
    }
  }
  return parts.length === 0 ? undefined : parts.join("") + text.slice(copied);
}
