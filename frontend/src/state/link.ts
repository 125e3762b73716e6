/** What is chosen, as the hash of the page's address, and back. `docs/links.md` describes it. */
import { LinkError } from '../cells/errors';
import type { Catalogue } from './catalogue';
import type { Chosen, Key } from './link/chosen';
import { EDITS } from './link/edits';
import { INPUT } from './link/input';
import { MODEL } from './link/model';
import type { Pieces } from './link/piece';
import { quote } from './link/read';
import { Scene } from './link/scene';
import { SELECTION } from './link/selection';
import { VIEW } from './link/view';
import { words } from '../words/words.svelte';

export type { Chosen } from './link/chosen';

const VERSION = '1';

/** The link of the page as it opens. */
export const NOTHING_CHOSEN = `#v=${VERSION}`;

/** The table: in the order of a link, and a piece may lean on those above it. */
const { units, node, range, open } = SELECTION;
export const PIECES: Pieces = { ...MODEL, ...INPUT, units, node, range, ...EDITS, open, ...VIEW };
export const KEYS = Object.keys(PIECES) as readonly Key[];

/** What could not be read of a link: whose value, and why. */
export interface Complaint {
  readonly key: string;
  readonly problem: string;
}

/** Whether a hash is a link's; any other is the name of a part of the page. */
export function isLink(hash: string): boolean {
  return /[#&]v=/.test(hash);
}

/** The hash of what is chosen. What is as it opens is left out. */
export function writeLink(chosen: Chosen, catalogue: Catalogue): string {
  const scene = new Scene(catalogue, chosen);
  const write = <K extends Key>(key: K): string | null => {
    const piece = PIECES[key];
    const text = piece.write(chosen[key]);
    return text === piece.write(piece.opening(scene)) ? null : `${key}=${text}`;
  };
  return [NOTHING_CHOSEN, ...KEYS.map(write).filter((text) => text !== null)].join('&');
}

/** What a hash says is chosen. What cannot be read is as it opens, and there is a complaint. */
export function readLink(
  hash: string,
  catalogue: Catalogue,
): { readonly chosen: Chosen; readonly complaints: readonly Complaint[] } {
  const { texts, complaints } = split(hash);
  const chosen: Partial<{ -readonly [K in Key]: Chosen[K] }> = {};
  const scene = new Scene(catalogue, chosen);
  const read = <K extends Key>(key: K): Chosen[K] => {
    const text = texts.get(key);
    if (text === undefined) return PIECES[key].opening(scene);
    try {
      return PIECES[key].read(text, scene);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      complaints.push({ key, problem: error.message });
      return PIECES[key].opening(scene);
    }
  };
  const settle = <K extends Key>(key: K) => {
    chosen[key] = read(key);
  };
  KEYS.forEach(settle);
  return { chosen: chosen as Chosen, complaints };
}

/** Whether two choices are the same in some of their pieces. */
export function isSame(a: Chosen, b: Chosen, keys: readonly Key[]): boolean {
  const write = <K extends Key>(key: K, chosen: Chosen) => PIECES[key].write(chosen[key]);
  return keys.every((key) => write(key, a) === write(key, b));
}

/** Whether a change of what is chosen is worth a step of the browser's history. */
export function isTurn(before: Chosen, after: Chosen): boolean {
  const turned = <K extends Key>(key: K) => PIECES[key].isTurn?.(before[key], after[key]) ?? false;
  return KEYS.some(turned);
}

/** The texts of a link by key, and what is wrong before any of them is looked at. */
function split(hash: string): { texts: ReadonlyMap<string, string>; complaints: Complaint[] } {
  const [texts, complaints] = [new Map<string, string>(), [] as Complaint[]];
  for (const part of hash.replace(/^#/, '').split('&').filter(Boolean)) {
    const [, key, coded] = /^([^=]*)=?(.*)$/s.exec(part)!;
    const text = decode(coded);
    const problem = problemOf(key, text, texts);
    if (problem) complaints.push({ key, problem: words.link.inPart(problem, quote(part)) });
    else texts.set(key, text!);
  }
  const version = texts.get('v');
  if (version === VERSION) return { texts, complaints };
  const problem = words.link.version(VERSION, quote(version ?? ''));
  return { texts: new Map(), complaints: [{ key: 'v', problem }] };
}

function problemOf(
  key: string,
  text: string | null,
  known: ReadonlyMap<string, string>,
): string | null {
  if (key !== 'v' && !(KEYS as readonly string[]).includes(key)) return words.link.unknown;
  if (known.has(key)) return words.link.twice;
  return text === null ? words.link.broken : null;
}

/** Programs that pass a link on may write some of its characters as numbers. */
function decode(coded: string): string | null {
  try {
    return decodeURIComponent(coded);
  } catch {
    return null;
  }
}
