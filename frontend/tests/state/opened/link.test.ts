import { describe, expect, it } from 'vitest';
import { readOpened } from '../../../src/opened/document';
import { readLink, writeLink } from '../../../src/opened/link';
import { OpenedTrace } from '../../../src/opened/opened.svelte';
import { Server } from '../../../src/opened/server';
import { gru, lstm, type CellJson } from '../../cells/fixtures';

function layer(path: string, cell: CellJson) {
  return {
    path,
    cell,
    time: 500,
    batch: 3,
    input: 2,
    unit: 8,
    proj: null,
    direction: path.endsWith('reverse') ? 'reverse' : 'forward',
    lengths: [500, 40, 7],
    certificate: null,
    source: null,
    edits: [],
    complete: null,
    dtype: 'float32',
    values: [...cell.values, 'x'],
  };
}

function opened(): OpenedTrace {
  const layers = [
    layer('encoder/0/forward', lstm()),
    layer('encoder/0/reverse', gru('after', 'old')),
  ];
  const json = { format: 1, title: 'T', live: false, editable: true, layers, labels: null };
  return new OpenedTrace(readOpened(json), new Server('secret'));
}

describe('the address of an opened trace', () => {
  it('says what is chosen, and never the token', () => {
    const first = opened();
    first.openLayer(1);
    first.sequenceChosen = 1;
    first.viewport.show(10, 30);
    first.playback.go(20);
    first.unitChosen = 4;
    first.value = 'z';
    first.order.by = 'variance';
    first.order.of = 'n';
    first.summary = 'low';
    first.shownChosen = 'difference';
    first.view.theme = 'dark';
    const link = writeLink(first);
    expect(link).toBe(
      '#v=1&layer=encoder/0/reverse&sequence=2&window=11-30&step=21&unit=5&value=z' +
        '&order=variance.n&columns=low&shown=difference&theme=dark',
    );
    const second = opened();
    expect(readLink(link, second)).toEqual({ version: null, pieces: [] });
    expect(writeLink(second)).toBe(link);
  });

  it.each([
    'layer=decoder',
    'sequence=4',
    'window=30-10',
    'step=501',
    'unit=0',
    'value=y',
    'order=beauty.f',
    'scope=some,all',
    'scope=all,brushed',
    'edits=1.f.clamp.two',
    'edits=3.f.clamp.1',
    'open=y.1.1',
    'shown=never',
  ])('names what it could not read: %s', (piece) => {
    expect(readLink(`#v=1&${piece}`, opened())).toEqual({ version: null, pieces: [piece] });
  });

  it.each([
    'scope=selected,this',
    'edits=1.f.clamp.1!u3@5-9;2.h.scale.0.5~off',
    'open=f.6.3,h.5.1',
  ])('opens what it says: %s', (piece) => {
    const trace = opened();
    expect(readLink(`#v=1&${piece}`, trace)).toEqual({ version: null, pieces: [] });
    expect(writeLink(trace)).toContain(piece);
    readLink('#v=1', trace);
    expect(writeLink(trace)).not.toContain(piece);
  });

  it('is not read in another version', () => {
    const trace = opened();
    expect(readLink('#v=2&step=5', trace)).toEqual({ version: '2', pieces: [] });
    expect(trace.step).toBe(0);
  });
});
