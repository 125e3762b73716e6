import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Figure } from '../../src/state/figure.svelte';
import { Gesture } from '../../src/state/gesture.svelte';

const gesture = new Gesture();
let value = $state(0);
let untouched = $state.raw({});
let isWaiting = $state(false);
let busy: string;
let end: () => void;
let see: (isSeen: boolean) => void;
let figure: Figure;

class Observer {
  constructor(hear: (entries: readonly { isIntersecting: boolean }[]) => void) {
    see = (isIntersecting) => hear([{ isIntersecting }]);
  }
  observe(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IntersectionObserver', Observer);
  value = 0;
  figure = new Figure({
    get isMoving() {
      return gesture.isUnderWay;
    },
    get untouched() {
      return untouched;
    },
    get isWaiting() {
      return isWaiting;
    },
  });
  const setAttribute = (_: string, value: string) => (busy = value);
  end = $effect.root(() => figure.watch({ setAttribute } as unknown as Element));
});

afterEach(() => {
  end();
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function move(to: number): void {
  gesture.move();
  value = to;
}

it('follows every move while it is seen', () => {
  const shown = figure.follow(() => value);
  for (const to of [1, 2, 3]) {
    move(to);
    expect(shown.current).toBe(to);
  }
});

it('waits out of sight until nothing has moved for a while', () => {
  const shown = figure.follow(() => value);
  expect(shown.current).toBe(0);
  see(false);
  for (const to of [1, 2, 3]) {
    vi.advanceTimersByTime(150);
    move(to);
    expect(shown.current).toBe(0);
  }
  vi.advanceTimersByTime(250);
  expect(shown.current).toBe(3);
});

it('is right as soon as it comes in sight', () => {
  const shown = figure.follow(() => value);
  expect(shown.current).toBe(0);
  see(false);
  move(1);
  expect(shown.current).toBe(0);
  see(true);
  expect(shown.current).toBe(1);
});

it('does not wait out of sight where nothing is being moved', () => {
  const shown = figure.follow(() => value);
  see(false);
  value = 4;
  expect(shown.current).toBe(4);
});

it('does not wait with what is of another sequence or another network', () => {
  const shown = figure.follow(() => value);
  expect(shown.current).toBe(0);
  see(false);
  move(1);
  expect(shown.current).toBe(0);
  untouched = {};
  expect(shown.current).toBe(1);
});

it('is busy while it is behind, and while what it shows is on its way', () => {
  const isBusy = () => {
    flushSync();
    return busy;
  };
  expect(isBusy()).toBe('false');
  see(false);
  move(1);
  expect(isBusy()).toBe('true');
  vi.advanceTimersByTime(250);
  expect(isBusy()).toBe('false');
  isWaiting = true;
  expect(isBusy()).toBe('true');
  isWaiting = false;
  expect(isBusy()).toBe('false');
});
