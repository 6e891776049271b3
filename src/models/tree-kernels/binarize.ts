/**
 * The kernel that turns the cells of a block of rows into small numbers: how many of its column's borders a value has passed, less 128, as
 * a signed byte. Comparing such bytes is all that trees have to do afterwards, sixteen rows at a time.
 */
import {
  advance,
  type Code,
  f32,
  f32x4,
  f64,
  get,
  i8x16,
  i16x8,
  i32,
  type Local,
  repeat,
  select,
  set,
  v128,
  whether,
} from "../../lib/wasm/code.ts";
import { type Kernel, Locals } from "../../lib/wasm/module.ts";

/** Rows of a block, and of what one instruction compares. */
export const blockRows = 64;
export const groupRows = 16;

export interface CellTypes {
  readonly cell: "f32" | "f64";
  /** Doubles are rounded to floats before they are compared with floats. */
  readonly border: "f32" | "f64";
  /** A value passes a border when it is greater, or already when it equals it. */
  readonly passes: "gt" | "ge";
}

export const bytesOf = { f32: 4, f64: 8 } as const;

/** A column's record in memory: seven words, by their offsets. */
export const columnRecord = {
  cell: 0,
  borders: 4,
  end: 8,
  greatestStep: 12,
  slot: 16,
  otherSlot: 20,
  missing: 24,
  otherMissing: 25,
  bytes: 28,
} as const;

/**
 * `(columns, columnsEnd, cells, rowBytes, groups)`: addresses of the first record and behind the last, of the first row's cells, the bytes of
 * a row, and how many groups of rows there are. Few borders are compared with sixteen rows at once, one after the other; many are searched
 * in steps that are the same for every row, so that there is no branch to predict wrongly, for four rows at once, so that none waits for
 * another's border.
 */
export function binarizeKernel(types: CellTypes): Kernel {
  const [column, columnsEnd, cells, rowBytes, groups] = [0, 1, 2, 3, 4];
  const locals = new Locals(5);
  const [group, cell, slot, otherSlot] = locals.several(4, "i32") as [Local, Local, Local, Local];
  const linear = types.border === "f32" ? linearGroup(locals, types, { column, cell, rowBytes, slot, otherSlot }) : [];
  const searched = searchedGroup(locals, types, { column, cell, rowBytes, slot, otherSlot });
  const body = repeat(
    [
      ...set(group, get(groups)),
      ...set(cell, i32.add(get(cells), i32.load(get(column), columnRecord.cell))),
      ...set(slot, i32.load(get(column), columnRecord.slot)),
      ...set(otherSlot, i32.load(get(column), columnRecord.otherSlot)),
      ...repeat(
        [
          ...(types.border === "f32" ? whether(i32.load(get(column), columnRecord.greatestStep), searched, linear) : searched),
          ...advance(slot, groupRows),
          ...advance(otherSlot, groupRows),
          ...advance(group, -1),
        ],
        get(group),
      ),
      ...advance(column, columnRecord.bytes),
    ],
    i32.ltU(get(column), get(columnsEnd)),
  );
  return locals.kernel(body);
}

interface GroupLocals {
  readonly column: Local;
  /** Address of the first row's cell; moved on to the next group. */
  readonly cell: Local;
  readonly rowBytes: Local;
  readonly slot: Local;
  readonly otherSlot: Local;
}

