import type { Chip, ChipKind, Where } from '../../state/manipulation.svelte';
import { formatPlain, formatSigned } from '../../marks/format';

export const KINDS: readonly { readonly value: ChipKind; readonly label: string }[] = [
  { value: 'clamp', label: 'clamp to' },
  { value: 'scale', label: 'scale' },
  { value: 'shift', label: 'shift' },
];

/** A chip in words: `LSTM f clamped to 0.00, all units, steps 4–5`. */
export function sayChip(chip: Chip, title: string, symbol: string, length: number): string {
  return `${title} ${symbol} ${sayAction(chip)}, ${sayWhere(chip.where, length)}`;
}

/** What a chip does: `clamped to 0.00`. */
export function sayAction({ kind, amount, about }: Chip): string {
  switch (kind) {
    case 'clamp':
      return `clamped to ${formatPlain(amount)}`;
    case 'scale':
      return `scaled by ${formatPlain(amount)}${about === 1 ? ' about 1' : ''}`;
    case 'shift':
      return `shifted by ${formatSigned(amount)}`;
  }
}

/** Where a chip acts, with units and steps counted from 1. */
export function sayWhere({ unit, steps }: Where, length: number): string {
  const units = unit === null ? 'all units' : `unit ${unit + 1}`;
  if (!steps) return `${units}, all steps`;
  const last = steps.stop ?? length;
  if (last - steps.start === 1) return `${units}, step ${last}`;
  return `${units}, steps ${steps.start + 1}–${last}`;
}
