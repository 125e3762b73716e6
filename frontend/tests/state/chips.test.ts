import { describe, expect, it } from 'vitest';
import { Manipulation } from '../../src/state/manipulation.svelte';
import { SIDES } from '../../src/state/side.svelte';

const EVERYWHERE = { unit: null, steps: null };

function edited(): Manipulation {
  const manipulation = new Manipulation(SIDES);
  manipulation.set('lstm', 'f', 'clamp', 0, EVERYWHERE);
  manipulation.set('gru', 'z', 'clamp', 1, EVERYWHERE);
  return manipulation;
}

describe('the chips of a side', () => {
  it('are those of all, in their order', () => {
    const manipulation = edited();
    manipulation.set('lstm', 'o', 'scale', 2, EVERYWHERE);
    expect(manipulation.of('lstm').map(({ name }) => name)).toEqual(['f', 'o']);
    expect(manipulation.of('gru').map(({ name }) => name)).toEqual(['z']);
  });

  it('are the same list while another side is edited', () => {
    const manipulation = edited();
    const before = manipulation.of('gru');
    manipulation.set('lstm', 'f', 'clamp', 0.5, EVERYWHERE);
    expect(manipulation.of('gru')).toBe(before);
    expect(manipulation.of('lstm')[0]?.amount).toBe(0.5);
  });

  it('go when all are reset', () => {
    const manipulation = edited();
    manipulation.reset();
    expect(manipulation.of('lstm')).toEqual([]);
  });
});
