import { LANGUAGES } from '../words/language';
import { MAPS, THEMES } from '../state/view.svelte';
import { SUMMARIES, type OpenedTrace } from './opened.svelte';
import { ORDERS } from './order.svelte';

/** The version of the description in docs/opening.md. */
const VERSION = '1';

/** How one piece of what is chosen stands in the address; an empty text is left out. */
interface Piece {
  readonly write: (opened: OpenedTrace) => string;
  /** Whether the text could be read. */
  readonly read: (text: string, opened: OpenedTrace) => boolean;
}

/** In this order: what a piece can be depends on those above it. Counted from 1, as on the page. */
const PIECES: Readonly<Record<string, Piece>> = {
  layer: {
    write: ({ layer }) => (layer.place === 0 ? '' : layer.path),
    read: (text, opened) => {
      const place = opened.document.layers.findIndex(({ path }) => path === text);
      if (place >= 0) opened.openLayer(place);
      return place >= 0;
    },
  },
  sequence: {
    write: ({ sequence }) => placeText(sequence),
    read: (text, opened) => readPlace(text, opened.layer.batch, (k) => (opened.sequenceChosen = k)),
  },
  window: {
    write: ({ viewport }) => (viewport.isWhole ? '' : `${viewport.first + 1}-${viewport.last + 1}`),
    read: (text, { viewport }) => {
      const [, first, last] = /^(\d+)-(\d+)$/.exec(text)?.map(Number) ?? [];
      const isThere = first >= 1 && last >= first && last <= viewport.length;
      if (isThere) viewport.show(first - 1, last);
      return isThere;
    },
  },
  step: {
    write: ({ step }) => placeText(step),
    read: (text, opened) => readPlace(text, opened.count, (k) => opened.playback.go(k)),
  },
  unit: {
    write: ({ unit }) => placeText(unit),
    read: (text, opened) => readPlace(text, opened.layer.unit, (k) => (opened.unitChosen = k)),
  },
  projection: {
    write: ({ projection }) => placeText(projection),
    read: (text, opened) =>
      readPlace(text, opened.layer.proj ?? 0, (k) => (opened.projectionChosen = k)),
  },
  value: {
    write: ({ value }) => value,
    read: (text, opened) => readWord(text, opened.layer.values, (value) => (opened.value = value)),
  },
  order: {
    write: ({ order }) => (order.by === 'place' ? '' : `${order.by}.${order.of}`),
    read: (text, opened) => {
      const [by, of] = text.split('.');
      if (!opened.layer.cell.values.includes(of)) return false;
      return readWord(by, ORDERS, (word) => Object.assign(opened.order, { by: word, of }));
    },
  },
  columns: {
    write: ({ summary }) => (summary === SUMMARIES[0] ? '' : summary),
    read: (text, opened) => readWord(text, SUMMARIES, (word) => (opened.summary = word)),
  },
  shown: {
    write: ({ shownChosen }) => (shownChosen === MAPS[0] ? '' : shownChosen),
    read: (text, opened) => readWord(text, MAPS, (word) => (opened.shownChosen = word)),
  },
  theme: {
    write: ({ view }) => view.theme ?? '',
    read: (text, { view }) => readWord(text, THEMES, (word) => (view.theme = word)),
  },
  lang: {
    write: ({ view }) => view.language ?? '',
    read: (text, { view }) => readWord(text, LANGUAGES, (word) => (view.language = word)),
  },
};

/** What is chosen, as the hash of an address; never the token. */
export function writeLink(opened: OpenedTrace): string {
  const pieces = Object.entries(PIECES)
    .map(([name, { write }]) => [name, write(opened)])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%2F', '/')}`);
  return `#${[`v=${VERSION}`, ...pieces].join('&')}`;
}

/** Choose what a hash says. Gives the pieces that could not be read, as they stand there. */
export function readLink(hash: string, opened: OpenedTrace): readonly string[] {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  if (given.get('v') !== VERSION) return [];
  const known = Object.keys(PIECES).filter((name) => given.has(name));
  return known
    .filter((name) => !PIECES[name].read(given.get(name)!, opened))
    .map((name) => `${name}=${given.get(name)}`);
}

function placeText(place: number): string {
  return place === 0 ? '' : String(place + 1);
}

function readPlace(text: string, count: number, set: (place: number) => void): boolean {
  const place = /^\d+$/.test(text) ? Number(text) - 1 : -1;
  if (place < 0 || place >= count) return false;
  set(place);
  return true;
}

function readWord<T extends string>(text: string, known: readonly T[], set: (word: T) => void) {
  const word = known.find((own) => own === text);
  if (word !== undefined) set(word);
  return word !== undefined;
}