function linearGroup(locals: Locals, types: CellTypes, { column, cell, rowBytes, slot, otherSlot }: GroupLocals): Code {
  const rows = locals.several(4, "v128");
  const [counts, border, half, isMissing] = locals.several(4, "v128") as [Local, Local, Local, Local];
  const [at, end] = locals.several(2, "i32") as [Local, Local];
  const next: Code = set(cell, i32.add(get(cell), get(rowBytes)));
  const loadFour = (into: Local): Code => {
    if (types.cell === "f32") {
      const lanes = [1, 2, 3].flatMap((lane) => [...set(into, v128.load32Lane(get(cell), get(into), lane)), ...next]);
      return [...set(into, v128.load32Zero(get(cell))), ...next, ...lanes];
    }
    const pair = (local: Local): Code => [
      ...set(local, v128.load64Zero(get(cell))),
      ...next,
      ...set(local, f32x4.demoteF64x2(v128.load64Lane(get(cell), get(local), 1))),
      ...next,
    ];
    return [
      ...pair(into),
      ...pair(half),
      ...set(into, i8x16.shuffle(get(into), get(half), [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23])),
    ];
  };
  const narrowed = (masks: readonly Code[]): Code =>
    i8x16.narrowI16x8S(i16x8.narrowI32x4S(masks[0]!, masks[1]!), i16x8.narrowI32x4S(masks[2]!, masks[3]!));
  const compare = f32x4[types.passes];
  const stored = (address: Local, missing: number): Code =>
    v128.store(get(address), v128.bitselect(v128.load8Splat(get(column), missing), get(counts), get(isMissing)));
  return [
    ...rows.flatMap(loadFour),
    ...set(counts, i8x16.splat(i32.const(-128))),
    ...set(at, i32.load(get(column), columnRecord.borders)),
    ...set(end, i32.load(get(column), columnRecord.end)),
    ...repeat(
      [
        ...set(border, v128.load32Splat(get(at))),
        ...set(counts, i8x16.sub(get(counts), narrowed(rows.map((row) => compare(get(row), get(border)))))),
        ...advance(at, 4),
      ],
      i32.ltU(get(at), get(end)),
    ),
    ...set(isMissing, narrowed(rows.map((row) => f32x4.ne(get(row), get(row))))),
    ...stored(slot, columnRecord.missing),
    ...stored(otherSlot, columnRecord.otherMissing),
  ];
}

/** Borders are padded with NaN, which nothing passes, to one less than a power of two. Their address in the record is that before the first. */
function searchedGroup(locals: Locals, types: CellTypes, { column, cell, rowBytes, slot, otherSlot }: GroupLocals): Code {
  const number = types.border === "f32" ? f32 : f64;
  const values = locals.several(4, types.border);
  const places = locals.several(4, "i32");
  const [step, first, row, byte] = locals.several(4, "i32") as [Local, Local, Local, Local];
  const shift = types.border === "f32" ? 2 : 3;
  const loaded: Code =
    types.cell === "f32" ? f32.load(get(cell)) : types.border === "f32" ? f32.demote(f64.load(get(cell))) : f64.load(get(cell));
  const stored = (address: Local, missing: number, lane: number): Code =>
    i32.store8(
      i32.add(get(address), get(row)),
      select(i32.load8U(get(column), missing), get(byte), number.ne(get(values[lane]!), get(values[lane]!))),
      lane,
    );
  return [
    ...set(first, i32.load(get(column), columnRecord.borders)),
    ...set(row, i32.const(0)),
    ...repeat(
      [
        ...values.flatMap((value, lane) => [
          ...set(value, loaded),
          ...set(cell, i32.add(get(cell), get(rowBytes))),
          ...set(places[lane]!, get(first)),
        ]),
        ...set(step, i32.load(get(column), columnRecord.greatestStep)),
        ...repeat(
          [
            ...places.flatMap((place, lane) => {
              const passed = number[types.passes as "gt"](get(values[lane]!), number.load(i32.add(get(place), get(step))));
              return set(place, i32.add(get(place), i32.and(i32.sub(i32.const(0), passed), get(step))));
            }),
            ...set(step, i32.shrU(get(step), i32.const(1))),
          ],
          i32.ltU(i32.const((1 << shift) - 1), get(step)),
        ),
        ...places.flatMap((place, lane) => [
          ...set(byte, i32.sub(i32.shrU(i32.sub(get(place), get(first)), i32.const(shift)), i32.const(128))),
          ...stored(slot, columnRecord.missing, lane),
          ...stored(otherSlot, columnRecord.otherMissing, lane),
        ]),
        ...advance(row, 4),
      ],
      i32.ltU(get(row), i32.const(groupRows)),
    ),
  ];
}
