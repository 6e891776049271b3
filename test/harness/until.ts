/** Waiting for a condition instead of sleeping. */

/** Asks again and again until `look` gives something; fails with the sentence after `seconds`. */
export async function until<T>(sentence: string, look: () => T | undefined | Promise<T | undefined>, seconds = 60): Promise<T> {
  const giveUp = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && (found as unknown) !== false) return found;
    if (performance.now() > giveUp) throw new Error(`Waited ${seconds} s in vain until ${sentence}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
