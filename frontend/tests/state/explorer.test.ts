import { beforeEach, describe, expect, it } from 'vitest';
import { Explorer } from '../../src/state/explorer.svelte';
import { Ordinary } from '../../src/state/ordinary.svelte';
import { SIDES } from '../../src/state/side.svelte';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
const everywhere = { unit: null, steps: null };
let explorer: Explorer;

beforeEach(() => {
  explorer = new Explorer(catalogue, 'store_and_recall');
});

const last = (values: Float64Array) => values.at(-1)!;

describe('what is shown at the start', () => {
  it('is the opening sequence at its first step, with nothing edited', () => {
    expect(explorer.sequence.rows).toEqual(explorer.task.opening());
    expect(explorer.playback.step).toBe(0);
    expect(SIDES.map((key) => explorer.sides[key].isEdited)).toEqual([false, false]);
  });

  it('is the unit that the record names', () => {
    for (const key of SIDES) {
      const record = explorer.sides[key].model.record!;
      expect(explorer.unit(key)).toBe(record.unit ?? 0);
    }
  });

  it('is a pair of networks that recall what was stored', () => {
    const target = explorer.target.at(-1)!;
    expect(target).toBe(0.8);
    expect(last(explorer.sides.lstm.output)).toBeCloseTo(target, 1);
    expect(last(explorer.sides.gru.output)).toBeCloseTo(target, 1);
  });
});

describe('a clamped gate', () => {
  const shut = () => explorer.manipulation.set('lstm', 'f', 'clamp', 0, everywhere);

  it('changes what follows, and leaves the untouched run as it was', () => {
    const before = last(explorer.sides.lstm.output);
    shut();
    const { output, outputBefore } = explorer.sides.lstm;
    expect(last(outputBefore)).toBe(before);
    expect(Math.abs(last(output) - before)).toBeGreaterThan(0.3);
    expect(explorer.sides.gru.isEdited).toBe(false);
  });

  it('is one chip, however often its slider moves', () => {
    shut();
    explorer.manipulation.set('lstm', 'f', 'clamp', 0.5, everywhere);
    expect(explorer.manipulation.chips).toHaveLength(1);
    expect(explorer.manipulation.chips[0]!.amount).toBe(0.5);
  });

  it('comes to nothing when it is switched off or removed', () => {
    shut();
    const { id } = explorer.manipulation.chips[0]!;
    explorer.manipulation.toggle(id);
    expect(explorer.sides.lstm.isEdited).toBe(false);
    explorer.manipulation.toggle(id);
    expect(explorer.sides.lstm.isEdited).toBe(true);
    explorer.manipulation.remove(id);
    expect(explorer.sides.lstm.isEdited).toBe(false);
  });

  it('acts only where there are such units and steps', () => {
    const steps = { start: 4, stop: null };
    explorer.manipulation.set('lstm', 'f', 'clamp', 0, { unit: 3, steps });
    explorer.sequence.remove(0);
    expect(explorer.sides.lstm.isEdited).toBe(false);
  });
});

describe('a shifted gate', () => {
  it('stays within 0 and 1', () => {
    explorer.manipulation.set('gru', 'z', 'shift', 8, everywhere);
    const z = explorer.sides.gru.now.values.z;
    expect(Math.max(...z)).toBeLessThanOrEqual(1);
    expect(Math.min(...z)).toBeGreaterThan(0.01);
  });
});

describe("the sense of the GRU's z", () => {
  it.each(['clamp', 'scale', 'shift'] as const)('keeps every output under a %s', (kind) => {
    explorer.manipulation.set('gru', 'z', kind, 0.3, everywhere);
    const [z, output] = [explorer.sides.gru.now.values.z, explorer.sides.gru.output];
    explorer.setZ('old');
    expect(explorer.sides.gru.cell.name).toBe('gru_z_old');
    explorer.sides.gru.output.forEach((y, k) => expect(y).toBeCloseTo(output[k]!, 12));
    explorer.sides.gru.now.values.z.forEach((v, k) => expect(v).toBeCloseTo(1 - z[k]!, 12));
    explorer.setZ('new');
    explorer.sides.gru.output.forEach((y, k) => expect(y).toBeCloseTo(output[k]!, 12));
  });
});

