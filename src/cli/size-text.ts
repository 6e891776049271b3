/** `1536` → `1.5 KiB`. */
export function sizeOf(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${step === 0 ? bytes : (bytes / 1024 ** step).toFixed(1)} ${units[step]}`;
}
