import { describe, expect, it } from 'vitest';
import { ASPECTS } from '../../src/lessons/comparison';
import { GATE_FUNCTIONS } from '../../src/lessons/gateFunctions';
import { FEATURES } from '../../src/lessons/innovations';
import { REFERENCES } from '../../src/lessons/references';
import { TAKEAWAYS } from '../../src/lessons/takeaways';
import { gateOf } from '../../src/panels/article/gateOf';
import { words } from '../../src/words/words.svelte';
import { GRU, LSTM } from '../cells/fixtures';

const CELLS = { lstm: LSTM, gru: GRU };

it('introduces in five sentences', () => {
  const sentences = words.lessons.introduction.text.split(/(?<=\.) /);
  expect(sentences).toHaveLength(5);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
});

it('has four features of each cell, which light up something', () => {
  for (const features of Object.values(FEATURES)) {
    expect(features).toHaveLength(4);
    for (const { roles, side } of features) {
      const cells = side ? [CELLS[side]] : Object.values(CELLS);
      for (const cell of cells) {
        expect(roles.some((role) => gateOf(cell, role))).toBe(true);
      }
    }
  }
});

describe.each(GATE_FUNCTIONS)('$title', ({ side, role, text }) => {
  it('is a gate of its cell, explained in two sentences', () => {
    expect(gateOf(CELLS[side], role)).not.toBeNull();
    expect(text.match(/[.](?= |$)/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

it('claims what the page was asked to', () => {
  expect(Object.values(ASPECTS).map(({ aspect }) => aspect)).toEqual([
    'Gates',
    'Parameters',
    'Memory',
    'Performance',
  ]);
});

it('has seven takeaways, and cites every paper that it lists', () => {
  expect(TAKEAWAYS).toHaveLength(7);
  const cited = new Set(TAKEAWAYS.flatMap(({ from }) => from));
  expect([...cited].sort()).toEqual(Object.keys(REFERENCES).sort());
});

it('cites each paper by its first author and year', () => {
  for (const { short, full } of Object.values(REFERENCES)) {
    const [surname, year] = [short.split(' ')[0], short.match(/\d{4}/)![0]];
    expect(full.split(',')[0]).toContain(surname);
    expect(full).toContain(year);
  }
});
