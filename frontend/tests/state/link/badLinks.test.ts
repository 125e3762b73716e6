import { describe, expect, it } from 'vitest';
import { isLink, KEYS, NOTHING_CHOSEN, readLink } from '../../../src/state/link';
import { readCatalogue } from '../../catalogue';

const catalogue = readCatalogue();
const OPENING = readLink(NOTHING_CHOSEN, catalogue).chosen;

/** What cannot be read, and a word of why. */
const BAD: readonly (readonly [string, string])[] = [
  ['task=nim', 'store_and_recall'],
  ['task=__proto__', 'store_and_recall'],
  ['weights=trainde', 'trained, random, here'],
  ['checkpoint=0', 'a checkpoint from 1 to'],
  ['checkpoint=99', 'a checkpoint from 1 to'],
  ['hidden=0', 'from 1 to 32'],
  ['hidden=33', 'from 1 to 32'],
  ['hidden=4.5', 'a whole number'],
  ['seed=-1', 'a whole number'],
  ['seed=4294967296', 'from 0 to 4294967295'],
  ['seed=0x10', 'a whole number'],
  ['bias=5.1', 'from 0 to 5'],
  ['bias=', 'a number'],
  ['bias=NaN', 'a number'],
  ['optimiser=adam', 'Adam, SGD'],
  ['rate=0', 'a number from'],
  ['rate=11', 'a number from'],
  ['rate=fast', 'a number'],
  ['clip=-1', 'a number from'],
  ['batch=0', 'a whole number from 1 to 256'],
  ['batch=2.5', 'a whole number'],
  ['reset=during', 'before, after'],
  ['z=middle', 'new, old'],
  ['x=5', 'sample:'],
  ['x=sample:0', 'a sample’s seed from 1'],
  ['x=sample:1e3', 'a sample’s seed'],
  ['rows=', 'value,store,recall'],
  ['rows=0.5', 'value,store,recall'],
  ['rows=2,0,0', 'from -1 to 1'],
  ['rows=0,1,0;a,0,0', 'a number'],
  ['rows=0,1,0;Infinity,0,0', 'a number'],
  [`rows=${Array(200).fill('0,0,0').join(';')}`, '1 to 128 steps'],
  ['text=ab', 'rows= for a task of numbers'],
  ['step=0', 'a step from 1 to 5'],
  ['step=6', 'a step from 1 to 5'],
  ['step=two', 'a step from 1 to 5'],
  ['stage=lunch', 'inputs, gates'],
  ['speed=3', '0.5, 1, 2, 4'],
  ['units=1', 'a unit of each cell'],
  ['units=1,5', 'a unit from 1 to 4'],
  ['units=1,2,3', 'a unit of each cell'],
  ['node=f', 'a cell and what is in it'],
  ['node=rnn.h', 'lstm, gru'],
  ['node=lstm.z', 'one of the LSTM'],
  ['node=lstm.constructor', 'one of the LSTM'],
  ['range=3-2', 'the first step and the last'],
  ['range=1-9', 'a step from 1 to 5'],
  ['range=1-2-3', 'the first step and the last'],
  ['scope=all', 'units and steps'],
  ['scope=all,never', 'all, this, onward, brushed'],
  ['edits=', 'a cell and what is in it'],
  ['edits=lstm.f', 'an edit, as in'],
  ['edits=lstm.q.clamp.0', 'one of f, i, g, c, o, h'],
  ['edits=lstm.f.clamb.0', 'clamp, scale, shift'],
  ['edits=lstm.f.clamp.1e999', 'a number'],
  ['edits=lstm.f.clamp.0!u0', 'a unit from 1'],
  ['edits=lstm.f.clamp.0!2', 'an edit, as in'],
  ['edits=lstm.f.clamp.0@5-4', 'the first step and the last'],
  ['edits=lstm.f.clamp.0@999-', 'a step from 1'],
  ['edits=lstm.f.clamp.0~on', 'an edit, as in'],
  ['edits=lstm.f.clamp.0;;', 'a cell and what is in it'],
  ['chip=1', 'a place among the edits'],
  ['open=lstm', 'a cell and what is in it'],
  ['open=lstm.i', 'a node, its step and its unit'],
  ['open=lstm.i.0.1', 'a step from 1'],
  ['open=lstm.x.1.9', 'a unit from 1 to 3'],
  ['open=lstm.i.1.1,', 'a node, its step and its unit'],
  ['summary=mean', 'average, size, unit, norm'],
  ['shown=now', 'a word for each cell'],
  ['shown=now,after', 'now, before, difference'],
  ['fading=untrained', 'the weights, the length and the forget bias'],
  ['fading=half,all,0', 'untrained, trained'],
  ['fading=trained,1,0', 'a length or all, from 2 to 100'],
  ['fading=trained,101,0', 'a length or all, from 2 to 100'],
  ['fading=untrained,all,6', 'a number from 0 to 5'],
  ['measured=nim', 'store_and_recall'],
  ['experiment=nothing', 'forget'],
  ['experiment=__proto__', 'forget'],
  ['hide=', 'introduction, fading'],
  ['hide=introduction,header', 'introduction, fading'],
  ['present=animation', 'introduction, fading'],
  ['theme=blue', 'light, dark'],
  ['lang=fr', 'en, zh'],
];

describe('a piece that cannot be read', () => {
  it.each(BAD)('%s is said by name, and the rest applies', (piece, why) => {
    const [other, value] = piece.startsWith('bias')
      ? (['seed', 9] as const)
      : (['bias', 3] as const);
    const { chosen, complaints } = readLink(`#v=1&${piece}&${other}=${value}`, catalogue);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]!.key).toBe(piece.split('=')[0]);
    expect(complaints[0]!.problem).toContain('expected');
    expect(complaints[0]!.problem).toContain(why);
    expect(chosen).toEqual({ ...OPENING, [other]: value });
  });

  it('is among these for every piece', () => {
    expect(new Set(BAD.map(([piece]) => piece.split('=')[0]))).toEqual(new Set(KEYS));
  });

  it('is quoted only as far as it is readable', () => {
    const { complaints } = readLink(`#v=1&task=${'x'.repeat(5000)}`, catalogue);
    expect(complaints[0]!.problem.length).toBeLessThan(150);
  });
});

describe('a link', () => {
  it.each([
    ['#v=1&colour=red', 'colour', 'nothing is called so'],
    ['#v=1&__proto__=red', '__proto__', 'nothing is called so'],
    ['#v=1&=3', '', 'nothing is called so'],
    ['#v=1&step=2&step=3', 'step', 'twice'],
    ['#v=1&step=%zz', 'step', 'its characters are broken'],
  ])('%s has one complaint', (hash, key, why) => {
    const { complaints } = readLink(hash, catalogue);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatchObject({ key, problem: expect.stringContaining(why) });
  });

  it('of another version is not read at all, and says so', () => {
    for (const version of ['2', '', '1.0', 'x']) {
      const { chosen, complaints } = readLink(`#v=${version}&task=digits&step=99`, catalogue);
      expect(chosen).toEqual(OPENING);
      expect(complaints).toEqual([{ key: 'v', problem: expect.stringContaining('expected 1') }]);
    }
  });

  it('is told from the name of a part of the page', () => {
    for (const hash of ['#v=1', '#v=2', '#step=3&v=1']) expect(isLink(hash)).toBe(true);
    for (const hash of ['', '#', '#explorer', '#v', '#task=digits', '#dv=1']) {
      expect(isLink(hash)).toBe(false);
    }
  });
});
