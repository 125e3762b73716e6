import type { Cell } from '../../../cells/graph';
import { table } from '../../../cells/table';
import type { Layout } from '../layout';
import { afterNew, afterOld, beforeNew, beforeOld } from './gru';
import { lstm } from './lstm';
import { rnn } from './rnn';

/** The layout of each cell that can be drawn, by the cell's name. */
const LAYOUTS = table<Layout>([
  ['lstm', lstm],
  ['gru', beforeNew],
  ['gru_z_old', beforeOld],
  ['gru_reset_after', afterOld],
  ['gru_reset_after_z_new', afterNew],
  ['rnn', rnn],
]);

/** The layout of a cell, or null where the page has none. */
export function layoutOf(cell: Cell): Layout | null {
  return LAYOUTS[cell.name] ?? null;
}
