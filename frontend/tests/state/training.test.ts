import { describe, expect, it } from 'vitest';
import { toFlat } from '../../src/training/flat';
import { Explorer } from '../../src/state/explorer.svelte';
import { Ordinary } from '../../src/state/ordinary.svelte';
import { RUNNERS } from '../../src/state/training/setup';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
/** What was said to the trainer has been heard, and what it reports too. */
const heard = () => new Promise((done) => setTimeout(done));

function opened(): Explorer {
  const explorer = new Explorer(catalogue, 'store_and_recall');
  explorer.choice.weights = 'here';
  return explorer;
}

const numbersOf = (explorer: Explorer) =>
  RUNNERS.map((name) => toFlat(explorer.training.model(name)));

describe('training in the page', () => {
  it('begins with the random weights that are chosen', () => {
    const explorer = opened();
    const [lstm, gru] = [explorer.sides.lstm.model, explorer.sides.gru.model];
    const rnn = new Ordinary(explorer).model;
    explorer.choice.weights = 'random';
    expect(explorer.sides.lstm.model.weights).toEqual(lstm.weights);
    expect(explorer.sides.gru.model.weights).toEqual(gru.weights);
    expect(new Ordinary(explorer).model.weights).toEqual(rnn.weights);
  });

  it('shows the networks as they train, one step at a time', async () => {
    const explorer = opened();
    const { training, sides } = explorer;
    const [before, run] = [numbersOf(explorer), sides.lstm.now];
    training.once();
    await heard();
    expect(training.run!.step).toBe(1);
    expect(training.step).toBe(1);
    expect(training.run!.status).toBe('paused');
    for (const [k, numbers] of numbersOf(explorer).entries()) {
      expect(numbers).not.toEqual(before[k]);
    }
    expect(sides.lstm.now.values.h).not.toEqual(run.values.h);
    expect(new Ordinary(explorer).model).toBe(training.model('rnn'));
    expect(training.scores).not.toBeNull();
  });

  it('runs, pauses, and goes on where it was', async () => {
    const { training } = opened();
    training.train();
    await heard();
    expect(training.run!.status).toBe('running');
    const { step } = training.run!;
    expect(step).toBeGreaterThan(0);
    training.pause();
    await heard();
    expect(training.run!.status).toBe('paused');
    expect(training.step).toBe(step);
    training.train();
    await heard();
    expect(training.run!.step).toBeGreaterThan(step);
  });

  it('once stopped, shows what it came to, and begins anew', async () => {
    const explorer = opened();
    const { training } = explorer;
    training.once();
    training.train();
    await heard();
    training.stop();
    await heard();
    expect(training.isOpen).toBe(false);
    expect(training.step).toBe(training.run!.step);
    const trained = numbersOf(explorer);
    training.once();
    await heard();
    expect(training.run!.step).toBe(1);
    expect(numbersOf(explorer)).not.toEqual(trained);
  });

  it('keeps checkpoints, which can be shown while it goes on', async () => {
    const explorer = opened();
    const { training } = explorer;
    training.once();
    await heard();
    const first = numbersOf(explorer);
    training.keep();
    expect(training.isKept).toBe(true);
    training.keep();
    expect(training.kept).toHaveLength(1);
    training.once();
    await heard();
    expect(training.isKept).toBe(false);
    expect(numbersOf(explorer)).not.toEqual(first);
    training.show(training.kept[0]!);
    expect(numbersOf(explorer)).toEqual(first);
    expect(training.step).toBe(1);
    training.show(null);
    expect(training.step).toBe(2);
  });

  it.each([
    ['the hidden size', { hiddenSize: 6 }],
    ['the seed', { seed: 9 }],
    ['the forget bias', { forgetBias: 3 }],
    ['the place of the GRU’s reset', { reset: 'after' }],
    ['the hidden size and the seed', { hiddenSize: 6, seed: 9 }],
  ] as const)('ends, and says why, when %s changes', async (words, change) => {
    const explorer = opened();
    const { training, choice } = explorer;
    training.once();
    await heard();
    training.keep();
    const before = { ...change, ...pick(choice, Object.keys(change)) };
    Object.assign(choice, change);
    training.follow();
    expect(training.said).toBe(`The run ended at step 1, because ${words} was changed.`);
    expect(training.run).toBeNull();
    expect(training.kept).toEqual([]);
    expect(training.model('lstm').weights.hiddenSize).toBe(choice.hiddenSize);
    // What was kept is there again with the network that it belongs to.
    Object.assign(choice, before);
    expect(training.kept).toHaveLength(1);
  });

  it('ends when another task is opened', async () => {
    const explorer = opened();
    explorer.training.once();
    await heard();
    explorer.openTask('digits');
    explorer.training.follow();
    expect(explorer.training.said).toContain('because the task was changed');
    expect(explorer.training.model('gru').weights.inputSize).toBe(8);
  });

  it('takes a change of the recipe along', async () => {
    const { training, choice } = opened();
    training.once();
    await heard();
    choice.batch = 7;
    training.follow();
    training.once();
    await heard();
    expect(training.run!.step).toBe(2);
    expect(training.run!.sequences).toBe(32 + 7);
  });

  it('goes on when the sense of z is turned, which changes no output', async () => {
    const explorer = opened();
    const { training, sides } = explorer;
    training.once();
    await heard();
    const output = sides.gru.output;
    explorer.setZ('old');
    training.follow();
    expect(training.run).not.toBeNull();
    expect(sides.gru.cell.name).toBe('gru_z_old');
    // The products of z's parameters are the same, their sum is rounded the other way.
    for (const [k, y] of sides.gru.output.entries()) expect(y).toBeCloseTo(output[k]!, 12);
  });

  it('says what is wrong where nothing can train', async () => {
    const startTrainer = () => Promise.reject(new Error('no workers here'));
    const explorer = new Explorer({ ...catalogue, startTrainer }, 'store_and_recall');
    explorer.training.train();
    await heard();
    expect(explorer.training.run!.problem).toBe('no workers here');
    expect(explorer.training.isOpen).toBe(false);
  });

  it('is over when every network has diverged, and their last good weights are shown', async () => {
    const explorer = opened();
    const { training, choice } = explorer;
    Object.assign(choice, { optimiser: 'SGD', rate: 10, clip: 1000 });
    training.train();
    for (let k = 0; k < 400 && training.isOpen; k++) {
      training.run!.go();
      await heard();
    }
    expect(training.run!.status).toBe('over');
    expect(training.run!.diverged.map(({ name }) => name).sort()).toEqual([...RUNNERS].sort());
    for (const numbers of numbersOf(explorer)) expect(numbers.every(Number.isFinite)).toBe(true);
  });
});

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, from[key as keyof typeof from]]));
}
