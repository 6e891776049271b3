/**
 * Reads a pickle, protocols 2 to 5, without ever calling anything: a class is a name, an object is a record of what would have been done.
 * A name outside the caller's list stops the reading, because a pickle is a program and we run no programs of strangers. Opcodes:
 * CPython `Lib/pickletools.py`.
 */
import { limits } from "../../limits.ts";
import type { Bytes } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { Malformed } from "./malformed.ts";
import type { PickleContent, PickleObject, PickleValue } from "./pickle-value.ts";

const mark = Symbol("mark");
type Slot = PickleValue | typeof mark;

export interface PickleOptions {
  /** Texts longer than this are not made strings (`PickleContent`): a model inside a pickle can be longer than the longest string. */
  readonly longTextBytes?: number;
  /** Called when an object has got its state; may read what follows it in the stream, and give what stands in its place. */
  readonly built?: (object: PickleObject, input: ByteWindow) => PickleValue | undefined;
}

/** The value of a pickle. `allowed` are the qualified names it may mention. */
export function readPickle(bytes: Bytes, allowed: ReadonlySet<string>, options: PickleOptions = {}): PickleValue {
  return readPickleAt(new ByteWindow(bytes), allowed, options);
}

/** Reads the pickle that begins where `input` is, and leaves it behind its end. */
export function readPickleAt(input: ByteWindow, allowed: ReadonlySet<string>, options: PickleOptions): PickleValue {
  return new PickleMachine(input, allowed, options).run();
}

class PickleMachine {
  readonly #in: ByteWindow;
  readonly #allowed: ReadonlySet<string>;
  readonly #stack: Slot[] = [];
  readonly #memo = new Map<number, PickleValue>();
  readonly #options: PickleOptions;

  constructor(input: ByteWindow, allowed: ReadonlySet<string>, options: PickleOptions) {
    this.#in = input;
    this.#allowed = allowed;
    this.#options = options;
  }

  run(): PickleValue {
    for (let steps = 0; steps < limits.pickleSteps; steps++) {
      const opcode = this.#byte();
      if (opcode === 0x2e) return this.#pop(); // STOP
      if (!this.#scalar(opcode) && !this.#container(opcode) && !this.#object(opcode)) {
        throw new Malformed(
          `the pickle has the opcode 0x${opcode.toString(16).padStart(2, "0")} at offset ${this.#in.offset - 1}, which is not read here`,
        );
      }
    }
    throw new Malformed(`the pickle has more than ${limits.pickleSteps} steps`);
  }

