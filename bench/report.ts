/** From rounds to medians and ratios, as JSON and as a table. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

/** What one side showed in one round, by the name of the figure. */
export type Figures = Readonly<Record<string, number>>;

export interface Measurement {
  readonly title: string;
  readonly about: string;
  /** Figures that are better when they are larger; all others are better when smaller. */
  readonly largerIsBetter: readonly string[];
  /** Sides that are shown for orientation, without a ratio. */
  readonly shownOnly?: readonly string[];
  /** By side, by round. The first side is Hostler, the ones it is compared with follow. */
  readonly sides: Readonly<Record<string, readonly Figures[]>>;
}

/** What else the machine was doing when this began: above 0 others took their part. */
const otherWork = loadavg()[0]!;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How many times better the first side is, by the medians; and the least and the most of single rounds. */
function ratio(measurement: Measurement, other: string, figure: string): string {
  const [hostler] = Object.keys(measurement.sides);
  const of = (side: string): number[] => measurement.sides[side]!.map((round) => round[figure]!);
  const better = (ours: number, theirs: number): number => (measurement.largerIsBetter.includes(figure) ? ours / theirs : theirs / ours);
  const rounds = of(hostler!).map((ours, round) => better(ours, of(other)[round]!));
  const whole = better(median(of(hostler!)), median(of(other)));
  return Number.isFinite(whole) ? `${short(whole)} × (${short(Math.min(...rounds))}–${short(Math.max(...rounds))})` : "–";
}

export function table(measurement: Measurement): string {
  const [hostler, ...others] = Object.keys(measurement.sides);
  const figures = Object.keys(measurement.sides[hostler!]![0]!);
  const compared = (other: string): boolean => !measurement.shownOnly?.includes(other);
  const medianOf = (side: string, figure: string): string => short(median(measurement.sides[side]!.map((round) => round[figure]!)));
  return [
    `## ${measurement.title}`,
    "",
    measurement.about,
    "",
    `| | ${hostler} | ${others.map((other) => (compared(other) ? `${other} | better by` : other)).join(" | ")} |`,
    `|---|--:|${others.map((other) => (compared(other) ? "--:|--:|" : "--:|")).join("")}`,
    ...figures.map((figure) => {
      const cells = others.map((other) => medianOf(other, figure) + (compared(other) ? ` | ${ratio(measurement, other, figure)}` : ""));
      return `| ${figure} | ${medianOf(hostler!, figure)} | ${cells.join(" | ")} |`;
    }),
    "",
  ].join("\n");
}

/** Three digits that count. */
function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

/** Writes `results/<name>.json` for each measurement and `results/README.md` for all. */
export function writeResults(measurements: Readonly<Record<string, Measurement>>, dir: string, rounds: number): string {
  mkdirSync(dir, { recursive: true });
  const machine = `${cpus().length}-core ${process.platform === "linux" ? "Linux VM" : process.platform}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}; load average before the run ${short(otherWork)}`;
  for (const [name, measurement] of Object.entries(measurements)) {
    writeFileSync(join(dir, `${name}.json`), `${JSON.stringify({ machine, rounds, ...measurement }, null, 2)}\n`);
  }
  const page = [
    "# Results",
    "",
    `Written by \`npm run bench\`. ${machine}. Medians of ${rounds} rounds; in each round every side has its turn. In brackets: the least and the most of single rounds. The load generator shares the cores with what it measures, and a busy machine makes all sides slower, so only the ratios say something.`,
    "",
    "The model is `fixtures/xgboost/breast-cancer` (100 trees, 30 features), a request is one row of CSV. Flask predicts with xgboost's own library, one thread, as the SageMaker container does; gunicorn has as many workers as Hostler has instances.",
    "",
    ...Object.values(measurements).map(table),
  ].join("\n");
  writeFileSync(join(dir, "README.md"), page);
  return page;
}
