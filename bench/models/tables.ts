/** Medians of rounds and their ratios, as tables. */
import { median } from "../report.ts";
import type { BatchRounds } from "./batches.ts";
import type { Crowd, EndpointRounds, EndpointSide } from "./endpoints.ts";

export interface ModelFigures {
  readonly about: string;
  readonly library: string;
  /** One client with one connection, and many. */
  readonly endpoints?: Readonly<Record<Crowd, EndpointRounds>>;
  readonly batch?: BatchRounds;
  /** Load averages before each part: above 0 others took their share of the machine. */
  readonly endpointLoad?: number;
  readonly batchLoad?: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString("en");
const times = (value: number): string => `${Number(value.toPrecision(value < 1 ? 2 : 3))} ×`;
const spread = (ratios: readonly number[]): string =>
  `(${Number(Math.min(...ratios).toPrecision(2))}–${Number(Math.max(...ratios).toPrecision(2))})`;

type Figure = (rounds: EndpointRounds, side: EndpointSide) => number;
const p50: Figure = (rounds, side) => median(rounds[side]!.map(({ p50Ms }) => p50Ms * 1000));
const perSecond: Figure = (rounds, side) => median(rounds[side]!.map((round) => round.perSecond));
const cpu: Figure = (rounds, side) => median(rounds[side]!.map(({ cpuMicros }) => cpuMicros));

const flasks = ["Flask, sync worker", "Flask, keep-alive"] as const;

/** One connection: how long a row takes. */
export function aloneTable(figures: ReadonlyMap<string, ModelFigures>): string {
  const lines = [...figures.values()].flatMap(({ about, endpoints }) => {
    if (!endpoints) return [];
    const rounds = endpoints.alone;
    const [sync, threads] = flasks;
    const flask = p50(rounds, sync) < p50(rounds, threads) ? sync : threads;
    const faster = (side: EndpointSide): string => times(p50(rounds, flask) / p50(rounds, side));
    const ratios = rounds.Hostler.map(({ p50Ms }, round) => rounds[flask]![round]!.p50Ms / p50Ms);
    const micros = (side: EndpointSide): string => whole(p50(rounds, side));
    const least = (["HAProxy, nginx", "nginx"] as const).map((side) => `${micros(side)} | ${faster(side)}`).join(" | ");
    return [
      `| ${about} | ${micros("Hostler")} | ${micros("Hostler, signed")} | ${micros(flask)} | ${faster("Hostler")} ${spread(ratios)} | ${least} | ${whole(cpu(rounds, "Hostler"))} | ${whole(cpu(rounds, flask))} |`,
    ];
  });
  return [
    "| one row, one connection | p50, µs: Hostler | signed | Flask | faster by | a constant through HAProxy | faster by | a constant from nginx | faster by | CPU, µs: Hostler | Flask |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...lines,
    "",
  ].join("\n");
}

/**
 * Many connections: how many rows a machine answers, Hostler with one instance or two, whichever answers more. Flask with the best of all its
 * rounds: in some of them it answers half of that or less, and a median of five would count it.
 */
export function crowdedTable(figures: ReadonlyMap<string, ModelFigures>): string {
  const lines = [...figures.values()].flatMap(({ about, endpoints }) => {
    if (!endpoints) return [];
    const rounds = endpoints.crowded;
    const flask = flasks.flatMap((side) => rounds[side]).reduce((best, round) => (round.perSecond > best.perSecond ? round : best));
    const more = (side: EndpointSide): string => times(perSecond(rounds, side) / flask.perSecond);
    const answered = (side: EndpointSide): string => (rounds[side] ? whole(perSecond(rounds, side)) : "–");
    const pair = "Hostler, two instances";
    const hostler = rounds[pair] && perSecond(rounds, pair) > perSecond(rounds, "Hostler") ? pair : "Hostler";
    const ratios = rounds[hostler]!.map((round) => round.perSecond / flask.perSecond);
    const together = rounds["Hostler, batched"] ? `${answered("Hostler, batched")} | ${more("Hostler, batched")}` : "– | –";
    const waits = [p50(rounds, hostler) / 1000, flask.p50Ms].map((ms) => ms.toPrecision(2)).join(" | ");
    return [
      `| ${about} | ${answered("Hostler")} | ${answered(pair)} | ${answered("Hostler, signed")} | ${whole(flask.perSecond)} | ${more(hostler)} ${spread(ratios)} | ${together} | ${more("HAProxy, nginx")} | ${waits} |`,
    ];
  });
  return [
    "| one row, 64 connections | requests/s: Hostler | two instances | signed | Flask, best round | more by | batched | more by | a constant through HAProxy | p50, ms: Hostler | Flask |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...lines,
    "",
  ].join("\n");
}

export function batchTable(figures: ReadonlyMap<string, ModelFigures>): string {
  const lines = [...figures.values()].flatMap(({ about, library, batch }) => {
    if (!batch) return [];
    const ratios = batch.hostler.map((ours, round) => ours / batch.library[round]!);
    const [ours, theirs] = [median(batch.hostler), median(batch.library)];
    return [`| ${about} | ${library} | ${whole(ours)} | ${whole(theirs)} | ${times(ours / theirs)} ${spread(ratios)} |`];
  });
  return ["| many rows on one thread | library | Hostler, rows/s | library, rows/s | ratio |", "|---|---|--:|--:|--:|", ...lines, ""].join(
    "\n",
  );
}
