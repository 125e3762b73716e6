import { MOST_UNITS } from '../choice.svelte';
import { CHIP_KINDS, type StepScope, type UnitScope, type Where } from '../manipulation.svelte';
import type { Edit } from './chosen';
import type { Pieces } from './piece';
import { readNumber, readPlace, readWord, refuse, writePlace } from './read';
import type { Scene } from './scene';
import { readRange, readSide, writeSteps } from './selection';
import { words } from '../../words/words.svelte';

const UNIT_SCOPES: readonly UnitScope[] = ['all', 'selected'];
const STEP_SCOPES: readonly StepScope[] = ['all', 'this', 'onward', 'brushed'];

/** What is done to what, then where it is not everywhere, then what is unusual: `f.clamp.0!u2@4-~off`. */
const EDIT = /^([a-z0-9_]+)\.([a-z]+)\.([^!@~]+)(?:!u([^@~]+))?(?:@([^~]+))?(~about1)?(~off)?$/;

/** The manipulations, and where the next one is to act. */
export const EDITS: Pieces<'scope' | 'edits' | 'chip'> = {
  scope: {
    opening: () => ({ units: 'all', steps: 'all' }),
    write: ({ units, steps }) => `${units},${steps}`,
    read: readScope,
  },
  edits: {
    opening: () => [],
    write: (edits) => edits.map(writeEdit).join(';'),
    read: (text, scene) => text.split(';').map((edit) => readEdit(edit, scene)),
    isTurn: (before, after) => before.map(shape).join() !== after.map(shape).join(),
  },
  chip: {
    opening: () => null,
    write: (place) => (place === null ? '' : writePlace(place)),
    read: (text, scene) => readPlace(text, words.link.placeOfEdit, scene.get('edits').length),
  },
};

/** All of an edit but what a slider changes. */
function shape(edit: Edit): string {
  return writeEdit({ ...edit, amount: 0 });
}

function writeEdit(edit: Edit): string {
  return `${edit.side}.${writeAct(edit)}`;
}

/** What an edit does, whosever value it is. */
export type Act = Omit<Edit, 'side'>;

export function writeAct({ name, kind, amount, where, about, isOn }: Act): string {
  const unit = where.unit === null ? '' : `!u${writePlace(where.unit)}`;
  const unusual = (about === 1 ? '~about1' : '') + (isOn ? '' : '~off');
  return `${name}.${kind}.${amount}${unit}${writeWhen(where)}${unusual}`;
}

/** When it acts: `@3-5`, from a step on `@4-`. */
function writeWhen({ steps }: Where): string {
  if (!steps) return '';
  const { start, stop } = steps;
  return `@${stop === null ? `${writePlace(start)}-` : writeSteps({ start, stop })}`;
}

function readEdit(text: string, scene: Scene): Edit {
  const [side, rest] = readSide(text);
  const most = { units: MOST_UNITS, steps: scene.task.maxLength };
  return { side, ...readAct(rest, scene.cell(side).values, most) };
}

/** Of a network with these values, and at most so many units and steps. */
export function readAct(
  text: string,
  values: readonly string[],
  most: { readonly units: number; readonly steps: number },
): Act {
  const parts = EDIT.exec(text);
  if (!parts) return refuse(words.link.edit, text);
  const [, name, kind, amount, unit, steps, about, off] = parts;
  return {
    name: readWord(name, values),
    kind: readWord(kind, CHIP_KINDS),
    amount: readNumber(amount),
    where: {
      unit: unit === undefined ? null : readPlace(unit, words.link.unit, most.units),
      steps: steps === undefined ? null : readWhen(steps, most.steps),
    },
    isOn: off === undefined,
    about: about === undefined ? 0 : 1,
  };
}

function readWhen(text: string, count: number): Where['steps'] {
  if (!text.endsWith('-')) return readRange(text, count);
  return { start: readPlace(text.slice(0, -1), words.link.step, count), stop: null };
}

export function readScope(text: string): { readonly units: UnitScope; readonly steps: StepScope } {
  const [units, steps, ...more] = text.split(',');
  if (steps === undefined || more.length > 0) refuse(words.link.scope, text);
  return { units: readWord(units, UNIT_SCOPES), steps: readWord(steps, STEP_SCOPES) };
}
