import { describe, expect, it } from 'vitest';
import { CellError } from '../../src/cells/errors';
import {
  editable,
  isGate,
  node,
  parameterShapes,
  parseCell,
  rangeOf,
  word,
} from '../../src/cells/graph';
import { countParameters } from '../../src/cells/weights';
import { CELLS, GRU, GRU_RESET_AFTER, lstm, LSTM, RNN, type CellJson } from './fixtures';

describe('a cell', () => {
  it('knows its gates by their range', () => {
    expect(LSTM.values.filter((id) => isGate(LSTM, id))).toEqual(['f', 'i', 'o']);
    expect(GRU.values.filter((id) => isGate(GRU, id))).toEqual(['r', 'z']);
    expect(rangeOf(LSTM, 'g')).toEqual([-1, 1]);
    expect(rangeOf(LSTM, 'c')).toBeNull();
    expect(rangeOf(LSTM, 'x')).toBeNull();
  });

  it('derives the shapes of its parameters, in order', () => {
    expect(Object.entries(parameterShapes(GRU_RESET_AFTER, 3, 5))).toEqual([
      ['r.h', [5, 5]],
      ['r.x', [5, 3]],
      ['r.b', [5]],
      ['z.h', [5, 5]],
      ['z.x', [5, 3]],
      ['z.b', [5]],
      ['n_x.x', [5, 3]],
      ['n_x.b', [5]],
      ['n_h.h', [5, 5]],
      ['n_h.b', [5]],
    ]);
  });

  it('counts its parameters', () => {
    expect(countParameters(LSTM, 3, 4)).toBe(4 * (4 * 4 + 4 * 3 + 4));
    expect(countParameters(GRU, 3, 4)).toBe(3 * (4 * 4 + 4 * 3 + 4));
    expect(countParameters(RNN, 1, 1)).toBe(3);
  });

  it('says what an edit can act on', () => {
    expect(editable(RNN)).toEqual(['h', 'h_pre']);
    expect(editable(GRU_RESET_AFTER)).toContain('n_pre');
    expect(editable(LSTM).some((id) => id.includes('.') || id.endsWith('_prev'))).toBe(false);
  });

  it('cannot be changed', () => {
    for (const cell of CELLS) expect(Object.isFrozen(cell.nodes[0].arguments)).toBe(true);
  });

  it('takes a name of every object for a name without words', () => {
    expect(word(LSTM, 'constructor').symbol).toBe('constructor');
    expect(() => node(LSTM, 'constructor')).toThrow(CellError);
  });
});

const find = (json: CellJson, id: string) => json.nodes.find((n) => n.id === id)!;
type Spoil = (json: CellJson) => unknown;
const projected = (of: string, label: string) => ({
  operation: 'projection',
  arguments: [of],
  label,
  roles: ['m'],
});

