/** AWS's patterns are Java's; these are the same patterns for JavaScript, compiled once, matched against the whole value. */

/** Longer values fail their pattern unread; every pattern here is linear, and a value this long is no name. */
const longestMatched = 100_000;

const compiled = new Map<string, RegExp | undefined>();

/** Tells whether the whole of `value` matches. A pattern JavaScript cannot express lets everything through. */
export function matchesPattern(pattern: string, value: string): boolean {
  let regex = compiled.get(pattern);
  if (!regex && !compiled.has(pattern)) {
    regex = compile(pattern);
    compiled.set(pattern, regex);
  }
  return !regex || (value.length <= longestMatched && regex.test(value));
}

function compile(pattern: string): RegExp | undefined {
  const translated = pattern
    .replaceAll("\\A", "^")
    .replaceAll(/\\[zZ]/g, "$")
    .replaceAll("\\p{Print}", "\\x20-\\x7E")
    // Inside brackets a class needs no brackets of its own; on its own it does.
    .replaceAll(/(\[[^\]]*)?\\p\{ASCII\}/g, (_, open?: string) => (open ? `${open}\\x00-\\x7F` : "[\\x00-\\x7F]"));
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${translated})$`, flags);
    } catch {
      // Java allows escapes that the stricter Unicode mode refuses; the next round is without it.
    }
  }
  return undefined;
}
