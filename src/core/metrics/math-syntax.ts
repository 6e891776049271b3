/** Metric math as text and as a tree: `100 * m1 / (m1 + m2)`, `SUM(METRICS("errors"))`, `IF(m1 > 5 AND m2 < 1, FILL(m1, 0))`. */

/** What is wrong with an expression, for the caller to read. */
export class MathError extends Error {
  override readonly name = "MathError";
}

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  /** The id of a query. */
  | { readonly kind: "id"; readonly id: string }
  /** A bare word in capitals: REPEAT, LINEAR. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "negative"; readonly of: Expression }
  /** Operators of one level, from left to right. A chain is no tree, so that a long sum is no deep one. */
  | { readonly kind: "chain"; readonly first: Expression; readonly rest: readonly Link[] };

export interface Link {
  readonly operator: Operator;
  readonly operand: Expression;
}

export type Operator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "AND" | "OR";

/** Operators from those that bind least to those that bind most; `^` stands by itself above them. */
const levels: readonly (readonly string[])[] = [["OR"], ["AND"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"]];
const spellings: Readonly<Record<string, string>> = { "||": "OR", "&&": "AND", or: "OR", and: "AND" };
const deepest = 50;

const tokens = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|("[^"]*"|'[^']*')|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

interface Token {
  readonly kind: "number" | "text" | "name" | "sign";
  readonly text: string;
}

/** The tree of an expression; throws a MathError where there is none. */
export function parseExpression(text: string): Expression {
  const reader = new ExpressionReader(tokensOf(text));
  const expression = reader.level(0, 0);
  reader.end();
  return expression;
}

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (text.slice(tokens.lastIndex).trim() !== "") {
    const from = tokens.lastIndex;
    const [, number, quoted, name, sign] = tokens.exec(text) ?? [];
    if (number !== undefined) found.push({ kind: "number", text: number });
    else if (quoted !== undefined) found.push({ kind: "text", text: quoted.slice(1, -1) });
    else if (name !== undefined) found.push(wordOf(name));
    else if (sign !== undefined) found.push({ kind: "sign", text: spellings[sign] ?? sign });
    else throw new MathError(`Unexpected "${text.slice(from).trim().slice(0, 20)}"`);
  }
  return found;
}

function wordOf(name: string): Token {
  const operator = ["AND", "OR"].includes(name) ? name : Object.hasOwn(spellings, name) ? spellings[name] : undefined;
  return operator ? { kind: "sign", text: operator } : { kind: "name", text: name };
}

class ExpressionReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected();
  }

  /** Everything at a level of operators or above it, from left to right. */
  level(at: number, depth: number): Expression {
    if (depth > deepest) throw new MathError(`The expression is nested deeper than ${deepest} levels`);
    const operators = levels[at];
    if (!operators) return this.#signed(depth);
    const first = this.level(at + 1, depth);
    const rest: Link[] = [];
    for (let operator = this.#takeOneOf(operators); operator; operator = this.#takeOneOf(operators)) {
      rest.push({ operator: operator as Operator, operand: this.level(at + 1, depth) });
    }
    return rest.length > 0 ? { kind: "chain", first, rest } : first;
  }

  #signed(depth: number): Expression {
    if (depth > deepest) throw new MathError(`The expression is nested deeper than ${deepest} levels`);
    if (this.#takeOneOf(["-"])) return { kind: "negative", of: this.#signed(depth + 1) };
    if (this.#takeOneOf(["+"])) return this.#signed(depth + 1);
    const base = this.#primary(depth);
    if (!this.#takeOneOf(["^"])) return base;
    return { kind: "chain", first: base, rest: [{ operator: "^", operand: this.#signed(depth + 1) }] };
  }

  #primary(depth: number): Expression {
    const token = this.#tokens[this.#at++];
    if (token?.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token?.kind === "text") return { kind: "text", text: token.text };
    if (token?.kind === "name") {
      if (this.#takeOneOf(["("])) return { kind: "call", name: token.text.toUpperCase(), args: this.#items(")", depth) };
      return /^[a-z]/.test(token.text) ? { kind: "id", id: token.text } : { kind: "word", word: token.text };
    }
    if (token?.text === "[") return { kind: "list", items: this.#items("]", depth) };
    if (token?.text === "(") {
      const inner = this.level(0, depth + 1);
      if (!this.#takeOneOf([")"])) throw this.#unexpected();
      return inner;
    }
    this.#at--;
    throw this.#unexpected();
  }

  #items(close: string, depth: number): Expression[] {
    const items: Expression[] = [];
    if (this.#takeOneOf([close])) return items;
    do items.push(this.level(0, depth + 1));
    while (this.#takeOneOf([","]));
    if (!this.#takeOneOf([close])) throw this.#unexpected();
    return items;
  }

  #takeOneOf(texts: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || !texts.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #unexpected(): MathError {
    const token = this.#tokens[this.#at];
    return new MathError(token ? `Unexpected "${token.text.slice(0, 20)}"` : "The expression ends too early");
  }
}