describe('parseCell refuses', () => {
  it.each<[string, Spoil, RegExp]>([
    ['another format', (j) => (j.format = 2), /format 1, got 2/],
    ['a missing part', (j) => delete (j as Partial<CellJson>).states, /states.*got nothing/],
    ['nodes that are no list', (j) => Object.assign(j, { nodes: {} }), /nodes.*list/],
    ['a node that is no object', (j) => j.nodes.push(null as never), /node 17.*got null/],
    [
      'an unknown operation',
      (j) => (find(j, 'f').operation = 'cosine'),
      /"f" to be one of .*sigma.* got "cosine"/,
    ],
    [
      'a constant too many',
      (j) => Object.assign(find(j, 'f'), { constants: [1] }),
      /sigma at "f" takes 0 constant\(s\), finite numbers, got \[1\]/,
    ],
    [
      'a parameter of two nodes',
      (j) => Object.assign(find(j, 'i_pre'), { label: 'f' }),
      /each parameter at one node, "f_pre" and "i_pre" are "f"/,
    ],
    [
      'an operation named like a part of every object',
      (j) => (find(j, 'f').operation = 'constructor'),
      /got "constructor"/,
    ],
    [
      'a projected state beside units',
      (j) => Object.assign(find(j, 'c'), projected('c.1', 'c')),
      /multiply at "c.1" to join values of one axis; "f" is \(unit\), "c_prev" is \(proj\)/,
    ],
    [
      'a projection of what is projected',
      (j) => Object.assign(find(j, 'h'), projected('h_prev', 'h')),
      /projection at "h" to take values of the layer's units, got "h_prev", which is \(proj\)/,
    ],
    [
      'a projection of the input',
      (j) => Object.assign(find(j, 'h'), projected('x', 'h')),
      /projection at "h" joins the input/,
    ],
    [
      'a node that needs a later one',
      (j) => j.nodes.reverse(),
      /"h" needs "o", which does not come before it/,
    ],
    [
      'a cycle',
      (j) => Object.assign(find(j, 'c.2'), { arguments: ['i', 'c'] }),
      /"c.2" needs "c".*cycle/,
    ],
    [
      'a missing node',
      (j) => Object.assign(find(j, 'f'), { arguments: ['q_pre'] }),
      /"f" needs a node "q_pre", and there is none/,
    ],
    [
      'a missing argument',
      (j) => Object.assign(find(j, 'c'), { arguments: ['c.1'] }),
      /add at "c" takes 2 argument\(s\), got 1/,
    ],
    [
      'an affine with fewer roles than arguments',
      (j) => Object.assign(find(j, 'f_pre'), { roles: ['h'] }),
      /affine at "f_pre".*got 2/,
    ],
    [
      'an affine of nothing',
      (j) => Object.assign(find(j, 'f_pre'), { roles: [], arguments: [] }),
      /at least one.*got 0/,
    ],
    [
      'a role of two arguments',
      (j) => Object.assign(find(j, 'f_pre'), { roles: ['h', 'h'] }),
      /each role of "f_pre" once.*"h"/,
    ],
    [
      'a role called as the bias',
      (j) => Object.assign(find(j, 'f_pre'), { roles: ['h', 'b'] }),
      /none "b"/,
    ],
    [
      'two affines of one label',
      (j) => ((find(j, 'i_pre') as { label: string }).label = 'f'),
      /"i_pre" are "f"/,
    ],
    [
      'roles where there is no matrix',
      (j) => Object.assign(find(j, 'f'), { roles: ['h'] }),
      /no roles/,
    ],
    ['two nodes of one id', (j) => j.nodes.push({ ...find(j, 'f') }), /two called "f"/],
    ['a bad id', (j) => j.nodes.push({ ...find(j, 'f'), id: 'F;alert(1)' }), /got "F;alert\(1\)"/],
    [
      'a bad name of a value',
      (j) => (j.values[0] = '__proto__'),
      /"__proto__" cannot name a value/,
    ],
    ['a reserved name', (j) => j.values.push('grad_h'), /"grad_h".*reserved/],
    ['a value without a node', (j) => j.values.push('q'), /computes the value "q"/],
    ['a value twice', (j) => j.values.push('f'), /"f" twice/],
    ['a state that is no value', (j) => j.states.push('q'), /"q", which is not/],
    ['no state h', (j) => (j.states = ['c']), /expected a state "h"/],
    [
      'a previous of no state',
      (j) => Object.assign(find(j, 'c_prev'), { label: 'q' }),
      /"c_prev" to be called after the state/,
    ],
    [
      'an input joined with units',
      (j) => Object.assign(find(j, 'c.2'), { arguments: ['i', 'x'] }),
      /"c.2" joins the input.*affine first/,
    ],
    [
      'a bad role of a word',
      (j) => (j.words = { f: { symbol: 'f', word: 'f', role: '"><b>' } }),
      /role of "f"/,
    ],
    [
      'a word without a symbol',
      (j) => (j.words = { f: { word: 'f', role: 'forget' } }),
      /symbol.*"f"/,
    ],
  ])('%s', (_, spoil, message) => {
    const json = structuredClone(lstm());
    spoil(json);
    expect(() => parseCell(json)).toThrow(CellError);
    expect(() => parseCell(json)).toThrow(message);
  });

  it.each([[null], ['lstm'], [[]], [undefined]])('%j, which is no cell', (json) => {
    expect(() => parseCell(json)).toThrow(/Expected .* object, got/);
  });
});
