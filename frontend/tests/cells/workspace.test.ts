import { describe, expect, it } from 'vitest';
import { backward } from '../../src/cells/backward';
import { forward } from '../../src/cells/forward';
import { Workspace } from '../../src/cells/workspace';
import { CELLS, numbers, someWeights } from './fixtures';

const [INPUTS, UNITS, BATCH] = [3, 5, 6];

describe('a workspace that is used again', () => {
  it.each(CELLS)('gives what $name gives anew, after longer sequences and shorter', (cell) => {
    const weights = someWeights(cell, INPUTS, UNITS);
    const workspace = new Workspace(weights, 9, BATCH);
    for (const [round, time] of [9, 1, 4, 7].entries()) {
      const x = numbers(time * BATCH * INPUTS, round);
      const dh = numbers(time * BATCH * UNITS, 40 + round);
      workspace.run.x.set(x);
      workspace.forward(time);
      workspace.clear(time).set(dh);
      workspace.backward(time);

      const run = forward(weights, x, { time, batch: BATCH });
      const { values, parameters } = backward(run, { h: dh });
      for (const [id, expected] of Object.entries(run.values)) {
        expect(workspace.run.values[id]!.subarray(0, expected.length), id).toEqual(expected);
        const found = workspace.adjoint.values[id]!.subarray(0, expected.length);
        expect(found, `gradient of ${id}`).toEqual(values[id]);
      }
      expect(workspace.adjoint.parameters).toEqual(parameters);
    }
  });

  it('sees weights that have changed in between', () => {
    const weights = someWeights(CELLS[0]!, INPUTS, UNITS);
    const workspace = new Workspace(weights, 2, 1);
    workspace.run.x.set(numbers(2 * INPUTS, 1));
    workspace.forward(2);
    const before = workspace.run.values.h!.slice();
    Object.values(weights.parameters)[0]!.fill(0.5);
    workspace.forward(2);
    expect(workspace.run.values.h).not.toEqual(before);
    expect(workspace.run.values.h).toEqual(
      forward(weights, workspace.run.x, { time: 2, batch: 1 }).values.h,
    );
  });
});
