import { ANSWER } from '../../cells/answerArithmetic';
import type { Place } from '../../cells/arithmetic';
import { constantText } from '../../cells/equations';
import { axisOf, isInput, node, word, type Cell } from '../../cells/graph';
import { symbolText } from '../../marks/symbols';
import { nodeHue, nodeWords } from '../../marks/words';
import { words } from '../../words/words.svelte';

/** Whose numbers are opened, and what its inputs and outputs are called. */
export interface Network {
  readonly cell: Cell;
  readonly units: number;
  /** How many numbers a projected value has, where there is one. */
  readonly projections?: number | null;
  readonly channels: readonly string[];
  /** One name for each output; a single output needs none. */
  readonly answers: readonly string[];
  /** Whether the layer reads from the end: the step before one is then the next one of the input. */
  readonly isReverse?: boolean;
}

/** The number of the step that the network reads before this one; steps are shown from 1. */
export function numberBefore({ isReverse }: Pick<Network, 'isReverse'>, step: number): number {
  return isReverse ? step + 2 : step;
}

/** How many numbers stand in a place's node; none where the network has no such node. */
export function sizeAt(network: Network, { node: id }: Place): number {
  const { cell, units, projections, channels, answers } = network;
  if (id === ANSWER) return answers.length;
  if (!cell.nodes.some((row) => row.id === id)) return 0;
  return { input: channels.length, unit: units, proj: projections ?? 0 }[axisOf(cell, id)];
}

/** A place in few letters: `C₃ unit 4`; an input's channel by its name, an output by its own. */
export function placeName(network: Network, place: Place): string {
  const { cell, channels, answers } = network;
  if (place.node === ANSWER) {
    const name = shortName(network, place);
    return answers.length > 1 ? words.arithmetic.answer(name, answers[place.unit]) : name;
  }
  if (isInput(cell, place.node))
    return channels[place.unit] ?? words.arithmetic.unit('x', place.unit + 1);
  return words.arithmetic.unit(shortName(network, place), place.unit + 1);
}

/** A place without its unit, with the step as it is shown: `C₃`; of a node without a name, its sign. */
export function shortName(network: Network, { node: id, step }: Place): string {
  if (id === ANSWER) return `y${below(step + 1)}`;
  const { cell } = network;
  const { operation, label, arguments: args, constants = [] } = node(cell, id);
  if (operation === 'input') return `x${below(step + 1)}`;
  if (operation === 'previous')
    return `${symbolText(cell, label!)}${below(numberBefore(network, step))}`;
  if (cell.values.includes(id)) return `${symbolText(cell, id)}${below(step + 1)}`;
  const inside = args.map((argument) => shortName(network, { node: argument, step, unit: 0 }));
  switch (operation) {
    case 'affine':
    case 'projection':
      return `W${label === undefined ? '' : ` ${word(cell, label).subscript ?? label}`}·[…]`;
    case 'diagonal':
      return `p ${word(cell, label!).subscript ?? label} ∗ ${inside[0]}`;
    case 'scale':
      return `${constants.map(constantText).join('')} · ${inside[0]}`;
    case 'offset':
      return [inside[0], ...constants.map(constantText)].join(' + ');
    case 'multiply':
      return inside.join(' ∗ ');
    case 'one_minus':
      return `1 − ${inside[0]}`;
    case 'add':
      return inside.join(' + ');
    default:
      return `${operation}(${inside[0]})`;
  }
}

/** A place in words: `forget gate, unit 3, step 4`. */
export function sayPlace(network: Network, { node: id, step, unit }: Place): string {
  const { cell, channels, answers } = network;
  const texts = words.arithmetic;
  const when = texts.step(step + 1);
  if (id === ANSWER) {
    return texts.at(answers.length > 1 ? texts.outputOf(answers[unit]) : texts.output, when);
  }
  if (isInput(cell, id)) return texts.at(texts.input(channels[unit]), when);
  const isAtStart = node(cell, id).operation === 'previous';
  return texts.unitAt(nodeWords(cell, id), unit + 1, isAtStart ? texts.atStart : when);
}

/** The hue of a place; the output is ink, as the input is. */
export function placeHue({ cell }: Network, { node: id }: Place): string {
  return id === ANSWER ? 'var(--ink)' : nodeHue(cell, id);
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

function below(step: number): string {
  return [...String(step)].map((digit) => SUBSCRIPTS[Number(digit)]).join('');
}