describe('the place of the reset', () => {
  it('loads a model of its own, and the edits stay', () => {
    explorer.manipulation.set('gru', 'r', 'clamp', 1, everywhere);
    const { parameters } = explorer.sides.gru.model.weights;
    explorer.choice.reset = 'after';
    expect(explorer.sides.gru.cell.name).toBe('gru_reset_after_z_new');
    expect(Object.keys(explorer.sides.gru.model.weights.parameters)).not.toEqual(
      Object.keys(parameters),
    );
    expect(explorer.sides.gru.isEdited).toBe(true);
  });
});

describe('random weights', () => {
  it('have the size, seed and forget bias that were chosen', () => {
    explorer.choice.weights = 'random';
    explorer.choice.hiddenSize = 7;
    explorer.choice.forgetBias = 3;
    const { model, units } = explorer.sides.lstm;
    expect(units).toBe(7);
    expect([...model.weights.parameters['f.b']!]).toEqual(Array(7).fill(3));
    const first = explorer.sides.gru.output;
    explorer.choice.seed += 1;
    expect(explorer.sides.gru.output).not.toEqual(first);
  });

  it('with fewer units keep the selected unit among them', () => {
    explorer.selection.units.lstm = 3;
    explorer.choice.weights = 'random';
    explorer.choice.hiddenSize = 2;
    expect(explorer.unit('lstm')).toBe(1);
  });
});

describe('another task', () => {
  it.each(['digits', 'sunspots'])('%s opens with its own sequence and nothing edited', (name) => {
    explorer.manipulation.set('lstm', 'f', 'clamp', 0, everywhere);
    explorer.openTask(name);
    expect(explorer.sequence.rows).toEqual(explorer.task.opening());
    expect(explorer.manipulation.chips).toHaveLength(0);
    expect(explorer.sides.lstm.output.every(Number.isFinite)).toBe(true);
  });
});

describe('a checkpoint of the training', () => {
  it('is the model as it was then, and the last is the model itself', async () => {
    const trained = explorer.sides.lstm.output;
    const { step } = explorer.sides.lstm.model.record!.checkpoints;
    await explorer.setCheckpoint(0);
    const untrained = explorer.sides.lstm.output;
    expect(Math.abs(last(untrained) - 0.8)).toBeGreaterThan(0.3);
    await explorer.setCheckpoint(step.length - 1);
    expect(explorer.sides.lstm.output).toEqual(trained);
    await explorer.setCheckpoint(null);
    expect(explorer.sides.lstm.output).toEqual(trained);
  });

  it('is that of all networks, the ordinary one too', async () => {
    const trained = new Ordinary(explorer).model;
    expect(explorer.partly).toBeNull();
    await explorer.setCheckpoint(2);
    const { models, key } = explorer.partly!;
    expect(models.lstm).toBe(explorer.sides.lstm.model);
    expect(models.rnn).toBe(new Ordinary(explorer).model);
    expect(models.rnn.weights).not.toEqual(trained.weights);
    await explorer.setCheckpoint(3);
    expect(explorer.partly!.key).not.toBe(key);
  });

  it('follows the switches, and keeps the edits', async () => {
    explorer.manipulation.set('gru', 'z', 'clamp', 0.5, everywhere);
    await explorer.setCheckpoint(2);
    explorer.choice.reset = 'after';
    expect(explorer.sides.gru.cell.name).toBe('gru_reset_after_z_new');
    expect(explorer.sides.gru.isEdited).toBe(true);
  });

  it('is left behind by another task', async () => {
    await explorer.setCheckpoint(1);
    explorer.openTask('digits');
    expect(explorer.choice.checkpoint).toBeNull();
  });
});
