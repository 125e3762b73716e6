import { word, type Cell, type Word } from '../cells/graph';
import { called } from '../words/own';
import { words } from '../words/words.svelte';

/** How a value, or the label of an affine, is written and called in the language of the page. */
export function cellWord(cell: Cell, name: string): Word {
  const own = word(cell, name);
  const say = (text: string) => called(words.cells.own, text);
  const { low, high } = own;
  const ends = low === undefined || high === undefined ? {} : { low: say(low), high: say(high) };
  return { ...own, word: say(own.word), ...ends };
}
