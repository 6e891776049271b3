/** Series of points in time, and arithmetic between them. */

export interface Point {
  readonly atMs: number;
  readonly value: number;
}

export interface TimeSeries {
  readonly label: string;
  readonly periodMs: number;
  /** Oldest first; every value is finite. */
  readonly points: readonly Point[];
}

/** Applies `change` to every value; what comes out as no number is left out, as a division by zero is in CloudWatch. */
export function mapSeries(series: TimeSeries, change: (value: number, at: number, points: readonly Point[]) => number): TimeSeries {
  return withPoints(
    series,
    series.points.map((point, at, points) => ({ atMs: point.atMs, value: change(point.value, at, points) })),
  );
}

/** The same series with other points. */
export function withPoints(series: TimeSeries, points: readonly Point[]): TimeSeries {
  return { ...series, points: points.filter(({ value }) => Number.isFinite(value)) };
}

/** Combines two series where both have a point. */
export function zipSeries(a: TimeSeries, b: TimeSeries, combine: (left: number, right: number) => number): TimeSeries {
  const points: Point[] = [];
  let at = 0;
  for (const { atMs, value } of a.points) {
    while (at < b.points.length && b.points[at]!.atMs < atMs) at++;
    const other = b.points[at];
    if (other?.atMs === atMs) points.push({ atMs, value: combine(value, other.value) });
  }
  return withPoints({ ...a, periodMs: Math.max(a.periodMs, b.periodMs) }, points);
}

/** One series out of many: `combine` gets the values there are at each moment that any of them has. */
export function foldSeries(
  list: readonly TimeSeries[],
  constants: readonly number[],
  combine: (values: readonly number[]) => number,
): TimeSeries {
  const byTime = new Map<number, number[]>();
  for (const { atMs, value } of list.flatMap(({ points }) => points)) {
    const values = byTime.get(atMs);
    if (values) values.push(value);
    else byTime.set(atMs, [...constants, value]);
  }
  const points = [...byTime].sort(([a], [b]) => a - b).map(([atMs, values]) => ({ atMs, value: combine(values) }));
  return withPoints({ label: list[0]?.label ?? "", periodMs: Math.max(0, ...list.map(({ periodMs }) => periodMs)), points: [] }, points);
}
