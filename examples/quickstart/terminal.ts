/** How the quickstart shows what it does: a line for every step, which lives on a terminal and is written once anywhere else. */
import { styleText } from "node:util";

const { stdout } = process;
const style = (form: Parameters<typeof styleText>[0], text: string): string => styleText(form, text, { stream: stdout });

export const dim = (text: string): string => style("dim", text);
export const bold = (text: string): string => style("bold", text);
export const green = (text: string): string => style("green", text);
export const red = (text: string): string => style("red", text);

export function heading(text: string): void {
  console.log(`\n${bold(text)}\n`);
}

/** Does one step. `act` may say how far it is, and gives its result and what to write behind it. */
export async function step<T>(name: string, act: (progress: (text: string) => void) => Promise<{ result: T; told: string }>): Promise<T> {
  const startedMs = performance.now();
  let detail = "";
  const draw = (): void => {
    if (!stdout.isTTY) return;
    const text = `  … ${name}  ${detail}  ${seconds(startedMs)}`;
    stdout.write(`\r\x1b[2K${dim(text.slice(0, (stdout.columns || 80) - 1))}`);
  };
  draw();
  using _ticks = ticking(draw);
  const { result, told } = await act((text) => {
    if (!stdout.isTTY && text !== detail) console.log(`    ${text}`);
    detail = text;
    draw();
  });
  if (stdout.isTTY) stdout.write("\r\x1b[2K");
  console.log(`  ${green("✓")} ${name}: ${told}  ${dim(seconds(startedMs))}`);
  return result;
}

function ticking(draw: () => void): Disposable {
  const timer = setInterval(draw, 100);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

const seconds = (startedMs: number): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;

/** Columns, with numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[], indent = "    "): void {
  const texts = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...texts.map((row) => row[column]!.length)));
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] === "number"));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join("   ");
  for (const [index, row] of texts.entries()) console.log(indent + (index === 0 ? dim(line(row)) : line(row)).trimEnd());
}
