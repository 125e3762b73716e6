import { describe, expect, it } from 'vitest';
import { finish } from '../../src/cells/gradient';
import { curvesOf } from '../../src/panels/gradient/curves';
import { fadeOf, requests, type FadeChoice } from '../../src/panels/gradient/requests';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
const CHOICE: FadeChoice = {
  task: 'digits',
  weights: 'untrained',
  forgetBias: 0,
  reset: 'before',
  z: 'new',
};

function curves(change: Partial<FadeChoice>) {
  const wanted = requests(catalogue, { ...CHOICE, ...change });
  return curvesOf(
    wanted.map((request) => ({ request, fade: finish(fadeOf(request)), isCurrent: true })),
  );
}

describe('requests', () => {
  it('asks anew only for what a change concerns', () => {
    const keys = (change: Partial<FadeChoice>) =>
      requests(catalogue, { ...CHOICE, ...change }).map(({ key }) => key);
    const [lstm, gru, rnn] = keys({});
    expect(keys({ forgetBias: 1 }).slice(1)).toEqual([gru, rnn]);
    expect(keys({ forgetBias: 1 })[0]).not.toBe(lstm);
    expect(keys({ reset: 'after' })[1]).not.toBe(gru);
    expect(keys({ weights: 'trained' })).not.toContain(rnn);
  });

  it('compares three networks of one size', () => {
    const sizes = requests(catalogue, CHOICE).map(({ model }) => model.weights.hiddenSize);
    expect(new Set(sizes).size).toBe(1);
  });
});

describe('networks trained in the page', () => {
  const { lstm, gru, rnn } = catalogue.models.digits!;
  const live = { key: '1 20', models: { lstm: lstm!, gru: gru!, rnn: rnn! } };
  const ask = (change: Partial<FadeChoice>) => requests(catalogue, { ...CHOICE, ...change });

  it('stand for the trained ones, and are others at another step', () => {
    const [first, later] = ['1 20', '1 40'].map((key) =>
      ask({ weights: 'trained', live: { ...live, key } }).map((request) => request.key),
    );
    expect(first).not.toEqual(ask({ weights: 'trained' }).map(({ key }) => key));
    expect(new Set([...first!, ...later!]).size).toBe(6);
  });

  it('follow one another without being called old, as checkpoints do', () => {
    const followed = [ask({ weights: 'trained' }), ask({ weights: 'trained', live })].flat();
    expect(followed.map(({ isLive }) => isLive)).toEqual(Array(6).fill(true));
    expect(ask({}).some(({ isLive }) => isLive)).toBe(false);
  });

  it('leave the untrained ones as they are', () => {
    expect(ask({ live }).map(({ key }) => key)).toEqual(ask({}).map(({ key }) => key));
  });

  it('are shown in the chosen sense of z', () => {
    const [, turned] = ask({ weights: 'trained', live, z: 'old' });
    expect(turned!.model.weights.cell.name).toBe('gru_z_old');
  });
});

describe('the curves', () => {
  it('are a gradient for each network and the direct path of those that have one', () => {
    const labels = curves({}).map(({ label }) => label);
    expect(labels).toEqual(['LSTM', '∏f', 'GRU', '∏(1 − z)', 'RNN']);
    expect(curves({ z: 'old' }).map(({ label }) => label)).toContain('∏z');
  });

  it('begin at 1', () => {
    for (const { band } of curves({ weights: 'trained' })) {
      expect(band.median[0]).toBe(1);
      expect(band.median).toHaveLength(7);
    }
  });

  it('of the trained GRU do not depend on the sense of z', () => {
    const medians = (z: FadeChoice['z']) => curves({ weights: 'trained', z })[2].band.median;
    medians('old').forEach((value, k) => expect(value).toBeCloseTo(medians('new')[k], 12));
  });

  it('hold longer in an LSTM that begins with its forget gates open', () => {
    const last = (forgetBias: number) => curves({ forgetBias })[0].band.median[6];
    expect(last(5)).toBeGreaterThan(10 * last(0));
  });
});
