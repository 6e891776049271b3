/** Puts functions made of `code.ts` into a module with one imported memory, and gives them ready to be called. */
import { type Code, type Local, unsigned } from "./code.ts";

type ValueType = "i32" | "f32" | "f64" | "v128";
const typeBytes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** A function that takes whole numbers and gives nothing; it works on the memory. */
export interface Kernel {
  readonly parameters: number;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** Hands out the locals of a kernel that is being written. */
export class Locals {
  readonly #parameters: number;
  readonly #types: ValueType[] = [];

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  new(type: ValueType): Local {
    return this.#parameters + this.#types.push(type) - 1;
  }

  several(count: number, type: ValueType): Local[] {
    return Array.from({ length: count }, () => this.new(type));
  }

  kernel(body: Code): Kernel {
    return { parameters: this.#parameters, locals: this.#types, body };
  }
}

export type KernelCall = (...values: number[]) => void;

/** What of WebAssembly's JavaScript interface is used; TypeScript has it among the types of browsers only. */
interface WebAssemblyInterface {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, KernelCall>> };
}

const pageBytes = 65536;
const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;

/** Memory that kernels can work on, all zeros. It never grows, so that views of it stay good. Throws a RangeError when there is not so much. */
export function kernelMemory(bytes: number): { readonly buffer: ArrayBuffer } {
  const pages = Math.ceil(bytes / pageBytes);
  return new wasm.Memory({ initial: pages, maximum: pages });
}

/** Compiles kernels once; each `instantiate` gives them on another memory. */
export function compileKernels<Name extends string>(kernels: Readonly<Record<Name, Kernel>>) {
  const names = Object.keys(kernels) as Name[];
  const module = new wasm.Module(
    Uint8Array.from(
      moduleBytes(
        names,
        names.map((name) => kernels[name]),
      ),
    ),
  );
  return (memory: { readonly buffer: ArrayBuffer }): Readonly<Record<Name, KernelCall>> => {
    return new wasm.Instance(module, { m: { m: memory } }).exports as Readonly<Record<Name, KernelCall>>;
  };
}

const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, content: Code): number[] => [id, ...sized(content)];
const text = (value: string): number[] => sized([...Buffer.from(value)]);

function moduleBytes(names: readonly string[], kernels: readonly Kernel[]): number[] {
  const signature = ({ parameters }: Kernel): number[] => [0x60, ...vector(new Array<Code>(parameters).fill([typeBytes.i32])), 0];
  const code = ({ locals, body }: Kernel): number[] => sized([...vector(locals.map((type) => [1, typeBytes[type]])), ...body, 0x0b]);
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(kernels.map(signature))),
    ...section(2, vector([[...text("m"), ...text("m"), 0x02, 0x00, 0x00]])),
    ...section(3, vector(kernels.map((_, index) => unsigned(index)))),
    ...section(7, vector(names.map((name, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, vector(kernels.map(code))),
  ];
}
