import { Adjoint } from './adjoint';
import { directPath } from './direct';
import type { Cell } from './graph';
import { jacobianLine } from './jacobian';
import type { Run } from './run';
import { sizeOf } from './weights';

/** Which change is followed: of one unit's state after step `from`, until after step `to`. */
export interface Way {
  readonly state: string;
  readonly unit: number;
  readonly from: number;
  readonly to: number;
}

/** The state of a cell in which a change is followed: the one with a line of its own. */
export function heldState(cell: Cell): string {
  return cell.states.find((state) => jacobianLine(cell, state)) ?? cell.states[0];
}

/** What is left of a change, on the direct path alone (null where there is none) and in all. */
export interface Carried {
  readonly direct: number | null;
  readonly all: number;
}

/** ∂s_to/∂s_from for one unit's own state, of a run of one sequence. Steps count from 0. */
export function carried(run: Run, way: Way): Carried {
  return { direct: alongDirectPath(run, way), all: byAllPaths(run, way) };
}

function alongDirectPath(run: Run, { state, unit, from, to }: Way): number | null {
  const path = directPath(run, state);
  if (!path) return null;
  const size = sizeOf(run.weights, state);
  let product = 1;
  for (let step = from + 1; step <= to; step++) product *= path[step * size + unit];
  return product;
}

/** At a step the state may act by way of others that it made in that step, so that one counts. */
function byAllPaths(run: Run, { state, unit, from, to }: Way): number {
  const size = sizeOf(run.weights, state);
  const adjoint = new Adjoint(run, { parameters: false });
  adjoint.values[state][to * size + unit] = 1;
  adjoint.pass(to, Math.max(from, 0));
  return from < 0 ? adjoint.initial[state][unit] : adjoint.values[state][from * size + unit];
}