  /** Pushes numbers, texts and bytes, and moves values between stack and memo. */
  #scalar(opcode: number): boolean {
    const input = this.#in;
    switch (opcode) {
      case 0x80: // PROTO
        return this.#protocol(this.#byte());
      case 0x95: // FRAME: a hint for buffering
        input.count(1, "a pickle frame");
        return true;
      case 0x4e: // NONE
        return this.#push(null);
      case 0x88: // NEWTRUE
        return this.#push(true);
      case 0x89: // NEWFALSE
        return this.#push(false);
      case 0x4b: // BININT1
        return this.#push(this.#byte());
      case 0x4d: // BININT2
        return this.#push(this.#slice(2).readUInt16LE());
      case 0x4a: // BININT
        return this.#push(this.#slice(4).readInt32LE());
      case 0x47: // BINFLOAT
        return this.#push(this.#slice(8).readDoubleBE());
      case 0x8a: // LONG1
        return this.#push(this.#long(this.#byte()));
      case 0x8c: // SHORT_BINUNICODE
        return this.#push(this.#slice(this.#byte()).toString("utf8"));
      case 0x58: // BINUNICODE
        return this.#text(this.#u32());
      case 0x8d: // BINUNICODE8
        return this.#text(input.count(1, "a text"));
      case 0x43: // SHORT_BINBYTES
      case 0x55: // SHORT_BINSTRING, of Python 2
        return this.#content("bytes", this.#byte());
      case 0x42: // BINBYTES
      case 0x54: // BINSTRING, of Python 2
        return this.#content("bytes", this.#u32());
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#content("bytes", input.count(1, "bytes"));
      case 0x71: // BINPUT
        return this.#remember(this.#byte());
      case 0x72: // LONG_BINPUT
        return this.#remember(this.#u32());
      case 0x94: // MEMOIZE
        return this.#remember(this.#memo.size);
      case 0x68: // BINGET
        return this.#recall(this.#byte());
      case 0x6a: // LONG_BINGET
        return this.#recall(this.#u32());
      case 0x30: // POP
        this.#popSlot();
        return true;
      case 0x32: // DUP
        return this.#push(this.#top());
      default:
        return false;
    }
  }

  /** Lists, tuples, dicts, sets. */
  #container(opcode: number): boolean {
    switch (opcode) {
      case 0x28: // MARK
        this.#stack.push(mark);
        return true;
      case 0x5d: // EMPTY_LIST
      case 0x8f: // EMPTY_SET
        return this.#push([]);
      case 0x7d: // EMPTY_DICT
        return this.#push(new Map());
      case 0x29: // EMPTY_TUPLE
        return this.#tuple([]);
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return this.#tuple(Array.from({ length: opcode - 0x84 }, () => this.#pop()).reverse());
      case 0x74: // TUPLE
        return this.#tuple(this.#popToMark());
      case 0x91: // FROZENSET
        return this.#push(this.#popToMark());
      case 0x61: // APPEND
        return this.#append([this.#pop()]);
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        return this.#append(this.#popToMark());
      case 0x73: // SETITEM
        return this.#setItems([this.#pop(), this.#pop()].reverse());
      case 0x75: // SETITEMS
        return this.#setItems(this.#popToMark());
      default:
        return false;
    }
  }

  /** Classes, and the calls that are noted instead of made. */
  #object(opcode: number): boolean {
    switch (opcode) {
      case 0x63: // GLOBAL
        return this.#global(this.#line(), this.#line());
      case 0x93: {
        // STACK_GLOBAL
        const [name, module] = [this.#pop(), this.#pop()];
        return this.#global(String(module), String(name));
      }
      case 0x81: // NEWOBJ
      case 0x52: {
        // REDUCE
        const [args, callee] = [this.#pop(), this.#pop()];
        return this.#push({ kind: "object", callee, args, state: null });
      }
      case 0x92: {
        // NEWOBJ_EX
        const [, args, callee] = [this.#pop(), this.#pop(), this.#pop()];
        return this.#push({ kind: "object", callee, args, state: null });
      }
      case 0x62: {
        // BUILD
        const state = this.#pop();
        const target = this.#top();
        if (target === null || typeof target !== "object" || !("kind" in target) || target.kind !== "object") {
          throw new Malformed("the pickle sets the state of something that is not an object");
        }
        target.state = state;
        const instead = this.#options.built?.(target, this.#in);
        if (instead !== undefined) this.#stack[this.#stack.length - 1] = instead;
        return true;
      }
      default:
        return false;
    }
  }

  #byte(): number {
    const at = this.#in.take(1, "the pickle");
    return this.#in.bytes[at]!;
  }

  #u32(): number {
    return this.#slice(4).readUInt32LE();
  }

  /** Holds until the next bytes are read. */
  #slice(length: number): Buffer {
    const at = this.#in.take(length, "a pickled value");
    return this.#in.bytes.subarray(at, at + length);
  }

  /** Up to the next newline: how GLOBAL spells its two names. */
  #line(): string {
    const bytes: number[] = [];
    for (let byte = this.#byte(); byte !== 0x0a; byte = this.#byte()) {
      if (bytes.push(byte) > limits.pickledNameBytes)
        throw new Malformed(`the pickle has a name longer than ${limits.pickledNameBytes} bytes`);
    }
    return Buffer.from(bytes).toString("utf8");
  }

  #long(length: number): bigint {
    const bytes = this.#slice(length);
    if (length === 0) return 0n;
    const magnitude = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
    return BigInt.asIntN(length * 8, magnitude);
  }

  #protocol(version: number): true {
    if (version < 2 || version > 5) throw new Malformed(`the pickle has protocol ${version}; 2 to 5 are read`);
    return true;
  }

  #push(value: PickleValue): true {
    this.#stack.push(value);
    return true;
  }

  #text(length: number): true {
    const long = length > (this.#options.longTextBytes ?? Number.POSITIVE_INFINITY);
    return long ? this.#content("text", length) : this.#push(this.#slice(length).toString("utf8"));
  }

  #content(kind: PickleContent["kind"], length: number): true {
    return this.#push({ kind, content: this.#in.part(length, "a pickled value") });
  }

  #tuple(items: readonly PickleValue[]): true {
    return this.#push({ kind: "tuple", items });
  }

  #popSlot(): Slot {
    if (this.#stack.length === 0) throw new Malformed("the pickle takes more values than it made");
    return this.#stack.pop()!;
  }

  #pop(): PickleValue {
    const slot = this.#popSlot();
    if (slot === mark) throw new Malformed("the pickle takes a value where it set a mark");
    return slot;
  }

  #top(): PickleValue {
    const value = this.#pop();
    this.#stack.push(value);
    return value;
  }

  #popToMark(): PickleValue[] {
    const at = this.#stack.lastIndexOf(mark);
    if (at === -1) throw new Malformed("the pickle goes back to a mark it never set");
    return this.#stack.splice(at).slice(1) as PickleValue[]; // no mark above the last one
  }

  #append(items: readonly PickleValue[]): true {
    const list = this.#top();
    if (!Array.isArray(list)) throw new Malformed("the pickle appends to something that is not a list");
    for (const item of items) list.push(item);
    return true;
  }

  #setItems(items: readonly PickleValue[]): true {
    const dict = this.#top();
    if (items.length % 2 !== 0) throw new Malformed("the pickle sets a key without a value");
    // An OrderedDict arrives as a call followed by its items; nothing here needs them.
    if (dict instanceof Map) for (let index = 0; index < items.length; index += 2) dict.set(items[index]!, items[index + 1]!);
    return true;
  }

  #global(module: string, name: string): true {
    const qualified = `${module}.${name}`;
    if (this.#allowed.has(qualified)) return this.#push({ kind: "global", name: qualified });
    throw new Malformed(`the pickle contains ${JSON.stringify(qualified.slice(0, 100))}, which is not among the names that a model needs`);
  }

  #remember(key: number): true {
    this.#memo.set(key, this.#top());
    return true;
  }

  #recall(key: number): true {
    const value = this.#memo.get(key);
    if (value === undefined) throw new Malformed(`the pickle recalls the value ${key}, which it never remembered`);
    return this.#push(value);
  }
}
