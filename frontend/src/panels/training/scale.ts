import type { Points } from '../../training/curves';

/** The steps that the axis has from the beginning, so that the first ones do not fill it. */
const FIRST_STEPS = 100;
/** How far below its start the axis reaches from the beginning. */
const FIRST_FALL = 10;
const ROOM = 1.15;

/** From where to where the axes run; the loss's is logarithmic. */
export interface Extent {
  readonly steps: number;
  readonly loss: readonly [number, number];
}

export function extentOf({ step, loss }: Points): Extent {
  const all = Object.values(loss).flatMap((values) =>
    values.filter((value) => value !== null && value > 0),
  ) as number[];
  const most = all.reduce((a, b) => Math.max(a, b), 0) || 1;
  const least = all.reduce((a, b) => Math.min(a, b), most / FIRST_FALL);
  return {
    steps: Math.max(step.at(-1) ?? 0, FIRST_STEPS),
    loss: [least / ROOM, most * ROOM],
  };
}

/** The powers of ten within; where there are few, twice and five times them too. */
export function lossTicks([low, high]: readonly [number, number]): readonly number[] {
  const exponents: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++) exponents.push(e);
  const times = exponents.length > 3 ? [1] : [1, 2, 5];
  const all = exponents.flatMap((e) => times.map((n) => Number(`${n}e${e}`)));
  return all.filter((tick) => tick >= low && tick <= high);
}
