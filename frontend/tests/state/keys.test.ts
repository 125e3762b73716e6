import { beforeEach, describe, expect, it } from 'vitest';
import { Explorer } from '../../src/state/explorer.svelte';
import { KEY_ROWS, rowOf } from '../../src/state/keys';
import { writeKey } from '../../src/state/writeKey';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
let explorer: Explorer;
let isShown: boolean;

beforeEach(() => {
  explorer = new Explorer(catalogue, 'store_and_recall');
  isShown = false;
});

const press = (...keys: readonly string[]) =>
  keys.forEach((key) => rowOf(key)!.acts[key]!({ explorer, showKeys: () => (isShown = true) }));

describe('the keys of the explorer', () => {
  it('are each in one line of the list', () => {
    const keys = KEY_ROWS.flatMap(({ acts }) => Object.keys(acts));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map(writeKey).join(' ')).toBe(
      '← → Home End Space ↑ ↓ [ ] Enter Esc Page Up Page Down ?',
    );
  });

  it('are no others', () => {
    for (const key of ['a', 'Tab', 'constructor', 'Delete']) expect(rowOf(key)).toBeUndefined();
  });

  it('move through the steps', () => {
    press('ArrowRight', 'ArrowRight', 'ArrowLeft');
    expect(explorer.playback.step).toBe(1);
    press('End', 'ArrowRight');
    expect(explorer.playback.step).toBe(4);
    press('Home', 'ArrowLeft');
    expect(explorer.playback.step).toBe(0);
  });

  it('play and pause', () => {
    press(' ');
    expect(explorer.playback.isPlaying).toBe(true);
    press(' ');
    expect(explorer.playback.isPlaying).toBe(false);
  });

  it('move the unit of the cell last looked at, and stop at the ends', () => {
    const { lstm } = explorer.selection.units;
    explorer.selection.choose('gru', 'z', 0);
    press('ArrowUp', 'ArrowDown');
    expect(explorer.selection.units).toEqual({ lstm, gru: 1 });
    press('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(explorer.selection.units).toEqual({ lstm, gru: 3 });
  });

  it('change the speed, and stop at the ends', () => {
    press(']', ']', ']');
    expect(explorer.playback.speed).toBe(4);
    press('[', '[', '[', '[');
    expect(explorer.playback.speed).toBe(0.5);
  });

  it('open the arithmetic of what is chosen, and go back in it', () => {
    press('Enter');
    const places = [{ node: 'h', step: 0, unit: explorer.unit('lstm') }];
    expect(explorer.trail).toMatchObject({ side: 'lstm', places });
    explorer.selection.choose('gru', 'z', 2);
    press('ArrowRight', 'Enter');
    expect(explorer.trail).toMatchObject({
      side: 'gru',
      places: [{ node: 'z', step: 1, unit: 2 }],
    });
    press('Escape', 'Escape');
    expect(explorer.trail.isOpen).toBe(false);
  });

  it('open the arithmetic of the output where the chosen node is gone', () => {
    explorer.choice.reset = 'after';
    explorer.selection.choose('gru', 'n_h_pre');
    explorer.choice.reset = 'before';
    press('Enter');
    expect(explorer.trail).toMatchObject({ side: 'gru', places: [{ node: 'h' }] });
  });

  it('turn the figures of a presentation, and lead out of it after the arithmetic', () => {
    const reach = { explorer, showKeys: () => undefined };
    expect(rowOf('PageDown')!.isFor!(reach)).toBe(false);
    explorer.view.begin('cells');
    expect(rowOf('PageDown')!.isFor!(reach)).toBe(true);
    press('PageDown', 'PageDown', 'PageUp');
    expect(explorer.view.slide?.name).toBe('input');
    press('Enter', 'Escape');
    expect(explorer.view.slide?.name).toBe('input');
    press('Escape');
    expect(explorer.view.slide).toBeNull();
  });

  it('show their list', () => {
    press('?');
    expect(isShown).toBe(true);
  });
});
