/**
 * Filter patterns of CloudWatch Logs for lines of text: `one two` (both), `"a phrase"`, `-without`, `?any ?of`. Case counts, and a term is
 * found inside words too. Patterns over fields of JSON or columns, and regular expressions, are another language and refused by name.
 */

export type FilterPattern =
  | { readonly kind: "terms"; readonly all: readonly string[]; readonly none: readonly string[]; readonly any: readonly string[] }
  | { readonly kind: "refused"; readonly why: string };

const foreign: readonly (readonly [begin: string, name: string])[] = [
  ["{", "over JSON fields ({ $.field = … })"],
  ["[", "over columns ([a, b, …])"],
  ["%", "with regular expressions (%…%)"],
];

/** Reads a pattern; an empty one has no terms and fits every line. */
export function parseFilterPattern(text: string): FilterPattern {
  const pattern = text.trim();
  const other = foreign.find(([begin]) => pattern.startsWith(begin));
  if (other)
    return {
      kind: "refused",
      why: `Hostler does not support filter patterns ${other[1]} yet. Use terms: one "a phrase" -without ?any ?of.`,
    };
  const all: string[] = [];
  const none: string[] = [];
  const any: string[] = [];
  // A term is quoted, where \" and \\ stand for themselves, or goes up to the next blank.
  const term = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]+)(?=\s|$))/y;
  while (term.lastIndex < pattern.length) {
    const at = term.lastIndex;
    const found = term.exec(pattern);
    const words = found?.[2]?.replace(/\\(.)/g, "$1") ?? found?.[3];
    if (!found || !words)
      return { kind: "refused", why: `Invalid filter pattern: '${pattern.slice(at).trim().slice(0, 100)}' is not a term.` };
    (found[1] === "-" ? none : found[1] === "?" ? any : all).push(words);
  }
  return { kind: "terms", all, none, any };
}

/** Whether a line has all of the terms it must have, none it must not, and one of those it may. */
export function fits(pattern: FilterPattern & { kind: "terms" }, line: string): boolean {
  const has = (term: string): boolean => line.includes(term);
  return pattern.all.every(has) && !pattern.none.some(has) && (pattern.any.length === 0 || pattern.any.some(has));
}
