import { isGate } from '../../cells/graph';
import type { CellKey, Outcome, Reading } from '../../lessons/experiments/experiment';
import { cellWord } from '../../marks/cellWord';
import { formatPlain, formatSigned } from '../../marks/format';
import { formatScientific } from '../../marks/small';
import { symbolText } from '../../marks/symbols';
import type { Explorer } from '../../state/explorer.svelte';
import type { SideKey } from '../../state/side.svelte';
import { called } from '../../words/own';
import { words } from '../../words/words.svelte';
import { sayAnswer } from '../transport/answers';
import type { Found } from './findings';
import { recordOf } from './readings';

/** A line of an experiment's numbers: what they are of, and each with the name it needs. */
export interface Line {
  readonly name: string;
  readonly numbers: readonly { readonly of: string; readonly text: string }[];
  /** Whether the second is what became of the first. */
  readonly isChange: boolean;
}

export function sayFound(explorer: Explorer, { outcome, numbers }: Found): Line {
  const readings = readingsOf(outcome);
  const names = readings.map((reading) => nameOf(explorer, reading));
  const texts = numbers.map((number, k) => sayNumber(explorer, readings[k] ?? readings[0], number));
  const isShared = names.every(({ what }) => what === names[0].what);
  const whose = ({ of, what }: Name) => (isShared ? of : words.experiment.of(of, what));
  if ('pair' in outcome) {
    const pair = texts.map((text, k) => ({ of: whose(names[k]), text }));
    return { name: isShared ? names[0].what : '', numbers: pair, isChange: false };
  }
  const isChange = 'change' in outcome;
  return {
    name: words.experiment.of(names[0].of, names[0].what),
    numbers: (isChange ? texts : texts.slice(1)).map((text) => ({ of: '', text })),
    isChange,
  };
}

function readingsOf(outcome: Outcome): readonly Reading[] {
  if ('pair' in outcome) return outcome.pair;
  return ['single' in outcome ? outcome.single : outcome.change];
}

interface Name {
  readonly of: string;
  readonly what: string;
}

function nameOf(explorer: Explorer, reading: Reading): Name {
  const of = titleOf(explorer, 'side' in reading ? reading.side : reading.cell);
  const texts = words.experiment;
  switch (reading.of) {
    case 'answer':
      return { of, what: texts.answer(reading.step) };
    case 'value': {
      const { cell } = explorer.sides[reading.side];
      const symbol = symbolText(cell, reading.name);
      const { word } = cellWord(cell, reading.name);
      return { of, what: texts.value(word, symbol, reading.unit, reading.step) };
    }
    case 'carried':
      return { of, what: texts.carried(reading.from, reading.to) };
    case 'fading':
      return { of, what: texts.fading(reading.lag) };
    case 'parameters':
      return { of, what: texts.parameters };
    case 'record':
      return { of, what: recordWords(explorer, reading) };
  }
}

function recordWords(explorer: Explorer, reading: Extract<Reading, { of: 'record' }>): string {
  const { score, seeds } = recordOf(explorer, reading.cell);
  const what =
    reading.what === 'score' ? called(words.tasks.own, score.name) : words.experiment.time;
  return words.experiment.record(what, seeds.length);
}

function titleOf({ catalogue, choice, sides }: Explorer, cell: CellKey): string {
  if (cell === 'rnn') return catalogue.models[choice.task].rnn.weights.cell.title;
  return sides[cell as SideKey].cell.title;
}

function sayNumber({ task, sides }: Explorer, reading: Reading, value: number): string {
  switch (reading.of) {
    case 'answer':
      if (task.output.kind === 'classes') return `${Math.round(100 * value)} %`;
      return sayAnswer(task, Float64Array.of(value));
    case 'value':
      return (isGate(sides[reading.side].cell, reading.name) ? formatPlain : formatSigned)(value);
    case 'parameters':
      return String(value);
    default:
      return formatScientific(value);
  }
}
