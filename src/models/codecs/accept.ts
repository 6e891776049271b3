/** Chooses the form of the answer from the Accept header (RFC 9110, section 12.5.1). */

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The offered type the client likes best; among equals the order of `offered` decides. Undefined when the client takes none of them (406).
 * No header means anything.
 */
export function chooseType<T extends string>(accept: string | undefined, offered: readonly T[]): T | undefined {
  if (!accept?.trim()) return offered[0];
  const ranges = accept.split(",").map(range);
  let best: T | undefined;
  let bestQuality = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}

function range(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most specific range that matches speaks for a type. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const name of [type, `${type.split("/")[0]}/*`, "*/*"]) {
    const match = ranges.find((range) => range.type === name);
    if (match) return match.quality;
  }
  return 0;
}
