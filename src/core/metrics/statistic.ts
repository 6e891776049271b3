/** The statistics of CloudWatch by their names: Average, Sum, …, p99.9. */

/** What a statistic is taken of. */
export interface Summary {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sampleCount: number;
  percentile(p: number): number;
}

export type Statistic = (summary: Summary) => number;

const named: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ sampleCount }) => sampleCount,
  Sum: ({ sum }) => sum,
  Average: ({ sum, sampleCount }) => sum / sampleCount,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** The statistic called `name`; undefined when there is none here. A percentile that is not known is NaN. */
export function statisticNamed(name: string): Statistic | undefined {
  if (Object.hasOwn(named, name)) return named[name];
  const p = /^p(\d{1,3}(?:\.\d{1,10})?)$/i.exec(name)?.[1];
  if (p === undefined || Number(p) > 100) return undefined;
  return (summary) => summary.percentile(Number(p));
}

/** True for the statistics of CloudWatch that trim samples, which need more than is kept here. */
export function isTrimmed(name: string): boolean {
  return /^(?:(?:tm|wm|tc|ts|pr)\d|(?:TM|WM|TC|TS|PR)\(|IQM$)/i.test(name);
}
