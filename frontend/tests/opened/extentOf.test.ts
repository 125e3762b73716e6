import { expect, it } from 'vitest';
import { extentOf } from '../../src/opened/extentOf';
import { LSTM } from '../cells/fixtures';

const LARGEST: Readonly<Record<string, number>> = { c: 31.9, h: 0.07, x: 4 };
const at = (id: string) => extentOf(LSTM, id, (value) => LARGEST[value]);
const keep = LSTM.nodes.find(
  ({ operation, arguments: args }) => operation === 'multiply' && args.includes('c_prev'),
)!;

it.each([
  ['f', 1],
  ['g', 1],
  ['c', 31.9],
  ['c_prev', 31.9],
  [keep.id, 31.9],
  ['h', 1],
  ['x', 4],
])('colours %s within ±%d', (id, extent) => {
  expect(at(id)).toBe(extent);
});
