import { ANSWER } from '../../cells/answerArithmetic';
import type { Place } from '../../cells/arithmetic';
import { isInput } from '../../cells/graph';
import { MOST_UNITS } from '../choice.svelte';
import type { Range } from '../selection.svelte';
import { SIDES, type SideKey } from '../side.svelte';
import type { Opened } from './chosen';
import type { Pieces } from './piece';
import { readPlace, readWord, refuse, writePlace } from './read';
import type { Scene } from './scene';
import { words } from '../../words/words.svelte';

/** What is selected, and what is open in the arithmetic. */
export const SELECTION: Pieces<'units' | 'node' | 'range' | 'open'> = {
  units: {
    opening: (scene) => ({ lstm: unitOf(scene, 'lstm'), gru: unitOf(scene, 'gru') }),
    write: (units) => SIDES.map((side) => writePlace(units[side])).join(','),
    read: readUnits,
  },
  node: {
    opening: () => null,
    write: (chosen) => (chosen ? `${chosen.side}.${chosen.node}` : ''),
    read: readNode,
  },
  range: {
    opening: () => null,
    write: (range) => (range ? writeSteps(range) : ''),
    read: (text, scene) => readRange(text, scene.rows.length),
  },
  open: {
    opening: () => null,
    write: writeOpened,
    read: readOpened,
  },
};

/** Steps from 1, the last one included: `3-5`, `3`. */
export function writeSteps({ start, stop }: Range): string {
  return stop === start + 1 ? writePlace(start) : `${writePlace(start)}-${stop}`;
}

export function readRange(text: string, count: number): Range {
  const [first, last = first, ...more] = text.split('-');
  const [start, end] = [first, last].map((step) => readPlace(step, words.link.step, count));
  if (more.length > 0 || end < start) refuse(words.link.range, text);
  return { start, stop: end + 1 };
}

/** A cell and what is in it: `lstm.f`. */
export function readSide(text: string): readonly [SideKey, string] {
  const dot = text.indexOf('.');
  if (dot < 0) refuse(words.link.node, text);
  return [readWord(text.slice(0, dot), SIDES), text.slice(dot + 1)];
}

/** The unit to begin with: the one that its training found worth a look. */
function unitOf(scene: Scene, side: SideKey): number {
  return Math.min(scene.trained(side).record?.unit ?? 0, scene.units(side) - 1);
}

function readUnits(text: string, scene: Scene): Readonly<Record<SideKey, number>> {
  const units = text.split(',');
  if (units.length !== SIDES.length) refuse(words.link.units, text);
  const [lstm, gru] = SIDES.map((side, k) =>
    readPlace(units[k], words.link.unit, scene.units(side)),
  );
  return { lstm, gru };
}

function readNode(text: string, scene: Scene): { readonly side: SideKey; readonly node: string } {
  const [side, id] = readSide(text);
  return { side, node: readId(id, scene, side) };
}

function readId(text: string, scene: Scene, side: SideKey): string {
  const cell = scene.cell(side);
  if (cell.nodes.some(({ id }) => id === text)) return text;
  return refuse(
    words.link.nodeOf(
      cell.title,
      cell.nodes.map(({ id }) => id),
    ),
    text,
  );
}

function writeOpened(opened: Opened | null): string {
  if (!opened) return '';
  const places = opened.places.map(({ node, step, unit }) => `${node}.${step + 1}.${unit + 1}`);
  return `${opened.side}.${places.join(',')}`;
}

function readOpened(text: string, scene: Scene): Opened {
  const [side, places] = readSide(text);
  return { side, places: places.split(',').map((place) => readOpenedPlace(place, scene, side)) };
}

/** A trail may lead through steps and units that are gone: what the task can have will do. */
function readOpenedPlace(text: string, scene: Scene, side: SideKey): Place {
  const [, id, step, unit] = /^(.+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  if (!id) return refuse(words.link.opened, text);
  const node = id === ANSWER ? id : readId(id, scene, side);
  const { channels, maxLength } = scene.task;
  const units = sizeOf(node, scene, side, channels.length);
  return {
    node,
    step: readPlace(step, words.link.step, maxLength),
    unit: readPlace(unit, words.link.unit, units),
  };
}

function sizeOf(node: string, scene: Scene, side: SideKey, channels: number): number {
  if (node === ANSWER) return scene.trained(side).readout.bias.length;
  return isInput(scene.cell(side), node) ? channels : MOST_UNITS;
}
