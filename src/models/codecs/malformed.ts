/** Bytes that are not what they claim to be. Codecs throw it; their callers know whether that is a bad model or a bad request. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** A clause at the end of a sentence. */
export const ended = (clause: string): string => (/[.?]$/.test(clause) ? clause : `${clause}.`);
