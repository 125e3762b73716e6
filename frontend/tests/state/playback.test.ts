import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Playback, STAGES } from '../../src/state/playback.svelte';

let length = 5;
let playback: Playback;

beforeEach(() => {
  vi.useFakeTimers();
  length = 5;
  playback = new Playback(() => length);
});

afterEach(() => {
  playback.pause();
  vi.useRealTimers();
});

it('steps from the first to the last and no further', () => {
  for (let k = 0; k < 9; k++) playback.next();
  expect(playback.step).toBe(4);
  for (let k = 0; k < 9; k++) playback.back();
  expect(playback.step).toBe(0);
});

it('plays to the end at its speed, and stops there', () => {
  playback.speed = 2;
  playback.play();
  vi.advanceTimersByTime(1000);
  expect(playback.step).toBe(2);
  vi.advanceTimersByTime(5000);
  expect([playback.step, playback.isPlaying]).toEqual([4, false]);
});

it('plays from the start again after the end', () => {
  playback.last();
  playback.play();
  expect(playback.step).toBe(0);
});

it('walks through the stages of a step in slow motion, both ways', () => {
  playback.setSlow(true);
  for (let k = 1; k < STAGES.length; k++) playback.next();
  expect([playback.step, playback.stage]).toEqual([0, STAGES.length - 1]);
  playback.next();
  expect([playback.step, playback.stage]).toEqual([1, 0]);
  playback.back();
  expect([playback.step, playback.stage]).toEqual([0, STAGES.length - 1]);
});

it('stays within a sequence that became shorter', () => {
  playback.last();
  length = 3;
  expect(playback.step).toBe(2);
});
