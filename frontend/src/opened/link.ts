import { sizeOf } from './document';
import { LinkError } from '../cells/errors';
import { LANGUAGES } from '../words/language';
import { readAct, readScope, writeAct } from '../state/link/edits';
import { MAPS, THEMES } from '../state/view.svelte';
import { SUMMARIES, type OpenedTrace } from './opened.svelte';
import { ORDERS } from './order.svelte';

/** The version of the description in docs/opening.md. */
export const VERSION = '1';

/** How one piece of what is chosen stands in the address; an empty text is left out. */
interface Piece {
  readonly write: (opened: OpenedTrace) => string;
  /** Whether the text could be read; it may also raise a LinkError. */
  readonly read: (text: string, opened: OpenedTrace) => boolean;
  /** Choose what a link without this piece opens with. */
  readonly clear: (opened: OpenedTrace) => void;
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
    clear: (opened) => opened.openLayer(0),
  },
  sequence: {
    write: ({ sequence }) => placeText(sequence),
    read: (text, opened) => readPlace(text, opened.layer.batch, (k) => (opened.sequenceChosen = k)),
    clear: (opened) => void (opened.sequenceChosen = 0),
  },
  window: {
    write: ({ viewport }) => (viewport.isWhole ? '' : `${viewport.first + 1}-${viewport.last + 1}`),
    read: (text, { viewport }) => {
      const [, first, last] = /^(\d+)-(\d+)$/.exec(text)?.map(Number) ?? [];
      const isThere = first >= 1 && last >= first && last <= viewport.length;
      if (isThere) viewport.show(first - 1, last);
      return isThere;
    },
    clear: ({ viewport }) => viewport.showAll(),
  },
  step: {
    write: ({ step }) => placeText(step),
    read: (text, opened) => readPlace(text, opened.count, (k) => opened.playback.go(k)),
    clear: ({ playback }) => playback.go(0),
  },
  unit: {
    write: ({ unit }) => placeText(unit),
    read: (text, opened) => readPlace(text, opened.layer.unit, (k) => (opened.unitChosen = k)),
    clear: (opened) => void (opened.unitChosen = 0),
  },
  projection: {
    write: ({ projection }) => placeText(projection),
    read: (text, opened) =>
      readPlace(text, opened.layer.proj ?? 0, (k) => (opened.projectionChosen = k)),
    clear: (opened) => void (opened.projectionChosen = 0),
  },
  value: {
    write: ({ value }) => value,
    read: (text, opened) => readWord(text, opened.layer.values, (value) => (opened.value = value)),
    clear: () => undefined,
  },
  order: {
    write: ({ order }) => (order.by === 'place' ? '' : `${order.by}.${order.of}`),
    read: (text, opened) => {
      const [by, of] = text.split('.');
      if (!opened.layer.cell.values.includes(of)) return false;
      return readWord(by, ORDERS, (word) => Object.assign(opened.order, { by: word, of }));
    },
    clear: ({ order }) => order.reset(),
  },
  columns: {
    write: ({ summary }) => (summary === SUMMARIES[0] ? '' : summary),
    read: (text, opened) => readWord(text, SUMMARIES, (word) => (opened.summary = word)),
    clear: (opened) => void (opened.summary = SUMMARIES[0]),
  },
  scope: {
    write: ({ editing: { manipulation: at } }) => {
      const text = `${at.units},${at.steps}`;
      return text === 'all,all' ? '' : text;
    },
    read: (text, { editing }) => {
      const scope = readScope(text);
      if (scope.steps === 'brushed') return false;
      Object.assign(editing.manipulation, scope);
      return true;
    },
    clear: ({ editing }) => Object.assign(editing.manipulation, { units: 'all', steps: 'all' }),
  },
  edits: {
    write: ({ document, editing }) =>
      editing.manipulation.chips
        .map((chip) => `${1 + placeOf(document.layers, chip.side)}.${writeAct(chip)}`)
        .join(';'),
    read: (text, opened) => {
      const chips = text.split(';').map((edit) => readEdit(edit, opened));
      opened.editing.manipulation.load(chips);
      return true;
    },
    clear: ({ editing }) => {
      if (editing.manipulation.chips.length) editing.manipulation.reset();
    },
  },
  open: {
    write: ({ trail, layer }) =>
      trail.side === layer.path
        ? trail.places.map(({ node, step, unit }) => `${node}.${step + 1}.${unit + 1}`).join(',')
        : '',
    read: readTrail,
    clear: ({ trail }) => trail.close(),
  },
  shown: {
    write: ({ shownChosen }) => (shownChosen === MAPS[0] ? '' : shownChosen),
    read: (text, opened) => readWord(text, MAPS, (word) => (opened.shownChosen = word)),
    clear: (opened) => void (opened.shownChosen = MAPS[0]),
  },
  theme: {
    write: ({ view }) => view.theme ?? '',
    read: (text, { view }) => readWord(text, THEMES, (word) => (view.theme = word)),
    clear: ({ view }) => void (view.theme = null),
  },
  lang: {
    write: ({ view }) => view.language ?? '',
    read: (text, { view }) => readWord(text, LANGUAGES, (word) => (view.language = word)),
    clear: ({ view }) => void (view.language = null),
  },
};

