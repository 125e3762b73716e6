import { symbolText } from '../../marks/symbols';
import { formatPlain, formatSigned } from '../../marks/format';
import type { Layer } from '../../opened/document';
import { words } from '../../opened/words';
import type { Chip } from '../../state/manipulation.svelte';

/** An edit in words: `encoder/0/forward f clamped to 0.00, all units, steps 4–5`. */
export function sayChip(chip: Chip<string>, layer: Layer): string {
  const symbol = symbolText(layer.cell, chip.name);
  const where = words.edits.where(sayUnits(chip), saySteps(chip, layer.time));
  return words.edits.chip(`${layer.path} ${symbol}`.trim(), sayAction(chip), where);
}

function sayAction({ kind, amount }: Chip<string>): string {
  switch (kind) {
    case 'clamp':
      return words.edits.sayClamp(formatPlain(amount));
    case 'scale':
      return words.edits.sayScale(formatPlain(amount));
    case 'shift':
      return words.edits.sayShift(formatSigned(amount));
  }
}

function sayUnits({ where: { unit } }: Chip<string>): string {
  return unit === null ? words.edits.allUnits : words.edits.oneUnit(unit + 1);
}

function saySteps({ where: { steps } }: Chip<string>, count: number): string {
  if (!steps) return words.edits.allSteps;
  const last = steps.stop ?? count;
  if (last - steps.start === 1) return words.edits.oneStep(last);
  return words.edits.someSteps(steps.start + 1, last);
}
