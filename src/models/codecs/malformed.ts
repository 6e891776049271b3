/** Bytes that are not what they claim to be. Codecs throw it; their callers know whether that is a bad model or a bad request. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** A clause at the end of a sentence. */
export const ended = (clause: string): string => (/[.?]$/.test(clause) ? clause : `${clause}.`);

/** What Excel and some editors put in front of UTF-8; the originals do not read it, and nobody sees it. */
export function refuseByteOrderMark(bytes: Buffer): void {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new Malformed("it begins with a byte order mark (BOM): leave that out");
}