/** What is chosen, as the hash of an address; never the token. */
export function writeLink(opened: OpenedTrace): string {
  const pieces = Object.entries(PIECES)
    .map(([name, { write }]) => [name, write(opened)])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}=${readable(text)}`);
  return `#${[`v=${VERSION}`, ...pieces].join('&')}`;
}

/** What may stand in an address as it is, and is easier to read so. */
function readable(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2F|2C|3B|40)/g, decodeURIComponent);
}

/** What a link says that cannot be chosen here. */
export interface Unread {
  /** The version that it is of, where that is another one: nothing of it was read. */
  readonly version: string | null;
  /** The pieces, as they stand there. */
  readonly pieces: readonly string[];
}

/** Choose what a hash says, and of what it does not say, what a link without it opens with. */
export function readLink(hash: string, opened: OpenedTrace): Unread {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const version = given.get('v') ?? '';
  if ([...given].length > 0 && version !== VERSION) return { version, pieces: [] };
  const unread = Object.entries(PIECES).filter(([name, { read, clear }]) => {
    const text = given.get(name);
    if (text !== null && isRead(() => read(text, opened))) return false;
    clear(opened);
    return text !== null;
  });
  const strange = [...given.keys()].filter((name) => name !== 'v' && !(name in PIECES));
  const pieces = [...unread.map(([name]) => name), ...strange];
  return { version: null, pieces: pieces.map((name) => `${name}=${given.get(name)}`) };
}

function isRead(read: () => boolean): boolean {
  try {
    return read();
  } catch (error) {
    if (error instanceof LinkError) return false;
    throw error;
  }
}

const TURNS = ['layer', 'sequence', 'order', 'edits', 'open'] as const;

/** The pieces of which each change is a step of the browser's history; what a slider says is none. */
export function turnsOf(opened: OpenedTrace): string {
  const { chips } = opened.editing.manipulation;
  const shapes = chips.map((chip) => writeAct({ ...chip, amount: 0 }));
  const texts = TURNS.filter((name) => name !== 'edits').map((name) => PIECES[name].write(opened));
  return [...texts, ...shapes].join(' ');
}

function placeOf(layers: OpenedTrace['document']['layers'], wanted: string): number {
  return layers.findIndex(({ path }) => path === wanted);
}

/** An edit of any layer, which is told by its number: `1.f.clamp.0!u2@4-`. */
function readEdit(text: string, { document }: OpenedTrace) {
  const [, place, rest] = /^(\d+)\.(.*)$/.exec(text) ?? [];
  const layer = document.layers[Number(place) - 1];
  if (!layer) throw new LinkError(text);
  const units = (name: string) => sizeOf(layer, name);
  const most = { units: Math.max(...layer.cell.values.map(units)), steps: layer.time };
  return { side: layer.path, ...readAct(rest, layer.cell.values, most) };
}

/** The way to the open number; a number that the run does not have is none. */
function readTrail(text: string, { trail, layer, count }: OpenedTrace): boolean {
  const places = text.split(',').map((place) => {
    const [, node = '', step, unit] = /^(.+)\.(\d+)\.(\d+)$/.exec(place) ?? [];
    return { node, step: Number(step) - 1, unit: Number(unit) - 1 };
  });
  const isThere = places.every(
    ({ node, step, unit }) =>
      layer.cell.nodes.some(({ id }) => id === node) &&
      step >= 0 &&
      step < count &&
      unit >= 0 &&
      unit < sizeOf(layer, node),
  );
  if (!isThere) return false;
  trail.side = layer.path;
  trail.places = places;
  return true;
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
