/** A text as one word for a shell: as it is, or between single quotes. */
export const shellWord = (text: string): string => (/^[\w./:@=+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
