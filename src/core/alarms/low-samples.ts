/**
 * How many samples a percentile needs to mean something (AWS): 10 / (1 - p) above the median, 10 / p below; 1000 for p99. Every other
 * statistic means what it says with one.
 */
export function significantSamples(statistic: string | undefined): number {
  const percent = /^p([\d.]+)$/i.exec(statistic ?? "")?.[1];
  if (percent === undefined) return 1;
  const tail = Math.min(Number(percent), 100 - Number(percent)) / 100;
  return tail <= 0 ? 1 : Math.ceil(10 / tail - 1e-9);
}
