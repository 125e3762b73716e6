import type { Chip, Where } from '../../state/manipulation.svelte';
import { formatPlain, formatSigned } from '../../marks/format';
import { words } from '../../words/words.svelte';

/** A chip in words: `LSTM f clamped to 0.00, all units, steps 4–5`. */
export function sayChip(chip: Chip, title: string, symbol: string, length: number): string {
  return words.manipulation.chip(title, symbol, sayAction(chip), sayWhere(chip.where, length));
}

/** What a chip does: `clamped to 0.00`. */
export function sayAction({ kind, amount, about }: Chip): string {
  const texts = words.manipulation;
  switch (kind) {
    case 'clamp':
      return texts.clamped(formatPlain(amount));
    case 'scale':
      return (about === 1 ? texts.scaledAboutOne : texts.scaled)(formatPlain(amount));
    case 'shift':
      return texts.shifted(formatSigned(amount));
  }
}

/** Where a chip acts, with units and steps counted from 1. */
export function sayWhere({ unit, steps }: Where, length: number): string {
  const texts = words.manipulation;
  const units = unit === null ? texts.allUnits : texts.unit(unit + 1);
  if (!steps) return texts.where(units, texts.allSteps);
  const last = steps.stop ?? length;
  if (last - steps.start === 1) return texts.where(units, texts.step(last));
  return texts.where(units, texts.stepsBetween(steps.start + 1, last));
}
