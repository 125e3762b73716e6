import { describe, expect, it } from 'vitest';
import { Philox } from '../../src/cells/generator';
import { Batches } from '../../src/training/batch';
import { sourceOf } from '../../src/training/source';
import { TASKS, loadTask, type Sample } from '../../src/tasks';
import { readCatalogue } from '../catalogue';
import { readExamples } from './trainer';

const { models } = readCatalogue();
const batches = (name: string, seed: number) =>
  new Batches(loadTask(name), models[name]!.lstm!.encoding, seed, readExamples(name));
const text = (x: Sample['x']) => JSON.stringify(x);

describe.each(TASKS.map(({ name }) => name))('batches of %s', (name) => {
  const task = loadTask(name);

  it('are the same for a seed, and others for another', () => {
    const [first, again, other] = [batches(name, 3), batches(name, 3), batches(name, 4)];
    const one = first.next(8);
    expect(again.next(8)).toEqual(one);
    expect(again.next(8)).not.toEqual(one);
    expect(other.next(8)).not.toEqual(one);
  });

  it('have the lengths that the task is trained on, and something to learn', () => {
    const source = batches(name, 1);
    const seen = new Set<number>();
    for (let k = 0; k < 60; k++) {
      const { time, x, rights } = source.next(8);
      seen.add(time);
      expect(x.length).toBe(time * 8 * task.channels.length);
      expect(rights.length).toBe(time * 8);
      expect(rights.some((right) => !Number.isNaN(right))).toBe(true);
    }
    const [shortest, longest] = task.trainedOn;
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(shortest);
    expect(Math.max(...seen)).toBeLessThanOrEqual(longest);
    expect(seen.size).toBeGreaterThan(Math.min(longest - shortest, 5));
  });

  // There is one word aⁿbⁿ for each n: a network is scored on some that it was trained on.
  it.skipIf(name === 'counting')('hold nothing of what is scored', () => {
    const [source, draws] = [sourceOf(task, readExamples(name)), new Philox(1, 4)];
    const samples = source.scored();
    const scored = new Set(samples.map(({ x }) => text(x)));
    expect(scored.size).toBeGreaterThan(50);
    const length = Math.min(samples[0]!.x.length, task.trainedOn[1]);
    for (let k = 0; k < 500; k++) {
      expect(scored.has(text(source.draw(draws, length).x))).toBe(false);
    }
  });
});
