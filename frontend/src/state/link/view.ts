import { LANGUAGES } from '../../words/language';
import { EXPERIMENT_IDS } from '../../lessons/experiments';
import { TASKS } from '../../tasks';
import { MOST_FORGET_BIAS } from '../choice.svelte';
import { LEAST_LAGS, mostLags } from '../lags';
import { PART_NAMES, SLIDES } from '../parts';
import { SIDES } from '../side.svelte';
import {
  FADING_WEIGHTS,
  MAPS,
  OPENING_VIEW,
  SUMMARIES,
  THEMES,
  type FadingChoice,
} from '../view.svelte';
import { isChange, type Piece, type Pieces } from './piece';
import { readNumber, readWhole, readWord, refuse } from './read';
import type { Chosen } from './chosen';
import type { Scene } from './scene';
import { words } from '../../words/words.svelte';

const ALL = 'all';

/** How the page is looked at. */
export const VIEW: Pieces<
  'summary' | 'shown' | 'fading' | 'measured' | 'experiment' | 'hide' | 'present' | 'theme' | 'lang'
> = {
  summary: {
    opening: () => OPENING_VIEW.summary,
    write: String,
    read: (text) => readWord(text, SUMMARIES),
  },
  shown: {
    opening: () => OPENING_VIEW.shown,
    write: (shown) => SIDES.map((side) => shown[side]).join(','),
    read: readShown,
  },
  fading: {
    opening: () => OPENING_VIEW.fading,
    write: ({ weights, lags, bias }) => [weights, lags ?? ALL, bias].join(','),
    read: readFading,
  },
  measured: wordOrNone(TASKS.map(({ name }) => name)),
  experiment: { ...wordOrNone(EXPERIMENT_IDS), isTurn: isChange },
  hide: {
    opening: () => [],
    write: (names) => names.join(','),
    read: readHidden,
    isTurn: (before, after) => before.join() !== after.join(),
  },
  present: {
    ...wordOrNone(SLIDES.map(({ name }) => name)),
    // To begin and to leave; not each figure, so that back leads out.
    isTurn: (before, after) => (before === null) !== (after === null),
  },
  theme: wordOrNone(THEMES),
  lang: wordOrNone(LANGUAGES),
};

/** One of a few words, or nothing. */
function wordOrNone<T extends string>(allowed: readonly T[]): Piece<T | null> {
  return {
    opening: () => null,
    write: (word) => word ?? '',
    read: (text) => readWord(text, allowed),
  };
}

function readShown(text: string): Chosen['shown'] {
  const shown = text.split(',');
  if (shown.length !== SIDES.length) refuse(words.link.shown, text);
  const [lstm, gru] = shown.map((word) => readWord(word, MAPS));
  return { lstm, gru };
}

function readFading(text: string, scene: Scene): FadingChoice {
  const [weights, lags, bias, ...more] = text.split(',');
  if (bias === undefined || more.length > 0) {
    refuse(words.link.fading, text);
  }
  return {
    weights: readWord(weights, FADING_WEIGHTS),
    lags: lags === ALL ? null : readWhole(lags, LEAST_LAGS, mostLags(scene.task), words.link.lags),
    bias: readNumber(bias, 0, MOST_FORGET_BIAS),
  };
}

/** In the page's order, each once. */
function readHidden(text: string): Chosen['hide'] {
  const names = text.split(',').map((name) => readWord(name, PART_NAMES));
  return PART_NAMES.filter((name) => names.includes(name));
}
