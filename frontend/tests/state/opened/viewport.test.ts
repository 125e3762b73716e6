import { describe, expect, it } from 'vitest';
import { Viewport } from '../../../src/opened/viewport.svelte';

const viewport = (length = 1000) => new Viewport(() => length);

describe('the window of steps', () => {
  it('is the whole run to begin with', () => {
    const view = viewport();
    expect([view.start, view.stop, view.isWhole]).toEqual([0, 1000, true]);
  });

  it('zooms around a step, which stays where it is', () => {
    const view = viewport();
    view.zoom(0.5, 250);
    expect([view.start, view.stop]).toEqual([125, 625]);
    const share = (250 - view.start) / view.span;
    expect(share).toBeCloseTo(0.25, 12);
  });

  it('goes no farther than the run, and in no farther than a few steps', () => {
    const view = viewport();
    for (let k = 0; k < 40; k++) view.zoom(0.5, 999);
    expect(view.span).toBe(8);
    expect(view.stop).toBeLessThanOrEqual(1000);
    for (let k = 0; k < 40; k++) view.zoom(2);
    expect(view.isWhole).toBe(true);
    view.pan(500);
    expect(view.isWhole).toBe(true);
  });

  it('moves no farther than it must to show a step', () => {
    const view = viewport();
    view.show(100, 200);
    view.reveal(150);
    expect([view.start, view.stop]).toEqual([100, 200]);
    view.reveal(300);
    expect(view.last).toBeGreaterThanOrEqual(300);
    view.reveal(0);
    expect(view.first).toBe(0);
  });

  it('of a run of few steps is the whole of it', () => {
    const view = viewport(3);
    view.zoom(0.1);
    expect([view.start, view.stop]).toEqual([0, 3]);
  });
});
