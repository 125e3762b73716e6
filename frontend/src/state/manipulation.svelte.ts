import type { Edit } from '../cells/edits';
import { isGate, node, type Cell } from '../cells/graph';
import { Chips } from './chips.svelte';
import { Gesture } from './gesture.svelte';
import type { Range } from './selection.svelte';
import type { SideKey } from './side.svelte';

export const CHIP_KINDS = ['clamp', 'scale', 'shift'] as const;
export type ChipKind = (typeof CHIP_KINDS)[number];
export type UnitScope = 'all' | 'selected';
export type StepScope = 'all' | 'this' | 'onward' | 'brushed';

/** Where a chip acts: null is everywhere. `stop` is null to the end, however long that is. */
export interface Where {
  readonly unit: number | null;
  readonly steps: { readonly start: number; readonly stop: number | null } | null;
}

/** One manipulation, of one of several networks or layers. Chips apply in order. */
export interface Chip<Key extends string = SideKey> {
  readonly id: number;
  readonly side: Key;
  readonly name: string;
  readonly kind: ChipKind;
  readonly amount: number;
  readonly where: Where;
  readonly isOn: boolean;
  /** What a scale leaves where it is: 0, or 1 for a scaled z that has changed its sense. */
  readonly about: 0 | 1;
}

/** What the scope line's choices mean just now. */
export interface Here<Key extends string = SideKey> {
  readonly step: number;
  readonly units: Readonly<Record<Key, number>>;
  readonly range: Range | null;
}

/** The edits in force, as chips, and the scope in which the sliders work. */
export class Manipulation<Key extends string = SideKey> {
  units = $state<UnitScope>('all');
  steps = $state<StepScope>('all');
  readonly #chips: Chips<Key>;
  readonly gesture = new Gesture();
  #opened = $state.raw<Chip<Key> | null>(null);
  #nextId = 1;

  /** `sides` are those that are known beforehand. */
  constructor(sides: readonly Key[] = []) {
    this.#chips = new Chips(sides);
  }

  /** The chip that is open again, if it is still there. */
  opened: Chip<Key> | null = $derived.by(() => {
    const id = this.#opened?.id;
    return id === undefined ? null : (this.chips.find((chip) => chip.id === id) ?? null);
  });

  get chips(): readonly Chip<Key>[] {
    return this.#chips.all;
  }

  set chips(chips: readonly Chip<Key>[]) {
    this.#chips.all = chips;
  }

  /** The chips of a side; the same list while only another side's change. */
  of(side: Key): readonly Chip<Key>[] {
    return this.#chips.of(side);
  }

  /** Where the sliders of a side act: where the opened chip does, else as the scope line says. */
  where(side: Key, here: Here<Key>): Where {
    if (this.opened?.side === side) return this.opened.where;
    return {
      unit: this.units === 'all' ? null : here.units[side],
      steps: stepsOf(this.steps, here),
    };
  }

  /** The chip that a slider shows and changes, if there is one. */
  find(side: Key, name: string, where: Where): Chip<Key> | undefined {
    return this.of(side).find((chip) => chip.name === name && isSame(chip.where, where));
  }

  /** As `set`, for what is being moved and will be again at once. */
  move(...chip: Parameters<Manipulation<Key>['set']>): void {
    this.gesture.move();
    this.set(...chip);
  }

  /** Make the chip of a slider, or change it. */
  set(side: Key, name: string, kind: ChipKind, amount: number, where: Where): void {
    const there = this.find(side, name, where);
    if (there) this.#change(there.id, { kind, amount, isOn: true, about: 0 });
    else {
      const chip = {
        id: this.#nextId++,
        side,
        name,
        kind,
        amount,
        where,
        isOn: true,
        about: 0 as const,
      };
      this.chips = [...this.chips, chip];
    }
  }

  toggle(id: number): void {
    const chip = this.chips.find((c) => c.id === id);
    if (chip) this.#change(id, { isOn: !chip.isOn });
  }

  remove(id: number): void {
    this.chips = this.chips.filter((chip) => chip.id !== id);
  }

  open(id: number | null): void {
    this.#opened = this.chips.find((chip) => chip.id === id) ?? null;
  }

  reset(): void {
    this.chips = [];
  }

  /** Put other chips in the place of all. */
  load(chips: readonly Omit<Chip<Key>, 'id'>[]): void {
    this.chips = chips.map((chip) => ({ ...chip, id: this.#nextId++ }));
  }

  /** The same edits for a GRU whose z has the other sense: z becomes 1 − z. */
  turnZ(): void {
    this.chips = this.chips.map((chip) => (chip.name === 'z' ? turned(chip) : chip));
  }

  #change(id: number, change: Partial<Chip<Key>>): void {
    this.chips = this.chips.map((chip) => (chip.id === id ? { ...chip, ...change } : chip));
  }
}

/** The edits of a side, for values of that many units and a run of that many steps. */
export function editsOf<Key extends string>(
  chips: readonly Chip<Key>[],
  side: Key,
  cell: Cell,
  sizes: { readonly units: (name: string) => number; readonly time: number },
): readonly Edit[] {
  const { units, time } = sizes;
  return chips
    .filter((chip) => chip.side === side && chip.isOn)
    .filter((chip) => isWithin(chip, { units: units(chip.name), time }))
    .flatMap((chip) => toEdits(chip, cell, sizes.time));
}

function turned<Key extends string>(chip: Chip<Key>): Chip<Key> {
  switch (chip.kind) {
    case 'clamp':
      return { ...chip, amount: 1 - chip.amount };
    case 'scale':
      return { ...chip, about: chip.about === 0 ? 1 : 0 };
    case 'shift':
      // A gate's shift acts before the nonlinearity, where 1 − σ(a) = σ(−a).
      return { ...chip, amount: -chip.amount };
  }
}

/** Whether there is anything for a chip to act on. */
export function isWithin(
  { where }: Pick<Chip, 'where'>,
  { units, time }: { readonly units: number; readonly time: number },
): boolean {
  return (where.unit ?? 0) < units && (where.steps?.start ?? 0) < time;
}

function toEdits(chip: Omit<Chip, 'side'>, cell: Cell, time: number): readonly Edit[] {
  const { name, kind, amount, about } = chip;
  const { unit, steps } = chip.where;
  const place = {
    unit: unit === null ? null : [unit],
    time: steps && { start: steps.start, stop: Math.min(steps.stop ?? time, time) },
  };
  if (kind === 'scale' && about === 1) {
    return [
      { kind, name, amount, ...place },
      { kind: 'shift', name, amount: 1 - amount, ...place },
    ];
  }
  // Before the nonlinearity, a shift keeps a gate within 0..1.
  const isBefore = kind === 'shift' && isGate(cell, name);
  return [{ kind, name: isBefore ? node(cell, name).arguments[0] : name, amount, ...place }];
}

function stepsOf(scope: StepScope, { step, range }: Pick<Here, 'step' | 'range'>): Where['steps'] {
  switch (scope) {
    case 'all':
      return null;
    case 'this':
      return { start: step, stop: step + 1 };
    case 'onward':
      return { start: step, stop: null };
    case 'brushed':
      return range && { start: range.start, stop: range.stop };
  }
}

function isSame(a: Where, b: Where): boolean {
  return a.unit === b.unit && a.steps?.start === b.steps?.start && a.steps?.stop === b.steps?.stop;
}
