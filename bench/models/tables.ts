/** Medians of rounds and their ratios, as tables. */
import { median } from "../report.ts";
import type { BatchRounds } from "./batches.ts";
import type { EndpointRounds, EndpointSide } from "./endpoints.ts";

export interface ModelFigures {
  readonly about: string;
  readonly library: string;
  readonly endpoint?: EndpointRounds;
  readonly batch?: BatchRounds;
  /** Load averages before each part: above 0 others took their share of the machine. */
  readonly endpointLoad?: number;
  readonly batchLoad?: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString("en");
const times = (value: number): string => `${Number(value.toPrecision(value < 1 ? 2 : 3))} ×`;
const spread = (ratios: readonly number[]): string =>
  `(${Number(Math.min(...ratios).toPrecision(2))}–${Number(Math.max(...ratios).toPrecision(2))})`;

/** Flask with the worker class that answers faster. */
export function endpointTable(figures: ReadonlyMap<string, ModelFigures>): string {
  const lines = [...figures.values()].flatMap(({ about, endpoint }) => {
    if (!endpoint) return [];
    const p50 = (side: EndpointSide): number => median(endpoint[side].map(({ p50Ms }) => p50Ms));
    const perSecond = (side: EndpointSide): number => median(endpoint[side].map(({ perSecond }) => perSecond));
    const flask = p50("Flask, sync worker") < p50("Flask, keep-alive") ? "Flask, sync worker" : "Flask, keep-alive";
    const ratios = endpoint.Hostler.map(({ p50Ms }, round) => endpoint[flask][round]!.p50Ms / p50Ms);
    const cpu = (side: EndpointSide): number => median(endpoint[side].map(({ cpuMicros }) => cpuMicros));
    const micros = (side: EndpointSide): string => whole(p50(side) * 1000);
    return [
      `| ${about} | ${micros("Hostler")} | ${micros("Hostler, signed")} | ${micros(flask)} | ${times(p50(flask) / p50("Hostler"))} ${spread(ratios)} | ${micros("HAProxy, nginx")} | ${times(p50(flask) / p50("HAProxy, nginx"))} | ${whole(perSecond("Hostler"))} | ${whole(perSecond("Hostler, signed"))} | ${whole(perSecond(flask))} | ${times(perSecond("Hostler") / perSecond(flask))} | ${whole(cpu("Hostler"))} | ${whole(cpu("Hostler, signed"))} | ${whole(cpu(flask))} | ${times(cpu(flask) / cpu("Hostler"))} |`,
    ];
  });
  return [
    "| one row through the endpoint | p50, µs: Hostler | signed | Flask | faster by | a constant through HAProxy | faster by | requests/s: Hostler | signed | Flask | more by | CPU, µs: Hostler | signed | Flask | less by |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
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
