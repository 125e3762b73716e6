import { describe, expect, it } from 'vitest';
import { Explorer } from '../../../src/state/explorer.svelte';
import { isTurn, KEYS, NOTHING_CHOSEN, readLink, writeLink } from '../../../src/state/link';
import { chosenOf, show } from '../../../src/state/link/explorer';
import { SIDES } from '../../../src/state/side.svelte';
import { DEFAULT_TASK } from '../../../src/tasks';
import { readCatalogue } from '../../catalogue';
import { anything } from './chance';

const catalogue = readCatalogue();
const SEEDS = Array.from({ length: 300 }, (_, seed) => seed);
const EXAMPLE =
  '#v=1&task=digits&weights=random&hidden=8&seed=3&bias=2&reset=after&z=old&x=sample:5&step=3' +
  '&units=2,1&edits=lstm.f.clamp.0@4-;gru.z.shift.-1.5!u2@3-5~off&open=lstm.i.3.2';

const read = (hash: string) => readLink(hash, catalogue);
const write = (explorer: Explorer) => writeLink(chosenOf(explorer), catalogue);
const opened = () => new Explorer(catalogue, DEFAULT_TASK);

describe('a link', () => {
  it('reads as it was written, whatever was chosen', () => {
    for (const seed of SEEDS) {
      const chosen = anything(catalogue, seed);
      const link = writeLink(chosen, catalogue);
      expect(read(link), link).toEqual({ chosen, complaints: [] });
    }
  });

  it('holds nothing that an address cannot hold as it is', () => {
    for (const seed of SEEDS) {
      const link = writeLink(anything(catalogue, seed), catalogue);
      expect(new URL(link, 'http://127.0.0.1/').hash).toBe(link);
      expect(link).toMatch(/^#[\w.,:;=&!@~+()%-]+$/);
    }
  });

  it('leaves out what is as it opens', () => {
    expect(write(opened())).toBe(NOTHING_CHOSEN);
    expect(read(NOTHING_CHOSEN).chosen).toEqual(chosenOf(opened()));
  });

  it('is read the same with its pieces in another order or written as numbers', () => {
    const [version, ...pieces] = EXAMPLE.slice(1).split('&');
    const { chosen } = read(EXAMPLE);
    expect(read(`#${[version, ...pieces.reverse()].join('&')}`)).toEqual({
      chosen,
      complaints: [],
    });
    const coded = pieces.map((piece) => piece.replace(/[:;,@!~]/g, encodeURIComponent));
    expect(read(`#v=1&${coded.join('&')}`)).toEqual({ chosen, complaints: [] });
  });

  it('says what people would say', () => {
    expect(writeLink(read(EXAMPLE).chosen, catalogue)).toBe(EXAMPLE);
  });
});

describe('opening a link', () => {
  it('chooses what was chosen', () => {
    const explorer = opened();
    for (const seed of SEEDS.slice(0, 100)) {
      const chosen = anything(catalogue, seed);
      show(explorer, chosen);
      expect(chosenOf(explorer)).toEqual(chosen);
    }
  });

  it('shows the same numbers', async () => {
    const [first, second] = [opened(), opened()];
    for (const seed of SEEDS.slice(0, 12)) {
      const chosen = anything(catalogue, seed);
      show(first, chosen);
      show(second, read(write(first)).chosen);
      // Both wait for the checkpoint, if there is one.
      await Promise.all([first, second].map((e) => e.setCheckpoint(chosen.checkpoint)));
      for (const key of SIDES) {
        expect(second.sides[key].output.join()).toBe(first.sides[key].output.join());
        expect(second.sides[key].outputBefore.join()).toBe(first.sides[key].outputBefore.join());
      }
    }
  });

  it('leaves nothing of what was there before', () => {
    const explorer = opened();
    for (const seed of SEEDS.slice(0, 30)) {
      show(explorer, anything(catalogue, seed));
      show(explorer, read(NOTHING_CHOSEN).chosen);
      expect(write(explorer)).toBe(NOTHING_CHOSEN);
    }
  });
});

describe('a link of what has become impossible', () => {
  it('can still be read', () => {
    const explorer = opened();
    const steps = { start: 4, stop: 5 };
    explorer.playback.last();
    explorer.inspect('lstm', 'f');
    explorer.manipulation.set('lstm', 'f', 'clamp', 0, { unit: 3, steps });
    explorer.sequence.remove(4);
    expect(read(write(explorer))).toEqual({ chosen: chosenOf(explorer), complaints: [] });
  });

  it('looks as far back as the task lets it', () => {
    const explorer = opened();
    explorer.view.fading = { weights: 'trained', lags: 40, bias: 0 };
    explorer.openTask('digits');
    expect(read(write(explorer))).toEqual({ chosen: chosenOf(explorer), complaints: [] });
    expect(chosenOf(explorer).fading.lags).toBeNull();
  });

  it('forgets a node that the cell no longer has', () => {
    const explorer = opened();
    explorer.choice.reset = 'after';
    explorer.inspect('gru', 'n_h_pre');
    expect(chosenOf(explorer)).toMatchObject({ node: { node: 'n_h_pre' } });
    explorer.choice.reset = 'before';
    expect(chosenOf(explorer)).toMatchObject({ node: null, open: null });
  });
});

describe('a presentation', () => {
  it('leaves out figures that are hidden', () => {
    const { chosen, complaints } = read('#v=1&hide=cells&present=cells');
    const explorer = opened();
    show(explorer, chosen);
    expect(complaints).toEqual([]);
    expect(explorer.view.slide).toBeNull();
    expect(chosenOf(explorer).present).toBeNull();
  });

  it('goes through its figures as one step of the history', () => {
    const [first, second] = ['lstm', 'gru'].map((name) => read(`#v=1&present=${name}`).chosen);
    expect(isTurn(first!, second!)).toBe(false);
    expect(isTurn(second!, read(NOTHING_CHOSEN).chosen)).toBe(true);
  });
});

describe('a step of the history', () => {
  const now = read(EXAMPLE).chosen;
  const [first, ...others] = now.edits;

  it.each([
    ['another task', { task: 'sunspots' }],
    ['other weights', { weights: 'trained' as const }],
    ['the place of the reset', { reset: 'before' as const }],
    ['the sense of z', { z: 'new' as const }],
    ['another sample', { x: 6 }],
    ['an edit removed', { edits: others }],
    ['an edit added', { edits: [...now.edits, first!] }],
    ['an experiment', { experiment: 'forget' }],
    ['a part hidden', { hide: ['cells' as const] }],
    ['a presentation begun', { present: 'cells' as const }],
    ['an edit switched off', { edits: [{ ...first!, isOn: false }, ...others] }],
  ])('is %s', (_, change) => {
    expect(isTurn(now, { ...now, ...change })).toBe(true);
  });

  it.each([
    ['nothing', {}],
    ['another step', { step: 4 }],
    ['another unit', { units: { lstm: 0, gru: 0 } }],
    ['the forget bias', { bias: 3 }],
    ['the amount of an edit', { edits: [{ ...first!, amount: 0.5 }, ...others] }],
    ['what is open', { open: null }],
    ['the summary of h', { summary: 'norm' as const }],
    ['the theme', { theme: 'dark' as const }],
  ])('is not %s', (_, change) => {
    expect(isTurn(now, { ...now, ...change })).toBe(false);
  });
});

it('has a row for everything that is chosen', () => {
  expect([...KEYS].sort()).toEqual(Object.keys(chosenOf(opened())).sort());
});
