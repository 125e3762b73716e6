import type { Arithmetic, Place } from '../../cells/arithmetic';
import { join, latex, term } from '../../cells/equations';
import { OUTPUT, word, type Cell } from '../../cells/graph';
import { numberBefore, type Network } from './places';

/** The equation of a number as LaTeX, with its steps as they are shown. */
export function equationAt(network: Network, { place, answer, around }: Arithmetic): string {
  const { cell } = network;
  const line = answer ? answerLatex(cell, answer, around) : nodeLatex(cell, place);
  return atStep(line, place.step, numberBefore(network, place.step));
}

function nodeLatex(cell: Cell, { node: id }: Place): string {
  return cell.values.includes(id) ? latex(cell, id) : join(term(cell, id));
}

/** The readout's line: the sum in its activation, then `s` and `m` of the task's units. */
function answerLatex(
  cell: Cell,
  { scale, offset }: NonNullable<Arithmetic['answer']>,
  around: string | null,
): string {
  const sum = `W_y \\cdot ${word(cell, OUTPUT).symbol}_t + b_y`;
  const activated = around ? `${SIGNS[around] ?? around}(${sum})` : sum;
  if (scale === 1 && offset === 0) return `y_t = ${activated}`;
  return `y_t = ${around ? activated : `(${sum})`} \\cdot s + m`;
}

const SIGNS: Readonly<Record<string, string>> = {
  softmax: '\\mathrm{softmax}',
};

/** `f_t` becomes `f_{3}`, `h_{t-1}` becomes `h_{2}`: steps are shown from 1. */
export function atStep(line: string, step: number, before = step): string {
  return line.replaceAll('_{t-1}', `_{${before}}`).replaceAll('_t', `_{${step + 1}}`);
}
