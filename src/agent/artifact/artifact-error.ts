/** The archive cannot become a model directory. The message is a sentence for the person who made the archive: it names the entry and the rule. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
}

/** A name from an archive, fit for a message: quoted, control characters escaped, never long. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}...` : name);
}
