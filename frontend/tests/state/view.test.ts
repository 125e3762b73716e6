import { describe, expect, it } from 'vitest';
import { PART_NAMES, SLIDES } from '../../src/state/parts';
import { View } from '../../src/state/view.svelte';

describe('the view of the page', () => {
  it('shows every part as it opens', () => {
    const view = new View();
    for (const part of PART_NAMES) expect(view.shows(part)).toBe(true);
  });

  it('hides what is named', () => {
    const view = new View();
    view.hidden = ['introduction', 'equations'];
    const shown = PART_NAMES.filter((part) => view.shows(part));
    expect(shown).toEqual(PART_NAMES.filter((part) => !view.hidden.includes(part)));
  });

  it('presents one figure at a time, with what it needs', () => {
    const view = new View();
    view.begin('lstm');
    expect(view.shows('lstm')).toBe(true);
    expect(view.shows('animation')).toBe(true);
    expect(view.shows('gru')).toBe(false);
    expect(view.shows('introduction')).toBe(false);
  });

  it('goes through all figures, and stays at the ends', () => {
    const view = new View();
    view.begin();
    const seen = SLIDES.map(() => {
      const { name } = view.slide!;
      view.turn(1);
      return name;
    });
    expect(seen).toEqual(SLIDES.map(({ name }) => name));
    expect(view.slide?.name).toBe('takeaways');
    SLIDES.forEach(() => view.turn(-1));
    expect(view.slide?.name).toBe('introduction');
  });

  it('passes over a figure that is hidden', () => {
    const view = new View();
    view.hidden = ['input'];
    view.begin('cells');
    view.turn(1);
    expect(view.slide?.name).toBe('lstm');
    expect(view.slides).toHaveLength(SLIDES.length - 1);
  });

  it('shows all again when the presentation is left', () => {
    const view = new View();
    view.begin();
    view.leave();
    for (const part of PART_NAMES) expect(view.shows(part)).toBe(true);
  });
});
